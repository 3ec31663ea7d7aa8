"""One line that says how far a part is."""

import sys
import time

EVERY = 0.5  # seconds


class Progress:
    """progress(made, wanted), as often as there is news; `close` ends the line."""

    def __init__(self, name: str) -> None:
        self.name, self.began, self.told = name, time.monotonic(), 0.0

    def __call__(self, made: int, wanted: int) -> None:
        if time.monotonic() - self.told < EVERY and made < wanted:
            return
        self.told = time.monotonic()
        seconds = self.told - self.began
        sys.stderr.write(f"\r{self.name:32} {made:>9,} of {wanted:,}  {seconds:4.0f} s ")
        sys.stderr.flush()

    def close(self) -> None:
        sys.stderr.write("\n")

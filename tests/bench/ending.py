"""Ends a part that is told to end as Ctrl-C does, so that no server is left behind."""

import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

SECONDS_TO_END = 60


def end_when_told() -> None:
    """From now on for this process: what it began is stopped before it ends."""
    signal.signal(signal.SIGTERM, lambda *given: sys.exit(128 + signal.SIGTERM))


def run_until_it_ends(command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Raises CalledProcessError. Where this process ends first, the command is told to end too."""
    with subprocess.Popen(command, env=environment) as process:  # noqa: S603  ours
        try:
            failed = process.wait()
        except BaseException:
            process.terminate()
            process.wait(SECONDS_TO_END)
            raise
    if failed:
        raise subprocess.CalledProcessError(failed, command)

"""How long a test may take. When that is over it prints where it stood, and its process ends.

What hangs for ever waits for a lock, a browser or a server, where nothing can interrupt it. Under
pytest-xdist the test is named as the one that crashed its worker, and another worker goes on.
"""

import os
import sys
import threading
import traceback
from contextlib import contextmanager

import pytest
from greenlet import getcurrent

STDERR = pytest.StashKey[int]()


def pytest_configure(config):
    config.stash[STDERR] = os.dup(2)  # before it is captured; a worker of xdist has no other way


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_set_timer(item, settings):
    timer = start(settings.timeout, item.nodeid, item.config.stash[STDERR])

    def cancel():
        timer.cancel()
        timer.join()

    item.cancel_timeout = cancel
    return True


@contextmanager
def within(seconds: float, what: str, config):
    """A step that ends well inside the limit of its test, or is named."""
    timer = start(seconds, what, config.stash[STDERR])
    try:
        yield
    finally:
        timer.cancel()


def start(seconds: float, what: str, stderr: int) -> threading.Timer:
    timer = threading.Timer(seconds, give_up, (seconds, what, stderr, getcurrent()))
    timer.daemon = True
    timer.start()
    return timer


def give_up(seconds, what, stderr, waiting):
    text = f"\n{what} is not over after {seconds:g} seconds. Where it stood:\n{stacks(waiting)}\n"
    os.write(stderr, text.encode(errors="replace"))
    os._exit(1)


def stacks(waiting) -> str:
    """Of all threads; and of what Playwright has put aside while its own loop waits."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    found = [(names.get(one, "?"), frame) for one, frame in sys._current_frames().items()]
    if waiting.gr_frame:
        found.append(("what waits for the browser", waiting.gr_frame))
    return "\n".join(
        f"--- {name}\n{''.join(traceback.format_stack(frame))}"
        for name, frame in found
        if name != threading.current_thread().name
    )

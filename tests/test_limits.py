"""A test that hangs ends by itself and says where it stood."""

import subprocess
import sys

HANGS = """
import threading

def test_that_waits():
    threading.Event().wait()

def test_that_follows():
    pass
"""


def test_a_test_over_its_limit_says_where_it_stood(tmp_path):
    (tmp_path / "test_hangs.py").write_text(HANGS)
    (tmp_path / "conftest.py").write_text("pytest_plugins = ['tests.limits']")
    command = [sys.executable, "-m", "pytest", "-p", "no:django", "-c", "/dev/null"]
    workers = ["-n", "1", "--max-worker-restart", "0"]

    done = subprocess.run(  # noqa: S603  ours
        [*command, "--timeout", "1", "--rootdir", tmp_path, *workers, tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode
    assert "test_that_waits is not over after 1 seconds. Where it stood:" in done.stderr
    assert "threading.Event().wait()" in done.stderr

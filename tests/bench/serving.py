"""Serve the product and the floor by gunicorn, each with two workers, as its file says."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import socket

HOST = "127.0.0.1"
SECONDS_TO_START = 60
NANOSECONDS = 1_000_000_000
PROC = Path("/proc")


class NotServing(Exception):
    """The server ended, or does not answer. What it said stands in its log."""


class Serving:
    """One gunicorn: where it answers, and what its workers cost."""

    def __init__(self, process: subprocess.Popen, port: int) -> None:
        self.process, self.port = process, port

    def wait_until_it_answers(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise NotServing(self.process.args)
            time.sleep(0.1)

    def answers(self) -> bool:
        connection = HTTPConnection(HOST, self.port, timeout=30)
        try:
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def workers(self) -> list[int]:
        pid = self.process.pid
        children = (PROC / str(pid) / "task" / str(pid) / "children").read_text()
        return [int(child) for child in children.split()]

    def processor_seconds(self) -> float:
        """What the workers have used until now: user and system, of all their threads."""
        return sum(map(seconds_of, self.workers()))


def seconds_of(pid: int) -> float:
    """From the scheduler, which counts nanoseconds; `stat` counts in steps of ten milliseconds."""
    threads = (PROC / str(pid) / "task").iterdir()
    return sum(int((one / "schedstat").read_text().split()[0]) for one in threads) / NANOSECONDS


@contextmanager
def serve(wsgi: str, environment: Mapping[str, str], log: Path) -> Iterator[Serving]:
    with socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", wsgi]
    with log.open("w") as told:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=told)  # noqa: S603  ours
    try:
        serving = Serving(process, port)
        serving.wait_until_it_answers()
        yield serving
    finally:
        process.terminate()
        process.wait(timeout=60)

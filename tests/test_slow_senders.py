"""A real gunicorn, as it is configured, while others send half a request and leave it open."""

import os
import re
import signal
import socket
import subprocess
import sys
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest

from safebabies.whole_requests import MOST_OF_BODY, MOST_OF_HEAD, NotWaitedFor, length_of
from tests.extent import how_many
from tests.production import PRODUCTION

BASE_DIR = Path(__file__).resolve().parent.parent
SENDERS = how_many(suite=60, full=200)  # the service has 16 threads
POST = b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
HALF = {
    "half a line": b"POST /accounts/lo",
    "half a head": POST + b"Content-Type: text/plain\r\n",
    "no body yet": POST + b"Content-Length: 4000\r\n\r\n",
    "half a body": POST + b"Content-Length: 4000\r\n\r\nlogin=nia&pass",
}
REFUSED = {
    "in chunks": (411, POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nlogin"),
    "a body too long": (413, POST + b"Content-Length: 99000000\r\n\r\nlogin=nia"),
    "a head without end": (431, POST + b"X: " + b"x" * MOST_OF_HEAD),
}
BOOTED = re.compile(r"Booting worker with pid: (\d+)")
LISTENS = re.compile(r"Listening at: http://127.0.0.1:(\d+)")


class Service:
    """A gunicorn of its own, in a session of its own so that nothing of it outlives the test."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0"],
            cwd=BASE_DIR,
            env={"PATH": os.environ["PATH"], **PRODUCTION, "ALLOWED_HOSTS": "127.0.0.1"}
            | {"HTTPS": "False", "DATABASE_URL": "sqlite:///:memory:"},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        # Read all the time: a service whose pipe is full waits with its next line.
        self.lines = SimpleQueue()
        self.reader = Thread(target=self.read_lines, daemon=True)
        self.reader.start()
        self.port = int(self.says(LISTENS))
        self.workers = [int(self.says(BOOTED)) for _ in range(2)]

    def says(self, wanted):
        while True:
            if found := wanted.search(self.lines.get(timeout=60)):
                return found[1]

    def read_lines(self):
        for line in self.process.stderr:
            self.lines.put(line)

    def send(self, sent):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        client.sendall(sent)
        return client

    def answer(self):
        """The status of what a browser sends, which needs no database."""
        browser = HTTPConnection("127.0.0.1", self.port, timeout=60)
        browser.request("POST", "/reports/policy/", "{}", {"Content-Type": "application/json"})
        status = browser.getresponse().status
        browser.close()
        return status

    def end(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=60)
        self.reader.join()
        self.process.stderr.close()


@pytest.fixture(scope="module")
def service():
    running = Service()
    yield running
    running.end()


def is_open(client):
    client.setblocking(False)
    try:
        return bool(client.recv(1))
    except BlockingIOError:
        return True


def close(clients):
    for client in clients:
        client.close()


@pytest.mark.parametrize("half", HALF.values(), ids=HALF)
def test_the_service_answers_while_others_send_half_a_request(service, half):
    held = [service.send(half) for _ in range(SENDERS)]

    answers = [service.answer() for _ in range(4)]

    assert answers == [204] * 4
    assert all(map(is_open, held))
    close(held)


def test_what_is_sent_in_pieces_is_answered_once_it_is_whole(service):
    body = b'{"csp-report": {}}'
    head = (
        b"POST /reports/policy/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    )
    sent = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    client = service.send(sent[:20])
    for piece in (sent[20:90], sent[90:-1], sent[-1:]):
        service.answer()  # others are answered in between
        client.sendall(piece)

    assert client.recv(1000).startswith(b"HTTP/1.1 204")
    client.sendall(sent + sent)  # kept open, and two at once
    assert (client.recv(1000) + client.recv(1000)).count(b"HTTP/1.1 204") == 2
    close([client])


@pytest.mark.parametrize(("status", "sent"), REFUSED.values(), ids=REFUSED)
def test_what_nobody_waits_for_is_refused_at_once(service, status, sent):
    client = service.send(sent)

    assert client.recv(1000).startswith(b"HTTP/1.1 %d " % status)
    close([client])


def test_those_who_never_close_their_side_hold_nobody_up(service):
    sent = b"GET /nowhere/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    held = [service.send(sent) for _ in range(SENDERS)]

    answered = [b"".join(iter(lambda one=one: one.recv(9000), b"")) for one in held]

    # To its end, which the service says: it closes without waiting for them to.
    assert all(answer.startswith(b"HTTP/1.1 ") for answer in answered)
    assert service.answer() == 204
    close(held)


def test_a_killed_process_is_replaced_while_they_wait(service):
    held = [service.send(HALF["half a body"]) for _ in range(SENDERS)]

    for pid in service.workers:
        os.kill(pid, signal.SIGKILL)
    service.workers = [int(service.says(BOOTED)) for _ in service.workers]
    held += [service.send(HALF["half a body"]) for _ in range(SENDERS)]

    assert [service.answer() for _ in range(4)] == [204] * 4
    close(held)


@pytest.mark.parametrize("arrived", [b"", b"GET / HTTP/1.1", b"GET / HTTP/1.1\r\nX: y\r\n"])
def test_without_its_head_nobody_knows_where_a_request_ends(arrived):
    assert length_of(arrived) is None


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (b"X: y", 0),
        (b"CONTENT-LENGTH:7", 7),
        (b"X-Content-Length: 7", 0),
        (b"Content-Length: seven", 0),  # gunicorn refuses it, once it has it
        (b"Content-Length: 1\r\nContent-Length: 2", 2),  # and this
    ],
)
def test_the_head_says_where_a_request_ends(header, body):
    head = b"POST / HTTP/1.1\r\n" + header + b"\r\n\r\n"

    assert length_of(head + b"ab") == len(head) + body


def test_a_body_that_announces_too_much_is_refused():
    with pytest.raises(NotWaitedFor) as refused:
        length_of(b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (MOST_OF_BODY + 1))

    assert refused.value.status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE

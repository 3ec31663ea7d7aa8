"""gunicorn's threads, each of which is given a request only when all of it has arrived.

A thread of gunicorn reads a request while the sender sends it, and waits without a limit. A few
forms that are sent half and left open would hold all of them. Here they wait where a thousand cost
no more than their sockets, and are closed after a while. It knows just enough of HTTP to see where
a request ends; gunicorn reads it.
"""

import re
import time
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from socket import socket

from gunicorn.util import close, write_error
from gunicorn.workers.gthread import TConn, ThreadWorker

SECONDS_TO_ARRIVE = 20  # for all of a request
MOST_OF_HEAD = 32 * 1024  # bytes; what a browser sends has two thousand
MOST_OF_BODY = 3 * 1024 * 1024  # bytes; more than DATA_UPLOAD_MAX_MEMORY_SIZE, whose page explains
PIECE = 64 * 1024
END_OF_HEAD = b"\r\n\r\n"
# What gunicorn takes for a length is found here too, the longest of them; it refuses two.
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
IN_CHUNKS = re.compile(rb"^transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)


class NotWaitedFor(Exception):
    """What is arriving is not waited for; `status` says why."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


def length_of(arrived: bytes) -> int | None:
    """Bytes of the whole request, once its head is there; None before. Raises NotWaitedFor."""
    head, end, _ = arrived.partition(END_OF_HEAD)
    if len(head) > MOST_OF_HEAD:
        raise NotWaitedFor(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    if not end:
        return None
    if IN_CHUNKS.search(head):  # no browser sends a form so, and nobody can say where it ends
        raise NotWaitedFor(HTTPStatus.LENGTH_REQUIRED)
    body = max(map(int, LENGTH.findall(head)), default=0)
    if body > MOST_OF_BODY:
        raise NotWaitedFor(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return len(head) + len(end) + body


class WholeRequests(ThreadWorker):
    """Puts a step before gunicorn's: what is new or kept open goes to no thread before it is whole.

    While it waits it is one of gunicorn's pending connections, which end when their time is over.
    """

    def enqueue_req(self, conn: TConn) -> None:
        conn.arrived = bytearray(conn.parser.unreader.take_buffered() if conn.parser else b"")
        conn.length = None
        conn.close = partial(close_at_once, conn.sock)
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SECONDS_TO_ARRIVE
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))
        if conn.arrived:
            self.go_on_with(conn)

    def on_pending_socket_readable(self, conn: TConn, client: socket) -> None:
        try:
            piece = client.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        conn.arrived += piece
        self.go_on_with(conn) if piece else self.end(conn)

    def go_on_with(self, conn: TConn) -> None:
        try:
            # Once only: a body may come byte by byte, and is long.
            conn.length = conn.length or length_of(bytes(conn.arrived))
        except NotWaitedFor as refused:
            write_error(conn.sock, refused.status.value, refused.status.phrase, "")
            self.end(conn)
        else:
            if conn.length and len(conn.arrived) >= conn.length:
                self.hand_over(conn)

    def hand_over(self, conn: TConn) -> None:
        self.stop_waiting_for(conn)
        conn.data_ready = True
        conn.init()
        conn.parser.unreader.unread(bytes(conn.arrived))
        super().enqueue_req(conn)

    def end(self, conn: TConn) -> None:
        self.stop_waiting_for(conn)
        self.nr_conns -= 1
        conn.close()

    def stop_waiting_for(self, conn: TConn) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)


def close_at_once(client: socket, graceful: bool = False) -> None:
    """Without waiting for the other side to close, which gunicorn does for two seconds, and for all
    connections of a worker meanwhile. All that was sent has been read, so nothing is cut off."""
    close(client)

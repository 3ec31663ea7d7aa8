"""What a page says when it could not be made. Each is a plain file that needs nothing to work.

They are read when the service starts: no template, no session and no database can fail meanwhile.
"""

import logging
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from checklists.people import neutral

logger = logging.getLogger(__name__)

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
AWAY = (OperationalError, InterfaceError)
PAGES = {
    int(path.stem): path.read_bytes()
    for path in (Path(__file__).parent.parent / "templates").glob("[45][0-9][0-9].html")
}
LAST_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(PAGES[500]))),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'"),
]


def plain(status: int) -> HttpResponse:
    return HttpResponse(PAGES[status], status=status)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what cannot be read, 413 for what is too much."""
    return plain(413 if isinstance(exception, TOO_MUCH) else 400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return plain(403)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The neutral page with the duty contacts; the plain one when those cannot be read."""
    try:
        return neutral.not_found(request, exception)
    except Exception:
        logger.exception("The neutral page could not be made")
        return plain(404)


def out_of_order(request: HttpRequest) -> HttpResponse:
    """503 when the database does not answer, 500 when the fault is ours."""
    return plain(503 if isinstance(sys.exc_info()[1], AWAY) else 500)


def last_resort(application: Callable) -> Callable:
    """The WSGI application, which answers in plain words even when an error page has failed."""

    def serve(environ: dict, start_response: Callable) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception:
            logger.exception("The last resort answered")
            start_response("500 Internal Server Error", LAST_HEADERS, sys.exc_info())
            return [PAGES[500]]

    return serve

"""Plain files for when nothing else can answer. They need no template, session or database.

They are read when the service starts, so nothing of Django's may be needed to import this.
"""

import logging
import sys
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.http import HttpResponse

logger = logging.getLogger(__name__)

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


def plain_page(status: int) -> HttpResponse:
    return HttpResponse(PAGES[status], status=status)


def last_resort(application: WSGIApplication) -> WSGIApplication:
    """The WSGI application, which answers in plain words even when an error page has failed."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception:
            logger.exception("The last resort answered")
            start_response("500 Internal Server Error", LAST_HEADERS, sys.exc_info())
            return [PAGES[500]]

    return serve

"""What a page says when it could not be made: a plain file that needs nothing to work."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from checklists.accounts.views import not_found
from safebabies.plain import plain

logger = logging.getLogger(__name__)

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
AWAY = (OperationalError, InterfaceError)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what cannot be read, 413 for what is too much."""
    return plain(413 if isinstance(exception, TOO_MUCH) else 400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return plain(403)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The neutral page with the duty contacts; the plain one when those cannot be read."""
    try:
        return not_found.not_found(request, exception)
    except Exception:
        logger.exception("The neutral page could not be made")
        return plain(404)


def out_of_order(request: HttpRequest) -> HttpResponse:
    """503 when the database does not answer, 500 when the fault is ours."""
    return plain(503 if isinstance(sys.exc_info()[1], AWAY) else 500)

"""The pages for errors: plain files that need nothing to work."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from checklists.accounts.views import not_found
from safebabies.plain import plain_page

logger = logging.getLogger(__name__)

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
NO_DATABASE = (OperationalError, InterfaceError)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what cannot be read, 413 for what is too much."""
    return plain_page(413 if isinstance(exception, TOO_MUCH) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return plain_page(403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The neutral page with the duty contacts; the plain one when those cannot be read."""
    try:
        return not_found.not_found(request, exception)
    except Exception:
        logger.exception("The neutral page could not be made")
        return plain_page(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 when the database does not answer, 500 when the fault is ours."""
    return plain_page(503 if isinstance(sys.exc_info()[1], NO_DATABASE) else 500)

"""What a page says when it could not be made. Each is a plain file that needs nothing to work."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.shortcuts import render

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def unreadable(request, exception):
    """400 for what cannot be read, 413 for what is too much."""
    status = 413 if isinstance(exception, TOO_MUCH) else 400
    return render(request, f"{status}.html", status=status)


def out_of_order(request):
    """503 when the database does not answer, 500 when the fault is ours."""
    status = 503 if isinstance(sys.exc_info()[1], OperationalError | InterfaceError) else 500
    return render(request, f"{status}.html", status=status)

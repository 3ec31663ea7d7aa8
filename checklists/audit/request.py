"""The reference of the request being served, so that its events can be put together."""

from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase

current_reference: ContextVar[str] = ContextVar("current_reference", default="")


def request_reference(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Gives each request a reference, which its events carry."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        token = current_reference.set(str(uuid4()))
        try:
            return get_response(request)
        finally:
            current_reference.reset(token)

    return middleware

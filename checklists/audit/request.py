"""The reference of the request being served, so that its events can be put together."""

from contextvars import ContextVar
from uuid import uuid4

current_reference: ContextVar[str] = ContextVar("current_reference", default="")


def request_reference(get_response):
    """Gives each request a reference, which its events carry."""

    def middleware(request):
        token = current_reference.set(str(uuid4()))
        try:
            return get_response(request)
        finally:
            current_reference.reset(token)

    return middleware

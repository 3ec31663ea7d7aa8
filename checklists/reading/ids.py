"""The ids that pages send back. Each was made with its page, so that a second tap makes nothing
twice."""

from uuid import UUID

from django.http import HttpRequest


def read_id(typed: str) -> UUID | None:
    """None for what is no id, also when nothing was sent."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def sent_id(request: HttpRequest, name: str = "new_id") -> UUID | None:
    """The id that came with a form."""
    return read_id(request.POST.get(name, ""))

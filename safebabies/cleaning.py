"""What people type, and what stands in an address, is cleaned once, at the border, before any view
or form reads it.

See docs/decisions/0034-one-reader-of-what-is-typed.md.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from checklists.reading.numbers import without_separators
from checklists.reading.text import plain_text

# Secrets count byte for byte; the last two are JSON, and cleaned by those who read it.
AS_SENT = frozenset(
    {
        "password",
        "password1",
        "password2",
        "oldpassword",
        "old_password",
        "new_password1",
        "new_password2",
        "csrfmiddlewaretoken",
        "credential",
        "fields",
    }
)
# A code of an app or of a list of spare ones is copied with the blanks and dashes of its groups.
READERS = {"code": without_separators}


class CleanWhatIsTyped:
    """Comes after the check of the CSRF token, which reads what was sent first and refuses what
    cannot be read. A view without that check, for reports of browsers, cleans for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> None:
        if plain_text(request.path_info) != request.path_info:
            raise Http404
        request.GET = cleaned(request.GET)  # type: ignore[assignment]  # still immutable
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = cleaned(request.POST)  # type: ignore[assignment]  # still immutable


def cleaned(sent: QueryDict) -> QueryDict:
    """The same fields in the same order, their values as they were meant."""
    typed = sent.copy()
    for name, values in sent.lists():
        if name not in AS_SENT:
            read = READERS.get(name, plain_text)
            typed.setlist(name, [read(value) for value in values])
    typed._mutable = False
    return typed

"""What every page does that asks for a verb: do it, say what came of it, and go on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from checklists.audit.refused import QUICKER, Refused

Later = Callable[[], str]  # asked once the verb is done or refused


def perform(
    request: HttpRequest,
    verb: Callable[..., Any],
    *row: Any,
    said: str | Later,
    goes_to: str | Later,
    not_saved: Callable[[str], HttpResponse] | None = None,
    **typed: Any,
) -> HttpResponse:
    """Do the verb and go on to the address `goes_to`, where a message says `said`.

    A refusal is said there instead. Where something was typed that would be lost by that,
    `not_saved` gives the page that shows it with why it was refused.
    """
    try:
        verb(*row, by=request.user, at=timezone.now(), **typed)
    except Refused as refused:
        if not_saved is not None:
            return not_saved(str(refused))
        messages.warning(request, str(refused))
    else:
        messages.success(request, text_of(said))
    return redirect(text_of(goes_to))


def tell_overtaken(request: HttpRequest, goes_to: str, said: str = QUICKER) -> HttpResponse:
    """For a page of what somebody else has done meanwhile: say so where it leads."""
    messages.warning(request, said)
    return redirect(goes_to)


def text_of(words: str | Later) -> str:
    return words() if callable(words) else words


@contextmanager
def refused_on(form: forms.Form, field: str | None = None) -> Iterator[None]:
    """What is refused inside is an error of the form, at its own field or at this one."""
    try:
        yield
    except Refused as refused:
        form.add_error(refused.field or field, list(refused.args))

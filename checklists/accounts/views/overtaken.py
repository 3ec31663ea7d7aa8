"""The page for a form that came too late: what it was about was signed, closed or decided.

Nothing is saved, and sending the form again would not help. The page says so and shows what was
typed, so that it can be written where it still belongs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from checklists.nhsuk.secret_fields import is_secret
from checklists.nhsuk.wording import in_words

NOT_SAVED = "Not saved"


@dataclass(frozen=True)
class Typed:
    """What was typed or chosen for one question, and whether it is kept apart from the record."""

    label: str
    text: str
    private: bool = False


@dataclass(frozen=True)
class Way:
    """Where the words can still be written.

    `carries` are the fields of a form that takes them along; without them a link opens in another
    tab, to type them again.
    """

    words: str
    url: str
    carries: tuple[tuple[str, str], ...] = ()


def page(
    request: HttpRequest,
    said: str,
    typed: Iterable[Typed],
    ways: Iterable[Way],
    *,
    close_url: str = "",
    **frame: Any,
) -> HttpResponse:
    """409 with `said`, the reason why nothing was saved.

    `close_url` is for words typed in an opened private part: the page closes like that part, and
    leads to that address.
    """
    context = {**frame, "said": said, "typed": list(typed), "ways": ways, "close_url": close_url}
    context["saved"] = NOT_SAVED
    return render(request, "accounts/overtaken.html", context, status=409)


def show_typed(
    request: HttpRequest, form: forms.Form, ways: Iterable[Way], said: str
) -> HttpResponse:
    """The page for what was typed in a form."""
    return page(request, said, typed_values(form), ways)


def typed_values(form: forms.Form) -> list[Typed]:
    """What a form was sent with, in words, the values with errors too."""
    form.is_valid()
    shown = [field for field in form if not is_secret(field.field.widget)]
    found = [Typed(str(field.label), value_words(form, field)) for field in shown]
    return [one for one in found if one.text]


def value_words(form: forms.Form, field: forms.BoundField) -> str:
    value = form.cleaned_data.get(field.name, field.data)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, dict):
        value = " ".join(part for part in value.values() if part)
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, value) or "")

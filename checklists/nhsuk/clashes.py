"""A field that two people changed: both values in words, to choose between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from checklists.nhsuk.wording import in_words
from checklists.reading.shown import Choice, Settled

NOTHING = "nothing"

Who = Callable[[str], str]


@dataclass(frozen=True)
class Clash:
    """Both values of a field in words, and `saved_by`: who saved the one that is stored, or ''.

    `name` is that of the choice between them, `label` the question of the field.
    """

    name: str
    label: str
    stored: str
    typed: str
    saved_by: str = ""

    @property
    def options(self) -> list[tuple[str, str]]:
        saved = f"Saved by {self.saved_by}" if self.saved_by else "Saved meanwhile"
        return [
            (Choice.STORED.value, f"{saved}: {self.stored}"),
            (Choice.TYPED.value, f"Yours: {self.typed}"),
        ]


@dataclass(frozen=True)
class ComparedField:
    """What was stored and typed in a field, and what becomes of it without a choice."""

    field: BoundField
    stored: Any
    typed: Any
    settled: Settled

    @property
    def is_changed_by_typing(self) -> bool:
        return self.settled is Settled.TYPED and self.typed != self.stored


def is_clash(group: list[ComparedField]) -> bool:
    """Whether both changed the same field, or each another field of what is one value together."""
    if any(one.settled is Settled.CLASH for one in group):
        return True
    is_stored_newer = any(one.settled is Settled.STORED for one in group)
    return is_stored_newer and any(one.is_changed_by_typing for one in group)


def clash_of(group: list[ComparedField], who: Who | None) -> Clash:
    """Fields that are one value together are one choice, named by the first of them."""
    theirs = next((one for one in group if one.settled is not Settled.TYPED), group[0])
    return Clash(
        name=choice_name(group[0].field),
        label=joined_labels([str(one.field.label).rstrip("?") for one in group]),
        stored=joined_values([value_in_words(one.field.field, one.stored) for one in group]),
        typed=joined_values([value_in_words(one.field.field, one.typed) for one in group]),
        saved_by=who(theirs.field.name) if who else "",
    )


def choice_name(field: BoundField) -> str:
    return f"{field.html_name}-stays"


def joined_labels(labels: list[str]) -> str:
    """'Address where the baby lives and postcode'"""
    first, *others = labels
    return " and ".join([first, *(other[:1].lower() + other[1:] for other in others)])


def joined_values(words: list[str]) -> str:
    """'4 Inkwell Row, IN1 1AA'; empty values are left out, and all empty is 'nothing'."""
    return ", ".join(one for one in words if one != NOTHING) or NOTHING


def value_in_words(field: forms.Field, value: Any) -> str:
    """`value` as a browser sends it; 'nothing' for an empty one."""
    if isinstance(field, forms.BooleanField):
        return "ticked" if value else "not ticked"
    if isinstance(value, dict):
        return day_in_words(value) or NOTHING
    if isinstance(value, list):
        return ", ".join(one_in_words(field, one) for one in value) or NOTHING
    return one_in_words(field, value) or NOTHING


def one_in_words(field: forms.Field, value: Any) -> str:
    """The label of a choice, the words of a line, or the text itself."""
    if isinstance(value, dict):
        return str(value.get("label") or value.get("value") or "")
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return labels.get(str(value), str(value)) if value else ""


def day_in_words(parts: dict[str, str]) -> str:
    """'23 November 2026'; what is no date stays as it was typed."""
    try:
        return in_words(date(*(int(parts[part]) for part in ("year", "month", "day"))))
    except (KeyError, ValueError):
        return " ".join(part for part in parts.values() if part)

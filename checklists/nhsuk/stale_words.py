"""A value of a form as people read it, to be chosen between."""

from datetime import date
from typing import Any

from django import forms

from checklists.nhsuk.wording import in_words

NOTHING = "nothing"


def words_of(field: forms.Field, value: Any) -> str:
    """`value` as a browser sends it; 'nothing' for an empty one."""
    if isinstance(field, forms.BooleanField):
        return "ticked" if value else "not ticked"
    if isinstance(value, dict):
        return day_words(value) or NOTHING
    if isinstance(value, list):
        return ", ".join(one_of(field, one) for one in value) or NOTHING
    return one_of(field, value) or NOTHING


def one_of(field: forms.Field, value: Any) -> str:
    """The label of a choice, the words of a line, or the text itself."""
    if isinstance(value, dict):
        return str(value.get("label") or value.get("value") or "")
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return labels.get(str(value), str(value)) if value else ""


def day_words(parts: dict[str, str]) -> str:
    """'23 November 2026'; what is no date stays as it was typed."""
    try:
        return in_words(date(*(int(parts[part]) for part in ("year", "month", "day"))))
    except (KeyError, ValueError):
        return " ".join(part for part in parts.values() if part)

"""The values of a field as a browser sends them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict


def as_sent(field: BoundField, value: Any) -> QueryDict:
    """What comes back from a field that shows this value and that nobody touched."""
    widget, name = field.field.widget, field.html_name
    value = field.field.prepare_value(value)
    if hasattr(widget, "sent_as"):
        pairs = widget.sent_as(name, value)
    elif isinstance(widget, forms.CheckboxInput):
        pairs = {name: ["on"] if widget.check_test(value) else []}
    else:
        pairs = {name: as_texts(widget.format_value(value))}
    sent = QueryDict(mutable=True)
    for key, texts in pairs.items():
        if texts:
            sent.setlist(key, texts)
    return sent


def as_texts(value: Any) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value]
    return ["" if value is None else str(value)]


def sent_value(field: BoundField, data: Mapping[str, Any]) -> Any:
    return comparable(field.field.widget.value_from_datadict(data, {}, field.html_name))


def comparable(value: Any) -> Any:
    """Equal for what looks the same to a person: line breaks, blanks around, the order of ticks."""
    if isinstance(value, dict):
        return {name: comparable(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        found = [comparable(one) for one in value if one != ""]
        return sorted(found) if all(isinstance(one, str) for one in found) else found
    if value is None or isinstance(value, bool):
        return value or ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def put_back(data: QueryDict, field: BoundField, sent: QueryDict) -> None:
    data.pop(field.html_name, None)
    for name, texts in sent.lists():
        data.setlist(name, texts)

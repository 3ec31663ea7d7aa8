"""Fields of the guidance admin for what is stored as JSON: conditions, slugs and numbers."""

import json
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError

from checklists.guidance.models import VisitType
from checklists.nhsuk.fields import WrittenDateField
from checklists.reading.text import plain_tree

POINT_NUMBERS = [(number, str(number)) for number in range(1, 15)]


class WithLineBreaks(json.JSONDecoder):
    """A pasted text may break its lines, which JSON itself does not take."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strict=False, **options)


# Brackets within brackets without an end, and half of a character written by its number.
NOT_JSON = (RecursionError, UnicodeEncodeError)


def writable(read: Any) -> Any:
    """What was read from JSON, once it is sure that a page can show it. Raises NOT_JSON."""
    json.dumps(read, ensure_ascii=False).encode()
    return read


class ConditionField(forms.JSONField):
    """A condition, or a list of changes, as indented JSON."""

    widget = forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField guidance-json"})
    default_error_messages = {"invalid": "This is not JSON. Check quotes, commas and brackets."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(decoder=WithLineBreaks, **kwargs)

    def to_python(self, value: Any) -> Any:
        try:
            return writable(plain_tree(super().to_python(value)))
        except NOT_JSON:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What cannot be read stands in the box again as it was typed."""
        try:
            return writable(super().bound_data(data, initial))
        except NOT_JSON:
            return forms.fields.InvalidJSONInput(data)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, forms.fields.InvalidJSONInput):
            return value
        return "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)


class SeveralField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class PromptsField(SeveralField):
    """Keys of prompts of the same version; the form gives those to choose from."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.SelectMultiple(attrs={"size": 10}), **kwargs)


class VisitTypesField(SeveralField):
    """Slugs of visit types."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=visit_type_choices, **kwargs)


def visit_type_choices() -> list[tuple[str, str]]:
    return list(VisitType.objects.values_list("slug", "name"))


class HttpsField(forms.URLField):
    """An address that starts with https://; None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", empty_value=None, max_length=500, **kwargs)

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        if address and not address.startswith("https://"):
            raise ValidationError("Start the address with https://")
        return address


class DayField(WrittenDateField):
    """A day that was typed, with Django's calendar beside it."""

    widget = AdminDateWidget


class PointNumbersField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=POINT_NUMBERS, coerce=int, **kwargs)

"""Fields that read what people type and answer in plain words. They know nothing of families."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from checklists.reading.names import is_a_name
from checklists.reading.numbers import has_other_digits
from checklists.reading.text import one_line

NO_NAME = "Enter the name in letters"


class LineField(forms.CharField):
    """Text of one line, its length counted once each run of blanks and line breaks is one blank."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength, by which a browser cuts off what is pasted and says nothing."""
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}


def check_is_a_name(typed: str) -> None:
    """Punctuation and marks alone are no name. Raises ValidationError."""
    if not is_a_name(typed):
        raise ValidationError(NO_NAME, code="no_name")


class NameField(LineField):
    """The name of somebody, or of a team."""

    default_validators = [check_is_a_name]


class PlainDigits(forms.Field):
    """Django reads the digits of every script; a record is read by people who may not."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = one_line(value)
            if has_other_digits(value):
                raise ValidationError("Use the digits 0 to 9", code="digits")
        return super().to_python(value)


class WholeNumberField(PlainDigits, forms.IntegerField):
    """A number without a fraction."""


class WrittenDateField(PlainDigits, forms.DateField):
    """A date typed in one box, as the admin asks it."""


class OneOfField(forms.ChoiceField):
    """One of a few: radios as whole rows."""

    widget = forms.RadioSelect
    default_error_messages = {
        "required": "Choose one",
        "invalid_choice": "Choose one of the answers shown",
    }


class SeveralOfField(forms.MultipleChoiceField):
    """Any of a few: checkboxes as whole rows."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Choose at least one",
        "invalid_choice": "Choose from the answers shown",
        "invalid_list": "Choose from the answers shown",
    }


def offer_choices(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Let a question of a form offer what is known only when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  only such a field has choices
    field.choices = list(choices)


def name_field(label: str, help_text: str = "", length: int = 100) -> NameField:
    return NameField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

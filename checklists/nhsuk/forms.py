"""Forms that the `nhsuk` pack renders: plain words by default, buttons and `<form>` in the page."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from checklists.nhsuk.stale import Comparing

DJANGO_REQUIRED = forms.Field.default_error_messages["required"]
DJANGO_CHOICES = {
    kind.default_error_messages["invalid_choice"]
    for kind in (
        forms.ChoiceField,
        forms.MultipleChoiceField,
        forms.ModelChoiceField,
        forms.ModelMultipleChoiceField,
    )
}
NULL_CHARACTERS = "Take out the characters that cannot be shown"
TOO_LONG = "Shorten this to %(limit_value)d characters or fewer, it has %(show_value)d: {}"


class _Plain(Comparing):
    """Default messages in plain words, and a helper without its own `<form>`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _use_plain_words(field)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class PlainForm(_Plain, forms.Form):
    """A form with plain default messages."""


class PlainModelForm(_Plain, forms.ModelForm):
    """A model form with plain default messages."""


def _use_plain_words(field: forms.Field) -> None:
    """Put our words where the page gave none. Django looks them up by the error's code."""
    messages = field.error_messages
    if messages["required"] == DJANGO_REQUIRED:
        messages["required"] = _words_when_missing(field)
    if messages.get("invalid_choice") in DJANGO_CHOICES:
        messages["invalid_choice"] = "Choose from the answers shown"
    messages.setdefault("null_characters_not_allowed", NULL_CHARACTERS)
    # It names the question, because the summary may say it of several.
    messages.setdefault("max_length", TOO_LONG.format(str(field.label).replace("%", "%%")))


def _words_when_missing(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return f"Tick this to go on: {field.label}"
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return f"Choose an answer: {field.label}"
    return f"Enter this: {field.label}"

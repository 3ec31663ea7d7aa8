"""The questions of emergency access: which record, why, and later what came of it."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from checklists.cases.emergency import Sought
from checklists.cases.models.emergency import EmergencyGrant
from checklists.nhsuk.date_fields import DayMonthYearField
from checklists.nhsuk.fields import LineField, NameField, OneOfField
from checklists.nhsuk.forms import PlainForm
from checklists.reading.ids import read_id
from checklists.reading.names import without_baby_of
from checklists.reading.numbers import (
    OTHER_DIGITS,
    has_other_digits,
    is_all_of_one_digit,
    joined_nhs_number,
)

LONGEST = 4000
FOUND_BY = ("nhs_number", "name", "day")


class OneOfSeveral:
    """A field that may stay empty when another one is answered."""

    def validate(self, value: Any) -> None:
        """The form checks whether any was answered."""


class NumberField(OneOfSeveral, LineField):
    """Any number: one with a wrong check digit is answered like one that nobody has.

    Only what is never given as a number, like 0000000000, is refused here.
    """

    default_error_messages = {
        "invalid": "Enter the 10 numbers of the NHS number",
        "digits": OTHER_DIGITS,
    }

    def clean(self, value: Any) -> str:
        typed = joined_nhs_number(super().clean(value))
        if has_other_digits(typed):
            raise ValidationError(self.error_messages["digits"], code="digits")
        if typed.isdigit() and is_all_of_one_digit(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return typed


class WholeNameField(OneOfSeveral, NameField):
    """A name, or what a page shows for a baby without one, 'Baby of Rosa Inventall'."""

    def to_python(self, value: Any) -> str:
        return without_baby_of(super().to_python(value))


class DayField(OneOfSeveral, DayMonthYearField):
    pass


class RecordField(LineField):
    """The id that came with a link. Anything else is the id of nothing."""

    def clean(self, value: Any) -> UUID | None:
        typed = super().clean(value)
        return read_id(typed) or uuid4() if typed else None


def plain_input(**attributes: object) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attributes})


def words_field(label: str, help_text: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


class EmergencyForm(PlainForm):
    """One record and a reason. The record is not asked for when a link said which."""

    record = RecordField(required=False, max_length=40, widget=forms.HiddenInput)
    nhs_number = NumberField(
        label="Baby's NHS number",
        max_length=40,
        widget=plain_input(width=10, inputmode="numeric"),
    )
    name = WholeNameField(
        label="Or full name, baby's or mother's",
        help_text="Accents, capitals and hyphens do not matter. "
        "For twins, the baby's own name if there is one",
        max_length=201,
        widget=plain_input(spellcheck="false"),
    )
    day = DayField(label="With the date of birth or due date", help_text="For example, 9 10 2026")
    category = OneOfField(
        label="Why do you need it now?",
        choices=EmergencyGrant.Category.choices,
        error_messages={"required": "Say why you need it now"},
    )
    words = words_field(
        "What has happened?",
        "One sentence is enough. A manager reads it",
        "Say what has happened, in a sentence",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.from_a_link:
            for name in FOUND_BY:
                del self.fields[name]

    @property
    def from_a_link(self) -> bool:
        return bool(self["record"].value())

    def clean(self) -> None:
        super().clean()
        if self.from_a_link or not self.errors.keys().isdisjoint(FOUND_BY):
            return
        number, name, day = (self.cleaned_data.get(field) for field in FOUND_BY)
        if name and not day:
            self.add_error("day", "Enter the date of birth or due date that goes with the name")
        elif day and not name:
            self.add_error("name", "Enter the full name that goes with the date")
        elif not number and not name:
            self.add_error("nhs_number", "Enter the NHS number, or a full name and a date")

    def sought(self) -> Sought:
        given = self.cleaned_data
        return Sought(
            record=given.get("record"),
            nhs_number=given.get("nhs_number", ""),
            name=given.get("name", ""),
            day=given.get("day"),
        )


class EndingForm(PlainForm):
    """Why a manager or lead ends somebody else's access. The person reads it."""

    why = OneOfField(
        label="Why do you end it?",
        help_text="The person whose access it is will read this.",
        choices=EmergencyGrant.EndedWhy.choices,
        error_messages={"required": "Say why you end it"},
    )


class ReviewForm(PlainForm):
    """How a manager or lead judges one use."""

    outcome = OneOfField(
        label="What came of it?",
        choices=EmergencyGrant.Outcome.choices,
        error_messages={"required": "Say what came of it"},
    )
    words = words_field(
        "In your words",
        "What you found, and what was said. The lead reads it too",
        "Say what you found",
    )

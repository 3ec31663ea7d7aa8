"""What is asked when a baby is born, or turns out to be one of two or more."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from checklists.cases.models.case import Case
from checklists.facts.following import Dates
from checklists.nhsuk.fields import OneOfField, name_field
from checklists.nhsuk.wording import in_words
from checklists.reading.names import same_name
from checklists.registration.forms.dates import FormWithDates, fits_due_date
from checklists.registration.forms.fields import NHSNumberField, birth_date_field


class BirthForm(FormWithDates):
    case: Case

    born_on = birth_date_field()
    given_name = name_field("Baby's first name", "Leave empty until there is a name")
    family_name = name_field("Baby's last name", "Leave empty until there is a name")
    nhs_number = NHSNumberField()
    how_many = OneOfField(
        label="How many babies were born?",
        choices=[("one", "One baby"), ("more", "Twins or more")],
        error_messages={"required": "Say how many babies were born"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case.birth_order is not None:  # the others have their records already
            del self.fields["how_many"]

    def clean_born_on(self) -> date:
        born_on: date = self.cleaned_data["born_on"]
        due_on = self.case.due_on
        if due_on and not fits_due_date(born_on, due_on):
            raise ValidationError(
                f"Check the date of birth: the due date was {in_words(due_on)}", code="far_apart"
            )
        return born_on


class TwinForm(FormWithDates):
    """Another baby of a birth, or of a pregnancy with twins or more; `case` is the first."""

    case: Case

    given_name = name_field("This baby's first name", "Leave empty until there is a name")
    family_name = name_field("This baby's last name", "Leave empty until there is a name")
    born_on = birth_date_field()
    nhs_number = NHSNumberField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = [self.case, *self.others]
        if not self.case.is_born:
            del self.fields["born_on"]
        if len(self.others) > 1:  # one press more after the last baby would make a nameless one
            self.fields["one_more"] = one_more_field(len(self.others) + 1)

    @property
    def was(self) -> Dates:
        """Nothing yet: this baby's record is made now."""
        return Dates(None, None)

    def clean_given_name(self) -> str:
        given: str = self.cleaned_data["given_name"]
        if not (given or self.case.mother_name):
            raise ValidationError(
                "Enter this baby's first name, or the mother's name on the record of the first",
                code="no_name",
            )
        for other in self.others:
            if given and same_name(given, other.given_name):
                raise ValidationError(
                    f"{other.name} is a baby of this birth already. Enter this baby's own name, "
                    "or go to that record",
                    code="same_name",
                )
        return given

    def ask_about_contacts(self) -> tuple[str, tuple[str, ...]]:
        return "", ()


def one_more_field(number: int) -> forms.BooleanField:
    return forms.BooleanField(
        label=f"This is another baby: there are {number} in all",
        error_messages={
            "required": "Tick that this is another baby, or go to a record that is there already"
        },
    )

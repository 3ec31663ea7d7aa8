"""What is asked when a baby comes onto the caseload, and when that is changed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from checklists.cases.models.case import Case
from checklists.nhsuk.date_fields import DayMonthYearField
from checklists.nhsuk.fields import LineField, OneOfField, name_field
from checklists.people.models.teams import Team
from checklists.reading.clock import london_today
from checklists.registration.forms.dates import MOST_OVERDUE, FormWithDates, fits_due_date
from checklists.registration.forms.fields import NHSNumberField, PostcodeField, birth_date_field

PREGNANCY = timedelta(weeks=40)

NAMES = ("given_name", "mother_name")
NO_NAME_YET = "Or the mother's or parent's name below, until the baby has one"
WHO_GIVES_BIRTH = (
    "Who is pregnant or gave birth. A father, another mother or parent is added to the family later"
)
NO_NAME = "Enter the baby's first name, or the mother's or parent's name until there is one"


def forty_weeks_ahead() -> date:
    return london_today() + PREGNANCY


class CaseForm(FormWithDates):
    """A new case, or what is known of one. A birth is recorded with BirthForm."""

    # Not said to be optional, because without the other of the pair it is not.
    one_of_a_pair: tuple[str, ...] = (*NAMES, "is_born", "born_on", "due_on")
    together = (("address", "postcode"),)

    given_name = name_field("Baby's first name", NO_NAME_YET)
    family_name = name_field("Baby's last name", "Leave empty until there is a name")
    mother_name = name_field("Mother's or parent's name", WHO_GIVES_BIRTH, 150)
    is_born = OneOfField(
        label="Is the baby born?", choices=[("yes", "Yes"), ("no", "Not yet")], required=False
    )
    born_on = birth_date_field(required=False, help_text="If the baby is born")
    due_on = DayMonthYearField(
        label="Due date",
        required=False,
        help_text="If the baby is not born yet, or was born early",
        latest=forty_weeks_ahead,
        too_late="Enter a due date in the next 40 weeks",
        error_messages={"required": "Enter the due date"},
    )
    nhs_number = NHSNumberField()
    address = LineField(
        label="Address where the baby lives",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    postcode = PostcodeField()
    notified_on = DayMonthYearField(
        label="Date we were told that the family moved here",
        required=False,
        help_text="Leave empty if the family did not move from another team",
        latest=london_today,
        too_late="Enter a date that is today or earlier",
    )

    def __init__(self, *args: Any, teams: Sequence[Team] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(teams) > 1:
            choices = [(str(team.pk), team.name) for team in teams]
            self.fields["team"] = OneOfField(label="Your team for this family", choices=choices)
            self.fields["team"].error_messages["required"] = "Choose one of your teams"
        if self.case:
            self.ask_of_known(self.case)

    def ask_of_known(self, case: Case) -> None:
        """Only the date that it has is needed; a birth is recorded with BirthForm."""
        del self.fields["is_born"]
        if case.is_born:
            self.one_of_a_pair = NAMES
        else:
            del self.fields["born_on"]
        needed = self.fields["born_on" if case.is_born else "due_on"]
        needed.required, needed.help_text = True, ""

    def clean(self) -> None:
        known = self.cleaned_data
        if not self.errors.keys() & set(NAMES) and not (
            known.get("given_name") or known.get("mother_name")
        ):
            self.add_error("given_name", NO_NAME)
        is_born = known.pop("is_born", "")
        if not self.errors.keys() & {"is_born", "born_on", "due_on"}:
            self.check_birth(is_born)
        if not self.errors.keys() & {"is_born", "born_on", "due_on"}:
            self.check_dates(known.get("born_on"), known.get("due_on"))
        super().clean()

    def check_birth(self, is_born: str) -> None:
        """Of a new case: the answer and the date that it asks for. A date alone is an answer."""
        if self.case:
            return
        born_on, due_on = self.cleaned_data["born_on"], self.cleaned_data["due_on"]
        if is_born == "no" and born_on:
            self.add_error("is_born", "You gave a date of birth. Choose Yes, or take that date out")
        elif is_born == "yes" and not born_on:
            self.add_error("born_on", "Enter the date of birth")
        elif is_born == "no" and not due_on:
            self.add_error("due_on", "Enter the due date")
        elif not (born_on or due_on):
            self.add_error("is_born", "Say whether the baby is born")

    def check_dates(self, born_on: date | None, due_on: date | None) -> None:
        if due_on and not born_on and due_on < london_today() - MOST_OVERDUE:
            self.add_error(
                "due_on",
                "Enter a due date that is not more than 3 weeks ago, or record the birth",
            )
        elif born_on and due_on and not fits_due_date(born_on, due_on):
            self.add_error(
                "due_on", "Check this and the date of birth: they are too far apart to be right"
            )

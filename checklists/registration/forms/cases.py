"""What is asked when a baby comes onto the caseload, is born, or turns out to be two."""

import re
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from checklists.cases.models.case import Case
from checklists.facts.following import Dates
from checklists.nhsuk.date_fields import DayMonthYearField
from checklists.nhsuk.fields import LineField, NameField, OneOfField, name_field
from checklists.nhsuk.forms import PlainForm
from checklists.nhsuk.wording import in_words
from checklists.reading.clock import london_today
from checklists.reading.names import same_name
from checklists.reading.numbers import (
    OTHER_DIGITS,
    has_other_digits,
    is_nhs_number,
    joined,
    joined_nhs_number,
)
from checklists.registration.forms.dates import OfACase

UNDER_FIVE = timedelta(days=5 * 366)  # health visiting ends at school age
PREGNANCY = timedelta(weeks=40)
MOST_OVERDUE = timedelta(weeks=3)
MOST_PREMATURE = timedelta(weeks=19)  # 21 weeks, the earliest that a baby has lived
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", re.IGNORECASE | re.ASCII)


NAMES = ("given_name", "mother_name")
NO_NAME_YET = "Or the mother's or parent's name below, until the baby has one"
WHO_GIVES_BIRTH = (
    "Who is pregnant or gave birth. A father, another mother or parent is added to the family later"
)
NO_NAME = "Enter the baby's first name, or the mother's or parent's name until there is one"


def five_years_ago() -> date:
    return london_today() - UNDER_FIVE


def forty_weeks_ahead() -> date:
    return london_today() + PREGNANCY


class NHSNumberField(LineField):
    """Ten numbers, with blanks and dashes or without; cleaned it is the ten digits, or None."""

    default_error_messages = {
        "invalid": "Enter the 10 numbers of the NHS number, like 999 000 1022. "
        "One of them is not right",
        "digits": OTHER_DIGITS,
    }

    def __init__(self, **kwargs):
        super().__init__(
            max_length=40,
            required=False,
            label="Baby's NHS number",
            help_text="10 numbers, like 999 000 1022. Leave empty until there is one",
            **kwargs,
        )
        self.widget.attrs.update({"width": 10, "inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value):
        typed = joined_nhs_number(super().clean(value))
        if not typed:
            return None
        if has_other_digits(typed):
            raise ValidationError(self.error_messages["digits"], code="digits")
        if not is_nhs_number(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return typed


class PostcodeField(LineField):
    default_error_messages = {"invalid": "Enter a full postcode, like ZZ1 2AB"}

    def __init__(self, **kwargs):
        super().__init__(max_length=20, required=False, label="Postcode", **kwargs)
        self.widget.attrs.update({"width": 10, "autocomplete": "off"})

    def clean(self, value):
        typed = joined(super().clean(value))
        if typed and not POSTCODE.fullmatch(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{typed[:-3]} {typed[-3:]}".upper() if typed else ""


def birth_date_field(**more) -> DayMonthYearField:
    words = {
        "required": "Enter the date of birth",
        "too_late": "Enter a date of birth that is today or earlier",
        "too_early": "Enter a date of birth in the last 5 years",
    }
    return DayMonthYearField(
        label="Date of birth",
        earliest=five_years_ago,
        latest=london_today,
        error_messages=words,
        **more,
    )


class CaseForm(OfACase):
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

    def __init__(self, *args, teams=(), **kwargs):
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

    def clean(self):
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
        elif born_on and due_on and not fits(born_on, due_on):
            self.add_error(
                "due_on", "Check this and the date of birth: they are too far apart to be right"
            )


class BirthForm(OfACase):
    born_on = birth_date_field()
    given_name = name_field("Baby's first name", "Leave empty until there is a name")
    family_name = name_field("Baby's last name", "Leave empty until there is a name")
    nhs_number = NHSNumberField()
    how_many = OneOfField(
        label="How many babies were born?",
        choices=[("one", "One baby"), ("more", "Twins or more")],
        error_messages={"required": "Say how many babies were born"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.case.birth_order is not None:  # the others have their records already
            del self.fields["how_many"]

    def clean_born_on(self):
        born_on, due_on = self.cleaned_data["born_on"], self.case.due_on
        if due_on and not fits(born_on, due_on):
            raise ValidationError(
                f"Check the date of birth: the due date was {in_words(due_on)}", code="far_apart"
            )
        return born_on


class TwinForm(OfACase):
    """Another baby of a birth, or of a pregnancy with twins or more; `case` is the first."""

    given_name = name_field("This baby's first name", "Leave empty until there is a name")
    family_name = name_field("This baby's last name", "Leave empty until there is a name")
    born_on = birth_date_field()
    nhs_number = NHSNumberField()

    def __init__(self, *args, **kwargs):
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

    def clean_given_name(self):
        given = self.cleaned_data["given_name"]
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


class AnotherBabyForm(PlainForm):
    """Shown beside the records that may be of the same baby."""

    another_baby = forms.BooleanField(
        label="It is another baby: save it",
        error_messages={"required": "Tick this if it is another baby, or open the record above"},
    )


class DutyForm(PlainForm):
    """Shown when a record that the person may not open may be of the same baby."""

    asked_whom = NameField(
        label="Who at the duty desk said that it is another baby?",
        help_text="Only after you have asked. The safeguarding lead is told",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the name of the person you asked"},
    )


def fits(born_on: date, due_on: date) -> bool:
    """Whether a baby due then can have been born then."""
    return due_on - MOST_PREMATURE <= born_on <= due_on + MOST_OVERDUE

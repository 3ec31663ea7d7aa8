"""Questions that a form asks only when the dates typed into it do not fit what is known."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from checklists.cases.models.case import Case
from checklists.facts.following import Dates, dates_of
from checklists.nhsuk.fields import LineField
from checklists.nhsuk.forms import PlainForm
from checklists.nhsuk.wording import in_words
from checklists.registration.past_contacts import (
    NOTHING_ASKED,
    AnswersAboutDates,
    at_another_age,
    days_moved,
    list_in_words,
    no_longer_fitting,
    signed_contacts,
)

TWINS_APART = timedelta(days=120)  # twins have been born three months apart
USUALLY_APART = timedelta(days=1)  # a birth may go on past midnight
MOST_OVERDUE = timedelta(weeks=3)
MOST_PREMATURE = timedelta(weeks=19)  # 21 weeks, the earliest that a baby has lived
DATES = ("born_on", "due_on")
WHY, APART = "why_dates", "births_apart"


class WhyForm(PlainForm):
    why_dates = LineField(
        label="Why does the new date not fit what is signed?",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say why in a few words, or check the date"},
    )


class ApartForm(PlainForm):
    births_apart = forms.BooleanField(
        error_messages={
            "required": "Check the date of birth: the babies were born more than a day apart. "
            "If both dates are right, tick that they are"
        }
    )


class FormWithDates(PlainForm):
    """A form that asks for dates of a case, and asks further when they do not fit what is known.

    `case` is None while the baby is registered. `others` are the babies of the same birth that
    the person may open.

    `about_dates` is what was said of the dates; it is no field of the case, so not in
    `cleaned_data`.
    """

    def __init__(
        self, *args: Any, case: Case | None = None, others: Iterable[Case] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.others = case, list(others)
        self.about_dates = NOTHING_ASKED

    def clean(self) -> None:
        super().clean()
        if self.case and not self.errors.keys() & set(DATES):
            apart = self.ask_about_births()
            why, past = self.ask_about_contacts()
            self.about_dates = AnswersAboutDates(why=why, past_contacts=past, births_apart=apart)

    @property
    def was(self) -> Dates:
        """The dates of the case as they are stored."""
        return dates_of(self.case) if self.case else Dates(None, None)

    @property
    def now(self) -> Dates:
        """The same with what was typed."""
        typed = {name: self.cleaned_data[name] for name in DATES if name in self.cleaned_data}
        return Dates(**{**vars(self.was), **typed})

    def ask_about_births(self) -> bool:
        """Whether the person confirms that babies of one birth were born more than a day apart."""
        born_on = self.now.born_on
        if born_on is None or born_on == self.was.born_on:
            return False
        apart, words = self.furthest_from(born_on)
        if apart <= USUALLY_APART:
            return False
        if apart > TWINS_APART:
            self.add_error("born_on", f"Check the date of birth: {words}")
            return False
        field = ApartForm().fields[APART]
        field.label = f"Both dates of birth are right. {words}"
        return bool(self.ask(APART, field))

    def furthest_from(self, born_on: date) -> tuple[timedelta, str]:
        """How far from that day another of this birth was born, and 'Wren was born on ...'."""
        births = [
            (abs(one.born_on - born_on), f"{one.name} was born on {in_words(one.born_on)}")
            for one in self.others
            if one.born_on
        ]
        return max(births, default=(timedelta(0), ""))

    def ask_about_contacts(self) -> tuple[str, tuple[str, ...]]:
        """Why, and the ids of the signed contacts that the new dates do not fit."""
        if self.case is None or self.now == self.was or self.errors:
            return "", ()
        signed, was, now = signed_contacts(self.case), self.was, self.now
        misfits = no_longer_fitting(signed, was, now)
        past = at_another_age(signed, was, now) or misfits
        if not past:
            return "", ()
        field = WhyForm().fields[WHY]
        if not misfits:
            field.label = f"The date of birth moves by {days_moved(was, now)} days. Why?"
        shown = list_in_words(past, self.now)
        field.help_text = f"Signed: {shown}. What is signed stays as it is"
        return self.ask(WHY, field) or "", tuple(one.pk for one in past)

    def ask(self, name: str, field: forms.Field) -> Any:
        """Add a question after the dates and read its answer; None without one."""
        last = [key for key in self.fields if key in DATES][-1]
        self.fields[name] = field
        order = [key for key in self.fields if key != name]
        order.insert(order.index(last) + 1, name)
        self.order_fields(order)
        typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        try:
            return field.clean(typed)
        except ValidationError as refused:
            self.add_error(name, refused)
            return None


def fits_due_date(born_on: date, due_on: date) -> bool:
    """Whether a baby due then can have been born then."""
    return due_on - MOST_PREMATURE <= born_on <= due_on + MOST_OVERDUE

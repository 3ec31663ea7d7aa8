"""The form for time away and its cover."""

from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from django import forms

from checklists.nhsuk.date_fields import DayMonthYearField
from checklists.nhsuk.forms import PlainForm
from checklists.people.models.absences import Absence
from checklists.people.models.users import User
from checklists.reading.clock import london_today


class TimeAwayForm(PlainForm):
    """From when to when, and who covers. `person` is only asked of people who may enter others."""

    together = (("starts_on", "ends_on"),)

    person = forms.ChoiceField(label="Who is away?", error_messages={"required": "Choose who"})
    starts_on = DayMonthYearField(
        label="First day away",
        help_text="For example, 23 11 2026",
        error_messages={"required": "Enter the first day away"},
    )
    ends_on = DayMonthYearField(
        label="Last day away",
        earliest=london_today,
        too_early="Enter a last day that is today or later",
        error_messages={"required": "Enter the last day away"},
    )
    covered_by = forms.ChoiceField(
        label="Who covers?",
        help_text="A colleague who works in the team on each of these days. Without a name, the "
        "managers and deputies of the team see what is due.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        people: Iterable[User],
        colleagues: Iterable[User],
        away: Mapping[UUID, str],
        absence: Absence | None = None,
        **kwargs: Any,
    ) -> None:
        """`people` may be entered as away; with one alone the form does not ask who. `away` says
        of colleagues when they are not at work themselves.
        """
        kwargs.setdefault("initial", initial_values(absence))
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.colleagues = {str(one.pk): one for one in colleagues}
        # Most people enter only themselves: one choice is no question.
        if len(self.people) == 1:
            del self.fields["person"]
        else:
            self.offer("person", "Choose", {key: one.name for key, one in self.people.items()})
        covers = {
            key: f"{one.name}, away {away[one.pk]}" if one.pk in away else one.name
            for key, one in self.colleagues.items()
        }
        self.offer("covered_by", "Nobody named", covers)

    def offer(self, name: str, nobody: str, names: dict[str, str]) -> None:
        """Make these people, and nobody, the choices of a field."""
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = [("", nobody), *names.items()]

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Enter a last day that is not before the first day")
        if given.get("covered_by") and given["covered_by"] == given.get("person"):
            self.add_error("covered_by", "Choose a colleague: nobody covers for themselves")

    def person_away(self) -> User:
        chosen: str = self.cleaned_data.get("person") or next(iter(self.people))
        return self.people[chosen]

    def absence(self) -> dict[str, Any]:
        """The arguments for the verbs of `people.absence`."""
        given = self.cleaned_data
        cover = self.colleagues[given["covered_by"]] if given["covered_by"] else None
        days = {"starts_on": given["starts_on"], "ends_on": given["ends_on"]}
        return {"covered_by": cover, **days}


def initial_values(absence: Absence | None) -> dict[str, object]:
    if absence is None:
        return {}
    return {
        "starts_on": absence.starts_on,
        "ends_on": absence.ends_on,
        "covered_by": str(absence.covered_by_id or ""),
    }

"""The form that says who takes over which family of somebody who leaves."""

from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from checklists.cases.models.case import Case
from checklists.handover.forms.offering import people_choices
from checklists.nhsuk.forms import PlainForm
from checklists.outstanding.forms import NarrowingField
from checklists.people.models.teams import Membership
from checklists.people.models.users import User


class LeavingForm(PlainForm):
    """A field for each family; one left blank goes to the person of `everyone`."""

    everyone = NarrowingField(
        label="All families without a choice below",
        help_text="Only people who are at work today can be chosen.",
    )

    def __init__(
        self,
        *args: Any,
        cases: Iterable[Case],
        places: Iterable[Membership],
        kept_away: Mapping[UUID, set[UUID]],
        words: Mapping[UUID, str],
        **kwargs: Any,
    ) -> None:
        """`places` are memberships of those who may hold families; `kept_away` has the ids of
        people by case, and `words` the hint of each case.
        """
        super().__init__(*args, **kwargs)
        self.cases, self.kept_away, self.words = list(cases), kept_away, words
        self.places = list(places)
        self.people = {str(held.user_id): held.user for held in self.places}
        cast(NarrowingField, self.fields["everyone"]).choices = [
            ("", "Nobody yet"),
            *people_choices(self.people),
        ]
        for case in self.cases:
            self.fields[field_name(case)] = self.field_for(case)

    def field_for(self, case: Case) -> NarrowingField:
        return NarrowingField(
            label=case.name,
            help_text=self.words.get(case.pk, ""),
            choices=[("", "Nobody yet"), *people_choices(self.choices_for(case))],
            error_messages={"invalid_choice": f"Choose someone else for {case.name}"},
        )

    def choices_for(self, case: Case) -> dict[str, User]:
        kept_away = self.kept_away.get(case.pk, set())
        return {
            str(held.user_id): held.user
            for held in self.places
            if held.team_id == case.team_id and held.user_id not in kept_away
        }

    def chosen(self) -> dict[Case, User]:
        """Who takes which family; one that cannot go to the person for everyone stays."""
        given = self.cleaned_data
        found = {}
        for case in self.cases:
            person = given.get(field_name(case)) or given.get("everyone")
            if person in self.choices_for(case):
                found[case] = self.people[person]
        return found


def field_name(case: Case) -> str:
    return f"to_{case.pk}"

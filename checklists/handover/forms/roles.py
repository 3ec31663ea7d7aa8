"""Admin forms that let nobody leave while they hold families or unsigned visits."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from checklists.accounts.forms.people import EachRoleOnce, UserForm
from checklists.handover.holding import Held, held_by
from checklists.people.models.teams import TEAM_ROLES
from checklists.people.models.users import User
from checklists.reading.clock import london_today


class LeavingForm(UserForm):
    def clean_is_active(self) -> bool:
        stays: bool = self.cleaned_data["is_active"]
        if self.instance.is_active and not stays:
            refuse_while_held(self.instance)
        return stays


class RolesFormSet(EachRoleOnce):
    """A last day to come is allowed: the team's page then says who leaves and with what."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or not self.instance.pk:
            return
        today = london_today()
        rows = {row.pk: vars(row) for row in self.instance.memberships.all()}
        before = teams_worked_in(rows.values(), today)
        # A role that somebody gave while this page was open is on none of its forms, and stays.
        others = [rows[pk] for pk in rows.keys() - {form.instance.pk for form in self.forms}]
        typed = [as_columns(form.cleaned_data) for form in self.forms]
        after = teams_worked_in([*typed, *others], today)
        if lost := before - after:
            refuse_while_held(self.instance, lost)


def as_columns(typed: dict[str, Any]) -> dict[str, Any]:
    """A row of the form as the columns of its model."""
    return {**typed, "team_id": typed["team"].pk if typed.get("team") else None}


def teams_worked_in(rows: Iterable[dict[str, Any]], today: date) -> set[int]:
    """Ids of the teams in which these rows give a role today and tomorrow."""
    return {
        row["team_id"]
        for row in rows
        if row.get("role") in TEAM_ROLES
        and row["starts_on"] <= today
        and (row["ends_on"] is None or row["ends_on"] > today)
    }


def refuse_while_held(user: User, teams: Collection[int] | None = None) -> None:
    # Locked, so that nobody gives them a family meanwhile.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if held := held_by(user, teams):
        raise ValidationError(still_holds_words(user, held), code="still_holds")


def still_holds_words(user: User, held: Held) -> str:
    return (
        f"{user} {held.words}. A manager or deputy of the team hands the families over first, "
        "on the page of the team under People, and visits are signed by the person."
    )

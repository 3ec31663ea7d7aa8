"""Who has a place in a team, and how many families each person holds there, read together."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from checklists.cases.models.case import Case
from checklists.cases.querysets import Why
from checklists.people.models.teams import TEAM_ROLES, Membership
from checklists.people.models.users import User

NONE_HELD = Value(0)


class Place(NamedTuple):
    """A role that somebody holds in a team. `last_day` is None where none is known."""

    person: UUID
    name: str
    is_active: bool
    team: int
    role: str
    last_day: date | None


class Holding(NamedTuple):
    """How many open families of a team a person holds, of those that the reader may see."""

    person: UUID
    name: str
    team: int
    families: int


def places_and_families(
    user: User, teams: Collection[int], today: date
) -> tuple[list[Place], list[Holding]]:
    """Both of teams that the user manages, in the order of people's names. One statement."""
    held = Membership.objects.on(today).filter(team__in=teams, role__in=TEAM_ROLES)
    cases = Case.objects.reached_by(user, (Why.MANAGER,)).open().filter(team__in=teams)
    families = cases.values("owner", "owner__name", "team").annotate(number=Count("pk"))
    places = in_columns(
        held, "user", part=0, active=F("user__is_active"), held_as=F("role"), until=F("ends_on")
    )
    holdings = in_columns(
        families,
        "owner",
        part=1,
        active=Value(True),
        held_as=Value("", CharField()),
        until=Cast(Value(None), DateField()),
        counted=F("number"),
    )
    rows = places.union(holdings, all=True).order_by("part", "called", "person")
    return (
        [
            Place(person, name, active, team, role, until)
            for part, person, name, team, active, role, until, _ in rows
            if part == 0
        ],
        [
            Holding(person, name, team, number)
            for part, person, name, team, *_, number in rows
            if part == 1
        ],
    )


def in_columns(
    rows: QuerySet[Any, Any], whose: str, *, part: int, counted: Any = NONE_HELD, **columns: Any
) -> QuerySet[Any, Any]:
    """The same columns for places and for families, so that they are read together."""
    named = {"person": F(whose), "called": F(f"{whose}__name"), "in_team": F("team"), **columns}
    found: QuerySet[Any] = rows.order_by().annotate(part=Value(part), **named, counted=counted)
    return found.values_list("part", *named, "counted")

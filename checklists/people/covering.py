"""Who really covers whom, day by day: access, lists, warnings and words all ask here.

Being named is not enough. Somebody covers the families of a person in a team on a day when they
are named for it, their account is open, they hold a role in that team, and they are not away
themselves. A cover of the cover does not count: nobody asked them about these families.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_ROLES

DAY = timedelta(days=1)


class Days(NamedTuple):
    """First and last day, both included; date.max where no last day is known."""

    first: date
    last: date

    def include(self, day: date) -> bool:
        return self.first <= day <= self.last


class NamedCover(NamedTuple):
    """One absence, and who is named to cover."""

    absence: int | None
    cover: UUID | None
    days: Days


class HeldRole(NamedTuple):
    """A role in a team and its days. Nobody holds a role while their account is closed."""

    team: int
    role: str
    days: Days


class Stretch(NamedTuple):
    """Days on which the same people cover; `covers` has their ids by team, or none."""

    days: Days
    covers: dict[int, frozenset[UUID]]

    @property
    def uncovered(self) -> list[int]:
        return [team for team, people in self.covers.items() if not people]


@dataclass
class Rota:
    """Absences by person, with the roles and the absences of the covers that `covering` weighs."""

    absences: dict[UUID, set[NamedCover]] = field(default_factory=dict)
    held_roles: dict[UUID, set[HeldRole]] = field(default_factory=dict)
    cover_away: dict[UUID, set[Days]] = field(default_factory=dict)
    people: dict[UUID, str] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)

    def of(self, people: Collection[UUID]) -> "Rota":
        """The same for these people alone."""
        theirs = {one: times for one, times in self.absences.items() if one in people}
        return replace(self, absences=theirs)

    def is_away(self, person: UUID, day: date) -> bool:
        return any(one.days.include(day) for one in self.absences.get(person, ()))

    def teams_on(self, person: UUID, day: date) -> set[int]:
        return {held.team for held in self.held_roles.get(person, ()) if held.days.include(day)}

    def named(self, person: UUID, day: date) -> set[UUID]:
        return {
            one.cover
            for one in self.absences.get(person, ())
            if one.cover and one.days.include(day)
        }

    def covering(self, person: UUID, team: int, day: date) -> frozenset[UUID]:
        """Ids of those who really cover the person's families in that team that day."""
        return frozenset(
            cover
            for cover in self.named(person, day)
            if team in self.teams_on(cover, day) and not self.cover_is_away(cover, day)
        )

    def cover_is_away(self, cover: UUID, day: date) -> bool:
        return any(days.include(day) for days in self.cover_away.get(cover, ()))

    def stretches(self, person: UUID, within: Days) -> list[Stretch]:
        """The days of `within` on which the person is away and works in a team, in order."""
        found: list[Stretch] = []
        for days in self.between_changes(person, within):
            if not self.is_away(person, days.first):
                continue
            teams = sorted(self.teams_on(person, days.first))
            covers = {team: self.covering(person, team, days.first) for team in teams}
            if found and found[-1].covers == covers and is_right_before(found[-1].days, days):
                found[-1] = Stretch(Days(found[-1].days.first, days.last), covers)
            elif covers:
                found.append(Stretch(days, covers))
        return found

    def between_changes(self, person: UUID, within: Days) -> list[Days]:
        """The days of `within` in parts; within a part nothing changes that concerns the person."""
        covers = {one.cover for one in self.absences.get(person, ()) if one.cover}
        changing = [
            *(one.days for one in self.absences.get(person, ())),
            *(held.days for one in (person, *covers) for held in self.held_roles.get(one, ())),
            *(days for one in covers for days in self.cover_away.get(one, ())),
        ]
        # Who covers can only change on a day when something starts, or on the day after it ends.
        starts = {within.first} | {days.first for days in changing}
        starts |= {days.last + DAY for days in changing if days.last < date.max}
        inside = sorted(day for day in starts if within.include(day))
        ends = [*(after - DAY for after in inside[1:]), within.last]
        return [Days(*one) for one in zip(inside, ends, strict=True)]


def is_right_before(one: Days, other: Days) -> bool:
    return one.last + DAY == other.first


def rota_of(first: date, *parts: QuerySet[Absence]) -> Rota:
    """These absences with everything that decides who covers from that day on. One statement.

    Each part has an index of its own. As one condition they would read everybody's absences.
    """
    rota = Rota()
    one, *others = (rows_of_rota(first, absences) for absences in parts)
    for row in one.union(*others, all=True) if others else one:
        add_row(rota, row)
    return rota


def rows_of_rota(first: date, absences: QuerySet[Absence]) -> QuerySet[Absence, dict[str, Any]]:
    # The joins multiply rows, but every page asks this: one statement with few people is cheaper.
    rows = absences.annotate(
        cover_away=FilteredRelation(
            "covered_by__absences", condition=Q(covered_by__absences__ends_on__gte=first)
        ),
    )
    return rows.values(*COLUMNS).order_by()


HELD, HELD_BY_COVER = "user__memberships__", "covered_by__memberships__"
ROLE_COLUMNS = ("team", "team__name", "role", "starts_on", "ends_on")
COLUMNS = (
    *("pk", "user", "user__name", "starts_on", "ends_on"),
    *("covered_by", "covered_by__name", "covered_by__is_active"),
    *(f"{HELD}{name}" for name in ROLE_COLUMNS),
    *(f"{HELD_BY_COVER}{name}" for name in ROLE_COLUMNS),
    *("cover_away__starts_on", "cover_away__ends_on"),
)


def add_row(rota: Rota, row: dict[str, Any]) -> None:
    """Add one row of the joined tables. The same fact comes in many rows; sets hold it once."""
    person, cover = row["user"], row["covered_by"]
    days = Days(row["starts_on"], row["ends_on"])
    rota.absences.setdefault(person, set()).add(NamedCover(row["pk"], cover, days))
    rota.people[person] = row["user__name"]
    add_role(rota, person, row, HELD)
    if cover:
        rota.people[cover] = row["covered_by__name"]
    if row["covered_by__is_active"]:
        add_role(rota, cover, row, HELD_BY_COVER)
    if row["cover_away__starts_on"]:
        away = Days(row["cover_away__starts_on"], row["cover_away__ends_on"])
        rota.cover_away.setdefault(cover, set()).add(away)


def add_role(rota: Rota, person: UUID, row: dict[str, Any], prefix: str) -> None:
    # An outer join: no role where somebody holds none.
    team, name, role, first, last = (row[prefix + name] for name in ROLE_COLUMNS)
    if role in TEAM_ROLES:
        rota.teams[team] = name
        held = HeldRole(team, role, Days(first, last or date.max))
        rota.held_roles.setdefault(person, set()).add(held)


def join_adjoining(parts: Iterable[Days]) -> list[Days]:
    """The same days, with parts that follow one another joined into one."""
    found: list[Days] = []
    for days in parts:
        if found and is_right_before(found[-1], days):
            found[-1] = Days(found[-1].first, days.last)
        else:
            found.append(days)
    return found

"""Who really covers whom, day by day: the one answer for access, lists, warnings and words.

Being named is not enough. Somebody covers the families of a person in a team on a day when they
are named for it, their account is open, they hold a role of that team, and they are not away
themselves. The cover of a cover was never asked about these families and does not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet

from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_ROLES, Membership
from checklists.people.models.users import User

DAY = timedelta(days=1)


class Days(NamedTuple):
    """First and last day, both included; date.max where no last day is known."""

    first: date
    last: date

    def hold(self, day: date) -> bool:
        return self.first <= day <= self.last


class NamedCover(NamedTuple):
    """One time away, and who is named to cover."""

    absence: int | None
    cover: UUID | None
    days: Days


class HeldRole(NamedTuple):
    """A role in a team. Nobody holds one while their account is closed."""

    team: int
    role: str
    days: Days


class Stretch(NamedTuple):
    """Days on which the same people cover: for each team of the person the ids, or nobody."""

    days: Days
    covers: dict[int, frozenset[UUID]]

    @property
    def uncovered(self) -> list[int]:
        return [team for team, people in self.covers.items() if not people]


@dataclass
class Rota:
    """Times away by person, with the places and times away that `covering` weighs."""

    absences: dict[UUID, set[NamedCover]] = field(default_factory=dict)
    places: dict[UUID, set[HeldRole]] = field(default_factory=dict)
    cover_away: dict[UUID, set[Days]] = field(default_factory=dict)
    people: dict[UUID, str] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)

    def is_away(self, person: UUID, day: date) -> bool:
        return any(one.days.hold(day) for one in self.absences.get(person, ()))

    def teams_on(self, person: UUID, day: date) -> set[int]:
        return {held.team for held in self.places.get(person, ()) if held.days.hold(day)}

    def named(self, person: UUID, day: date) -> set[UUID]:
        return {
            one.cover for one in self.absences.get(person, ()) if one.cover and one.days.hold(day)
        }

    def covering(self, person: UUID, team: int, day: date) -> frozenset[UUID]:
        """Ids of those who really cover the person's families in that team that day."""
        return frozenset(
            cover
            for cover in self.named(person, day)
            if team in self.teams_on(cover, day) and not self.cover_is_away(cover, day)
        )

    def cover_is_away(self, cover: UUID, day: date) -> bool:
        return any(days.hold(day) for days in self.cover_away.get(cover, ()))

    def stretches(self, person: UUID, within: Days) -> list[Stretch]:
        """The days of these on which the person is away and works in a team, in order."""
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
        """These days in parts, within which nothing begins or ends that concerns the person."""
        covers = {one.cover for one in self.absences.get(person, ()) if one.cover}
        every = [
            *(one.days for one in self.absences.get(person, ())),
            *(held.days for one in (person, *covers) for held in self.places.get(one, ())),
            *(days for one in covers for days in self.cover_away.get(one, ())),
        ]
        starts = {within.first} | {days.first for days in every}
        starts |= {days.last + DAY for days in every if days.last < date.max}
        inside = sorted(day for day in starts if within.hold(day))
        ends = [*(after - DAY for after in inside[1:]), within.last]
        return [Days(*one) for one in zip(inside, ends, strict=True)]


def is_right_before(one: Days, other: Days) -> bool:
    return one.last + DAY == other.first


def rota_of(absences: QuerySet[Absence], first: date) -> Rota:
    """These times away with all that decides about their cover from that day on. One statement."""
    rota = Rota()
    rows = absences.annotate(
        place=FilteredRelation(
            "user__memberships", condition=Q(user__memberships__role__in=TEAM_ROLES)
        ),
        cover_place=FilteredRelation(
            "covered_by__memberships", condition=Q(covered_by__memberships__role__in=TEAM_ROLES)
        ),
        cover_away=FilteredRelation(
            "covered_by__absences", condition=Q(covered_by__absences__ends_on__gte=first)
        ),
    )
    for row in rows.values(*COLUMNS, cover_name=F("covered_by__name")).order_by():
        add_row(rota, row)
    return rota


PLACE = ("team", "team__name", "role", "starts_on", "ends_on")
COLUMNS = (
    *("pk", "user", "user__name", "covered_by", "covered_by__is_active", "starts_on", "ends_on"),
    *(f"place__{name}" for name in PLACE),
    *(f"cover_place__{name}" for name in PLACE),
    *("cover_away__starts_on", "cover_away__ends_on"),
)


def add_row(rota: Rota, row: dict[str, Any]) -> None:
    """One row of the joined tables: the same fact comes many times, and sets keep it once."""
    person, cover = row["user"], row["covered_by"]
    days = Days(row["starts_on"], row["ends_on"])
    rota.absences.setdefault(person, set()).add(NamedCover(row["pk"], cover, days))
    rota.people[person] = row["user__name"]
    add_place(rota, person, row, "place__")
    if cover:
        rota.people[cover] = row["cover_name"]
    if row["covered_by__is_active"]:
        add_place(rota, cover, row, "cover_place__")
    if row["cover_away__starts_on"]:
        away = Days(row["cover_away__starts_on"], row["cover_away__ends_on"])
        rota.cover_away.setdefault(cover, set()).add(away)


def add_place(rota: Rota, person: UUID, row: dict[str, Any], prefix: str) -> None:
    team, name, role, first, last = (row[prefix + name] for name in PLACE)
    if team:
        rota.teams[team] = name
        held = HeldRole(team, role, Days(first, last or date.max))
        rota.places.setdefault(person, set()).add(held)


@dataclass(frozen=True)
class Obstacles:
    """On which days somebody could not cover: for want of a role there, or away themselves.

    `last_day` is the one after which they hold no role there any more, if that is why.
    """

    works: bool
    without_role: list[Days]
    away: list[Days]
    last_day: date | None = None

    def __bool__(self) -> bool:
        return bool(not self.works or self.without_role or self.away)


def obstacles_to(person: User, cover: User, days: Days) -> Obstacles:
    """What would keep `cover` from covering on each of these days. Two statements."""
    rota = rota_if_named(person, cover, days)
    parts = [
        one for one in rota.between_changes(person.pk, days) if rota.teams_on(person.pk, one.first)
    ]
    with_role = [one for one in parts if share_a_team(rota, person, cover, one.first)]
    without = join_adjoining(one for one in parts if one not in with_role)
    return Obstacles(
        works=bool(with_role),
        without_role=without,
        away=join_adjoining(one for one in with_role if rota.cover_is_away(cover.pk, one.first)),
        last_day=last_day_with_role(without, with_role),
    )


def rota_if_named(person: User, cover: User, days: Days) -> Rota:
    """The rota as it would be, were the cover named for these days."""
    rota = Rota(absences={person.pk: {NamedCover(None, cover.pk, days)}})
    held = Membership.objects.filter(user__in=[person, cover], role__in=TEAM_ROLES)
    for row in held.values("user", *PLACE):
        if row["user"] == person.pk or cover.is_active:
            add_place(rota, row["user"], row, "")
    away = Absence.objects.filter(user=cover).values_list("starts_on", "ends_on")
    rota.cover_away[cover.pk] = {Days(*row) for row in away}
    return rota


def share_a_team(rota: Rota, person: User, cover: User, day: date) -> bool:
    return not rota.teams_on(person.pk, day).isdisjoint(rota.teams_on(cover.pk, day))


def last_day_with_role(without: list[Days], with_role: list[Days]) -> date | None:
    """The last day with a role, where all days without one come after it."""
    last = max((one.last for one in with_role), default=date.max)
    return last if without and all(one.first > last for one in without) else None


def join_adjoining(parts: Iterable[Days]) -> list[Days]:
    """The same days, those that follow one another in one."""
    found: list[Days] = []
    for days in parts:
        if found and is_right_before(found[-1], days):
            found[-1] = Days(found[-1].first, days.last)
        else:
            found.append(days)
    return found

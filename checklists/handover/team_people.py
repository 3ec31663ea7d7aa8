"""The people of a manager's teams: what each holds, who is away, who leaves or has left."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from checklists.handover.places_and_families import Place, places_and_families
from checklists.handover.querysets import LEAVES_WITHIN
from checklists.nhsuk.wording import day_month
from checklists.people.cover_words import all_days_words, cover_words
from checklists.people.covered import rota_around
from checklists.people.covering import Days, Rota
from checklists.people.models.teams import TEAM_MANAGERS, Team
from checklists.people.models.users import User
from checklists.people.uncovered import WARNED_AHEAD, uncovered_warnings, unled_days


@dataclass
class TeamPerson:
    """Someone of the teams. `families_in` are those the reader may see, by team; `last_day` in the
    teams."""

    pk: UUID
    name: str
    families_in: dict[int, int] = field(default_factory=dict)
    last_day: date | None = None
    works_here: bool = False
    away: str = ""

    @property
    def families(self) -> int:
        return sum(self.families_in.values())

    @property
    def leaves(self) -> str:
        """'Nia Northfield leaves on 3 December and holds 12 families.', or that she has left."""
        held = f"holds {families_words(self.families)}."
        if self.families and not self.works_here:
            return f"{self.name} no longer works in this team and still {held}"
        if self.families and self.last_day:
            return f"{self.name} leaves on {day_month(self.last_day)} and {held}"
        return ""

    @property
    def row(self) -> dict[str, Any]:
        """As `nhsuk/_records.html` renders it."""
        return {
            "title": self.name,
            "text": ". ".join(filter(None, [families_words(self.families), self.away])),
            "url": reverse("leaving", args=[self.pk]) if self.families else "",
            "action": "Hand over",
        }


def families_words(number: int) -> str:
    if number == 0:
        return "No families"
    return "1 family" if number == 1 else f"{number} families"


@dataclass
class TeamPeople:
    """The people of teams by name, and the days without cover for one, or without a manager."""

    people: list[TeamPerson]
    warnings: list[dict[str, str]]


def people_of_teams(user: User, teams: Mapping[int, Team], today: date) -> TeamPeople:
    """Who works in these teams that the user manages, and who left and still holds families there.

    One statement: who is away came with the user's rights.
    """
    found: dict[UUID, TeamPerson] = {}
    places, holdings = places_and_families(user, teams, today)
    for place in places:
        one = found.setdefault(place.person, TeamPerson(place.person, place.name))
        last_day = place.last_day
        if last_day is None or last_day > today + LEAVES_WITHIN or stays_on(one):
            one.last_day = None
        else:
            one.last_day = later_day(one.last_day, last_day)
        one.works_here = place.is_active
    for held in holdings:
        one = found.setdefault(held.person, TeamPerson(held.person, held.name))
        one.families_in[held.team] = held.families
    rota = rota_around(user, today).of(found)
    for one in found.values():
        one.away = away_words(rota, one.pk, today)
    return TeamPeople(
        list(found.values()),
        [
            *warnings_without_manager(rota, places, teams, today),
            *cover_warnings(rota, found, teams, today),
        ],
    )


def stays_on(one: TeamPerson) -> bool:
    """Whether another place of theirs, looked at before, has no last day soon."""
    return one.works_here and one.last_day is None


def later_day(one: date | None, other: date) -> date:
    return max(one, other) if one else other


def away_words(rota: Rota, person: UUID, today: date) -> str:
    """'Away until 3 December, Hal Northway covers': the first time away within four weeks, and
    who really covers; '' when there is none.
    """
    times = sorted(one.days for one in rota.absences.get(person, ()))
    if not times or times[0].first > today + WARNED_AHEAD:
        return ""
    first, last = times[0]
    left = Days(max(first, today), last)
    until = f"until {day_month(last)}"
    away = f"Away {until}" if first <= today else f"Away from {day_month(first)} {until}"
    return ", ".join(filter(None, [away, cover_words(rota, person, left)]))


def cover_warnings(
    rota: Rota, found: Mapping[UUID, TeamPerson], teams: Collection[int], today: date
) -> list[dict[str, str]]:
    """Days without cover, each leading to where one is named."""
    hold = {pk for pk, one in found.items() if one.families}
    return [
        {
            "text": f"{one.words}{left_words(found[one.person].families_in.get(one.team, 0))}",
            "action": "Say who covers",
            "url": reverse("absence", args=[one.absence]),
        }
        for one in uncovered_warnings(rota, today, teams=teams, also=hold)
    ]


def left_words(families: int) -> str:
    """' That is 3 families.' after who has no cover and when."""
    return f" That is {families_words(families)}." if families else ""


def warnings_without_manager(
    rota: Rota, places: Iterable[Place], teams: Mapping[int, Team], today: date
) -> list[dict[str, str]]:
    managers: dict[int, list[tuple[UUID, date | None]]] = {}
    for place in places:
        if place.role in TEAM_MANAGERS and place.is_active:
            managers.setdefault(place.team, []).append((place.person, place.last_day))
    without_manager = {
        team: unled_days(rota, managers.get(pk, []), today) for pk, team in teams.items()
    }
    return [
        {
            "text": f"No manager or deputy of {team} is at work {all_days_words(days)}. "
            "Families without cover and immediate items would reach nobody.",
            "action": "Away and cover",
            "url": reverse("absences"),
        }
        for team, days in without_manager.items()
        if days
    ]

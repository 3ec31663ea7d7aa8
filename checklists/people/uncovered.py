"""The days without cover for somebody away, or without a manager of a team: warnings.

They are about people and days. None says that a family is closed to the cover, because nothing
here knows of families.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from checklists.people.cover_words import all_days_words
from checklists.people.covering import DAY, Days, Rota, join_adjoining, rota_of
from checklists.people.models.absences import Absence
from checklists.people.models.teams import Role

WARNED_AHEAD = timedelta(days=28)  # local practice: as far ahead as the team's page shows


@dataclass(frozen=True)
class Uncovered:
    """Somebody away without cover in one team. A cover can be named for this `absence`."""

    person: UUID
    team: int
    absence: int | None
    words: str


def uncovered_warnings(
    rota: Rota, today: date, *, teams: Collection[int] | None = None, also: Collection[UUID] = ()
) -> list[Uncovered]:
    """Warnings of what begins within four weeks, in these teams or in all, by person.

    Only for people who hold families: health visitors, and the people of `also`.
    """
    found = []
    for person in sorted(rota.absences, key=lambda one: (rota.people[one], one)):
        for team, days in uncovered_days(rota, person, today).items():
            holds = person in also or is_health_visitor(rota, person, team)
            if holds and (teams is None or team in teams):
                found.append(uncovered_warning(rota, person, team, days))
    return found


def uncovered_days(rota: Rota, person: UUID, today: date) -> dict[int, list[Days]]:
    """By team, the runs of days without cover that begin within four weeks, each to its end."""
    found: dict[int, list[Days]] = {}
    for one in rota.stretches(person, Days(today, date.max)):
        for team in one.uncovered:
            found.setdefault(team, []).append(one.days)
    soon = {
        team: [d for d in join_adjoining(on) if d.first <= today + WARNED_AHEAD]
        for team, on in found.items()
    }
    return {team: days for team, days in soon.items() if days}


def is_health_visitor(rota: Rota, person: UUID, team: int) -> bool:
    return any(
        held.team == team and held.role == Role.HEALTH_VISITOR
        for held in rota.held_roles.get(person, ())
    )


def uncovered_warning(rota: Rota, person: UUID, team: int, days: list[Days]) -> Uncovered:
    first = days[0].first
    absences = sorted(
        (one.days, one.absence) for one in rota.absences.get(person, ()) if one.days.include(first)
    )
    words = f"{rota.people[person]} is away and has no cover in {rota.teams[team]}"
    return Uncovered(person, team, absences[0][1], f"{words} {all_days_words(days)}.")


def soon_uncovered(today: date) -> list[Uncovered]:
    """The warnings for all teams, for who gives out roles. One statement."""
    absences = Absence.objects.filter(ends_on__gte=today, user__is_active=True)
    return uncovered_warnings(rota_of(today, absences), today)


def unled_days(rota: Rota, managers: Iterable[tuple[UUID, date | None]], today: date) -> list[Days]:
    """The days of the next four weeks on which none of these managers is at work.

    Each is a person and the last day of the role, None for no last day.
    """
    people = list(managers)
    every = [today + DAY * number for number in range(WARNED_AHEAD.days + 1)]
    return join_adjoining(
        Days(day, day)
        for day in every
        if not any(
            (last is None or last >= day) and not rota.is_away(person, day)
            for person, last in people
        )
    )

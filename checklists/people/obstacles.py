"""Why a colleague cannot cover for somebody, asked before they are named."""

from dataclasses import dataclass
from datetime import date

from checklists.nhsuk.wording import day_month
from checklists.people.cover_words import all_days_words, list_words
from checklists.people.covering import (
    ROLE_COLUMNS,
    Days,
    NamedCover,
    Rota,
    add_role,
    join_adjoining,
)
from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_ROLES, Membership
from checklists.people.models.users import User


def why_not_cover(
    person: User, cover: User | None, starts_on: date, ends_on: date, today: date
) -> str:
    """Why this colleague cannot cover from the first to the last day; '' when they can.

    Days that are over do not count, so that an absence can be changed while it lasts.
    """
    if cover == person:
        return "Choose a colleague: nobody covers for themselves."
    days = Days(max(starts_on, today), ends_on)
    if cover is None or days.last < days.first:
        return ""
    return obstacle_words(cover, obstacles_to(person, cover, days))


@dataclass(frozen=True)
class Obstacles:
    """The days on which somebody could not cover: without a role in the team, or away themselves.

    `last_day` is the last with a role, where all days without one come after it.
    """

    works: bool
    without_role: list[Days]
    away: list[Days]
    last_day: date | None = None

    def __bool__(self) -> bool:
        return bool(not self.works or self.without_role or self.away)


def obstacles_to(person: User, cover: User, days: Days) -> Obstacles:
    """What would keep `cover` from covering on some of these days. Two statements."""
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
    """The rota as it would be if the cover were named for these days."""
    rota = Rota(absences={person.pk: {NamedCover(None, cover.pk, days)}})
    held = Membership.objects.filter(user__in=[person, cover], role__in=TEAM_ROLES)
    for row in held.values("user", *ROLE_COLUMNS):
        # Nobody covers while their account is closed, whatever roles it holds.
        if row["user"] == person.pk or cover.is_active:
            add_role(rota, row["user"], row, "")
    away = Absence.objects.filter(user=cover).values_list("starts_on", "ends_on")
    rota.cover_away[cover.pk] = {Days(*row) for row in away}
    return rota


def share_a_team(rota: Rota, person: User, cover: User, day: date) -> bool:
    return not rota.teams_on(person.pk, day).isdisjoint(rota.teams_on(cover.pk, day))


def last_day_with_role(without: list[Days], with_role: list[Days]) -> date | None:
    """The last day with a role, where all days without one come after it."""
    last = max((one.last for one in with_role), default=date.max)
    return last if without and all(one.first > last for one in without) else None


def obstacle_words(cover: User, obstacles: Obstacles) -> str:
    """Why somebody cannot be named to cover, in words for the field; '' when they can."""
    if not cover.is_active:
        return f"The account of {cover} is closed. Choose a colleague who works in the team."
    if not obstacles.works:
        return f"{cover} holds no role with these families. Choose a colleague of the team."
    why = [
        f"is away {all_days_words(obstacles.away)}" if obstacles.away else "",
        missing_role_words(obstacles),
    ]
    reasons = list_words(filter(None, why)) if obstacles else ""
    if not reasons:
        return ""
    return f"{cover} {reasons}. Choose a colleague who is at work on these days."


def missing_role_words(obstacles: Obstacles) -> str:
    if obstacles.last_day:
        return f"leaves on {day_month(obstacles.last_day)}"
    if obstacles.without_role:
        return f"holds no role with these families {all_days_words(obstacles.without_role)}"
    return ""

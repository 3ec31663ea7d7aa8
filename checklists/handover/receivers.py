"""To whom a family may be offered, as far as someone there could answer."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.handover.querysets import people_in, places_of_holders, places_of_managers
from checklists.people.models.teams import Team
from checklists.people.models.users import User

Receiver = tuple[Team, User | None]


def receivers(cases: list[Case], day: date) -> dict[str, Receiver]:
    """Colleagues, then other teams, then the people of other teams; nobody kept from any of these.

    Three statements whatever the number of people.
    """
    home, owner = cases[0].team, cases[0].owner_id
    kept_away = {pk for people in kept_away_from(cases).values() for pk in people} | {owner}
    people = [
        (place.team, place.user)
        for place in places_of_holders(day)
        if place.user_id not in kept_away
    ]
    managed = {
        place.team
        for place in places_of_managers(day)
        if place.team and place.user_id not in kept_away
    }
    found: list[Receiver] = [
        *((home, user) for team, user in people if team == home),
        *((team, None) for team in sorted(managed - {home}, key=str)),
        *((team, user) for team, user in people if team and team != home),
    ]
    return {choice_value(*one): one for one in found}


def choice_value(team: Team, user: User | None) -> str:
    return f"{team.pk}:{user.pk if user else ''}"


def possible_holders(case: Case, team: Team, day: date) -> list[User]:
    """Who of a team may take this family on."""
    blocks = ConflictBlock.objects.in_force(timezone.now()).filter(case=case)
    return people_in(places_of_holders(day, [team.pk]).exclude(user__in=blocks.values("user")))


def kept_away_from(cases: Iterable[Case]) -> dict[UUID, set[UUID]]:
    """By case, the ids of the people who are kept away from it."""
    in_force = ConflictBlock.objects.in_force(timezone.now())
    found: dict[UUID, set[UUID]] = {}
    rows = in_force.filter(case__in=[case.pk for case in cases])
    for case_id, user_id in rows.values_list("case_id", "user_id"):
        found.setdefault(case_id, set()).add(user_id)
    return found

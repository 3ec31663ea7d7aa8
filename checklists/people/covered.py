"""Whom a person stands in for today.

The families of someone away go to the colleague they named, if `people.covering` finds that this
colleague really covers. Where nobody does, they go to the managers and deputies of the team, and so
does a family that is closed to everyone who covers.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from checklists.people.covering import Rota, rota_of
from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_MANAGERS, TEAM_ROLES, Membership
from checklists.people.models.users import User
from checklists.people.roles import teams_of
from checklists.reading.clock import london_today


@dataclass(frozen=True)
class Covered:
    """Ids of those away for whom a person stands in today, in which of their teams.

    `named` in every team the person works in. `routed` to managers of a team, because nobody
    really covers there. `shared`: somebody covers, and managers of the team take on the families
    that are closed to all of these.
    """

    named: list[UUID] = field(default_factory=list)
    routed: dict[int, list[UUID]] = field(default_factory=dict)
    shared: dict[tuple[int, frozenset[UUID]], list[UUID]] = field(default_factory=dict)

    @property
    def everyone(self) -> list[UUID]:
        """Those whose families all come to this person, where they work."""
        return list(dict.fromkeys([*self.named, *chain(*self.routed.values())]))

    @property
    def some_families_of(self) -> list[UUID]:
        """Those of whom any family may come to this person, whether or not one does."""
        return list(dict.fromkeys([*self.everyone, *chain(*self.shared.values())]))


def covered_today(user: User) -> Covered:
    """Whom the user covers today; one query per instance of the user and day."""
    today = london_today()
    return user.read_once(f"covered {today}", lambda: covered_on(user, today))


def covered_on(user: User, day: date) -> Covered:
    works, manages = teams_of(user, *TEAM_ROLES), teams_of(user, *TEAM_MANAGERS)
    if not works:
        return Covered()
    rota = rota_around(user, day)
    return Covered(
        named=[
            person
            for person in rota.absences
            if any(
                user.pk in rota.covering(person, team, day)
                for team in rota.teams_on(person, day).intersection(works)
            )
        ],
        **of_managed_teams(user, manages, rota, day),
    )


def rota_around(user: User, day: date) -> Rota:
    """Who is away, as far as it decides about the user's rights; read once, as those are.

    Of the people of teams that the user manages it has every time away that is not over yet,
    because the page of the team says those as well.
    """
    return user.read_once(f"rota {day}", lambda: rota_of(day, *absences_around(user, day)))


def absences_around(user: User, day: date) -> list[QuerySet[Absence]]:
    """Of who names the user that day, and of all who are or were in a team the user manages."""
    to_come, manages = Absence.objects.filter(ends_on__gte=day), teams_of(user, *TEAM_MANAGERS)
    naming = to_come.filter(starts_on__lte=day, covered_by=user)
    if not manages:
        return [naming]
    staff = Membership.objects.filter(team__in=manages, role__in=TEAM_ROLES)
    return [naming, to_come.filter(user__in=staff.values("user"))]


def of_managed_teams(user: User, manages: list[int], rota: Rota, day: date) -> dict[str, Any]:
    """`routed` and `shared`: those away in the teams that the user manages."""
    routed, shared = defaultdict(list), defaultdict(list)
    for person in rota.absences:
        if person == user.pk or not rota.is_away(person, day):
            continue
        for team in rota.teams_on(person, day).intersection(manages):
            if covers := rota.covering(person, team, day):
                shared[team, covers].append(person)
            else:
                routed[team].append(person)
    return {"routed": routed, "shared": shared}

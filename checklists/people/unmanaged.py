"""Teams without a manager today: what is handed on to a manager there would reach no one.

And what the administrator is warned of: those teams, and days on which nobody covers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_MANAGERS, Membership, Role, Team
from checklists.people.roles import roles_of
from checklists.people.uncovered import Uncovered, soon_uncovered
from checklists.reading.clock import london_today

PAGES_OF_PEOPLE = ("index", "checklists_user_", "checklists_team_")


@dataclass(frozen=True)
class Unled:
    """`name` of a team, and whether all its managers and deputies are away, or it has none."""

    name: str
    all_away: bool


def unled_teams(day: date) -> list[Unled]:
    """Teams without an active manager or deputy who is at work that day, by name."""
    managers = Membership.objects.on(day).filter(
        team=OuterRef("pk"), role__in=TEAM_MANAGERS, user__is_active=True
    )
    away = Absence.objects.on(day).filter(user=OuterRef("user"))
    teams = Team.objects.annotate(
        is_managed=Exists(managers), is_managed_today=Exists(managers.filter(~Exists(away)))
    )
    return [Unled(team.name, team.is_managed) for team in teams.filter(is_managed_today=False)]


def admin_warnings(request: HttpRequest) -> dict[str, Callable[[], list[Any]]]:
    """Warnings for the pages of the admin. Callables, so that only a page that shows them asks."""
    return {
        "unled_teams": lambda: unled_teams(london_today()) if may_give_roles(request) else [],
        "no_cover": lambda: uncovered_soon(request),
    }


def may_give_roles(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    return user.is_superuser or Role.SYSTEM_ADMINISTRATOR in roles_of(user)


def uncovered_soon(request: HttpRequest) -> list[Uncovered]:
    """Days without cover, for the first page of the admin and the pages of people and teams."""
    match = request.resolver_match
    if match is None or not (match.url_name or "").startswith(PAGES_OF_PEOPLE):
        return []
    return soon_uncovered(london_today()) if may_give_roles(request) else []

"""Teams that nobody leads today: what is handed on to a manager there would reach no one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from checklists.people.clock import london_today
from checklists.people.models import Absence, Membership, Role, Team
from checklists.people.roles import roles_of

LEADS = (Role.MANAGER, Role.DEPUTY)


@dataclass(frozen=True)
class Unled:
    """`name` of a team, and whether someone leads it who is away, or nobody at all."""

    name: str
    all_away: bool


def unled_teams(day: date) -> list[Unled]:
    """Teams without an active manager or deputy who is at work that day, by name."""
    leads = Membership.objects.on(day).filter(
        team=OuterRef("pk"), role__in=LEADS, user__is_active=True
    )
    away = Absence.objects.on(day).filter(user=OuterRef("user"))
    teams = Team.objects.annotate(
        has_lead=Exists(leads), has_lead_at_work=Exists(leads.filter(~Exists(away)))
    )
    return [Unled(team.name, team.has_lead) for team in teams.filter(has_lead_at_work=False)]


def banner(request: HttpRequest) -> dict[str, Callable[[], list[Unled]]]:
    """`unled_teams` for the pages of the admin; asked only where a page shows it."""
    return {"unled_teams": lambda: for_administrator(request)}


def for_administrator(request: HttpRequest) -> list[Unled]:
    """What someone who can give roles is warned of; [] for everybody else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    if user.is_superuser or Role.SYSTEM_ADMINISTRATOR in roles_of(user):
        return unled_teams(london_today())
    return []

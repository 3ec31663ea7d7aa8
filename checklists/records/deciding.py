"""Who may prepare, release, hold and dispose. A conflict block overrides all of it."""

from datetime import datetime
from uuid import UUID

from checklists.audit.refused import NotYours
from checklists.cases.alerting import blocked_from
from checklists.cases.models.case import Case
from checklists.cases.querysets import OVERSEES
from checklists.people.alerting import safeguarding_leads
from checklists.people.models.teams import Membership, Role
from checklists.people.models.users import OVERSEERS, User
from checklists.people.roles import roles_of, teams_of
from checklists.reading.clock import london_date

# These roles open the pages; of one case, `may_prepare` and `may_release` decide.
PREPARER_ROLES = OVERSEERS
RELEASER_ROLES = (Role.MANAGER, Role.SAFEGUARDING_LEAD)


def may_prepare(user: User, case: Case) -> bool:
    """Manager or deputy of the team, or safeguarding lead, and not blocked."""
    return Case.objects.reached_by(user, OVERSEES).filter(pk=case.pk).exists()


def may_release(user: User, case: Case) -> bool:
    """Whoever may prepare, except deputies and the holder, whose own record it is."""
    manages = case.team_id in teams_of(user, Role.MANAGER)
    return (manages or is_lead(user)) and case.owner_id != user.pk and may_prepare(user, case)


def is_lead(user: User) -> bool:
    return Role.SAFEGUARDING_LEAD in roles_of(user)


def require(allowed: bool, words: str) -> None:
    """Raises NotYours with these words unless it is allowed."""
    if not allowed:
        raise NotYours(words)


def people_to_alert(
    case: Case, *, apart_from: set[UUID], at: datetime, roles: tuple[Role, ...] = (Role.MANAGER,)
) -> list[User]:
    """Whom to alert that something of this case waits for a second person.

    Safeguarding leads, and those with one of the `roles` in the team; nobody who is blocked.
    """
    held = Membership.objects.on(london_date(at)).filter(role__in=roles, team=case.team_id)
    managers = User.objects.filter(is_active=True, memberships__in=held).distinct()
    out = {*blocked_from([case.pk], at), *apart_from, case.owner_id}
    everyone = {user.pk: user for user in [*safeguarding_leads(at), *managers]}
    return [user for pk, user in everyone.items() if pk not in out]

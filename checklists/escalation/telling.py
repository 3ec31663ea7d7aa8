"""Whom the clock tells, and what the alert says: never somebody blocked from the case, or away."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from checklists.cases.alerting import blocked_from
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.escalation.finding import UNSIGNED, Kind, Waiting
from checklists.escalation.rules import Rung
from checklists.handover.models import Transfer
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_MANAGERS, Membership, Role
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.models import Visit

ALERTS = {
    Kind.ITEM: "item_unseen",
    Kind.VISIT: UNSIGNED,
    Kind.HANDOVER: "handover_unanswered",
    Kind.EMERGENCY: "emergency_unread",
}
LEADS_OF_HANDOVERS = "handover_unanswered_lead"  # their page is that of the family


def alert_kind(kind: str, rung: Rung) -> str:
    if kind == Kind.HANDOVER and rung is Rung.LEADS:
        return LEADS_OF_HANDOVERS
    return ALERTS[Kind(kind)]


def people_on(rung: Rung, waiting: Waiting, case: Case, at: datetime) -> list[User]:
    """The active people of this rung who are at work that day in London, none who is blocked from
    the case, and none whose own doing waits: nobody else would have looked."""
    day = london_date(at)
    held = Membership.objects.on(day).filter(roles_on(rung, waiting, case), user=OuterRef("pk"))
    away = Absence.objects.on(day).filter(user=OuterRef("pk"))
    people = User.objects.filter(Exists(held), ~Exists(away), is_active=True)
    left_out = blocked_from([case.pk], at) | set(people_of(waiting))
    return list(people.exclude(pk__in=left_out).order_by("pk"))


def roles_on(rung: Rung, waiting: Waiting, case: Case) -> Q:
    """The roles that this rung has. No page shows a manager what is not signed, so that its alert
    is the first that they hear of it, and goes to them too."""
    if rung is Rung.LEADS:
        return Q(role=Role.SAFEGUARDING_LEAD)
    roles = TEAM_MANAGERS if waiting.kind == Kind.VISIT else (Role.DEPUTY,)
    return Q(team=team_of(waiting, case), role__in=roles)


def team_of(waiting: Waiting, case: Case) -> int:
    """The team of the case; of a handover that of the receiver, which has to answer."""
    if waiting.kind == Kind.HANDOVER:
        return Transfer.objects.values_list("to_team_id", flat=True).get(pk=waiting.about)
    return case.team_id


def people_of(waiting: Waiting) -> Iterable[UUID | None]:
    """Ids of those whose own doing it is."""
    rows = {
        Kind.ITEM: OutstandingItem.objects.values_list("owner_id"),
        Kind.VISIT: Visit.objects.values_list("author_id"),
        Kind.HANDOVER: Transfer.objects.values_list("to_user_id", "offered_by_id"),
        Kind.EMERGENCY: EmergencyGrant.objects.values_list("user_id"),
    }
    return rows[Kind(waiting.kind)].get(pk=waiting.about)

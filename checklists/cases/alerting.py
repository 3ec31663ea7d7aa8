"""Whom to alert about a case, and which alerts a person may see.

Someone who is blocked from a case gets no alert about it, and sees none that came before.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.people.alerting import safeguarding_leads
from checklists.people.models.absences import Absence
from checklists.people.models.alerts import Alert, AlertQuerySet
from checklists.people.models.teams import (
    TEAM_MANAGERS,
    Membership,
    MembershipQuerySet,
    Role,
)
from checklists.people.models.users import User
from checklists.reading.clock import london_date


def people_responsible(case: Case, *, at: datetime, but_not: Iterable[User] = ()) -> list[User]:
    """The managers and deputies of the case's team on that day in London.

    The safeguarding leads too, unless one of these managers is at work that day: a message to
    somebody on leave reaches nobody. Without the blocked and those of `but_not`; may be [].
    """
    left_out = {person.pk for person in but_not} | blocked_from([case.pk], at)
    held = Membership.objects.on(london_date(at)).filter(team=case.team_id)
    managers = User.objects.filter(
        is_active=True, memberships__in=held.filter(role__in=TEAM_MANAGERS)
    ).distinct()
    recipients = [person for person in managers if person.pk not in left_out]
    if managers_at_work(held, at).isdisjoint(person.pk for person in recipients):
        recipients += [lead for lead in safeguarding_leads(at) if lead.pk not in left_out]
    return list(dict.fromkeys(recipients))


def managers_at_work(held: MembershipQuerySet, at: datetime) -> set[UUID]:
    """Ids of the managers among these memberships who are not away that day."""
    away = Absence.objects.on(london_date(at)).values("user_id")
    rows = held.filter(role=Role.MANAGER).exclude(user__in=away)
    return set(rows.values_list("user_id", flat=True))


def blocked_from(case_ids: Iterable[UUID], at: datetime) -> set[UUID]:
    """Ids of the people who must not learn of any of these cases at that moment."""
    return ConflictBlock.objects.in_force(at).filter(case__in=list(case_ids)).people()


def alerts_of(user: User, at: datetime) -> AlertQuerySet:
    """The person's alerts, without those about a case that they are blocked from now."""
    blocks = ConflictBlock.objects.in_force(at).filter(case=OuterRef("case_ref"), user=user)
    return Alert.objects.filter(~Exists(blocks), recipient=user)

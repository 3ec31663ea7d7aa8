"""What waits for people about a case, and what was logged of it. Nothing is encrypted here."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.notices import Notice
from checklists.handover.models import Transfer
from checklists.people.models.absences import Absence
from checklists.people.models.alerts import Alert
from checklists.records.models import SubjectRequest


def an_alert(to: UUID, case: Case, *, about: UUID, at: datetime, **more: Any) -> Alert:
    return Alert(
        recipient_id=to,
        kind="family_given",
        about_id=about,
        case_ref=case.pk,
        at=at,
        mailed_at=at,
        **more,
    )


def a_notice(to: UUID, case: Case, *, at: datetime) -> Notice:
    return Notice(
        person_id=to,
        case=case,
        kind=Notice.Kind.DATE_MOVED,
        about=case.pk,
        private=False,
        at=at,
    )


def an_offer(to: UUID, case: Case, *, at: datetime, **more: Any) -> Transfer:
    """To a colleague of the same team."""
    return Transfer(
        case=case,
        from_owner_id=case.owner_id,
        from_team_id=case.team_id,
        to_team_id=case.team_id,
        to_user_id=to,
        offered_by_id=case.owner_id,
        offered_at=at,
        **more,
    )


def a_use(by: UUID, case: Case, *, at: datetime, **more: Any) -> EmergencyGrant:
    """Of access in an emergency, that is over."""
    began = at - timedelta(days=2)
    return EmergencyGrant(
        case=case,
        user_id=by,
        category="duty",
        starts_at=began,
        ends_at=began + timedelta(hours=4),
        **more,
    )


def a_block(user: UUID, case: Case, *, by: UUID, at: datetime, **more: Any) -> ConflictBlock:
    return ConflictBlock(case=case, user_id=user, set_by_id=by, set_at=at, **more)


def a_request(case: Case, *, by: UUID, at: datetime, **more: Any) -> SubjectRequest:
    return SubjectRequest(
        case=case, subject="baby", asked_on=at.date(), begun_by_id=by, begun_at=at, **more
    )


def an_absence(user: UUID, *, covered_by: UUID, on: date) -> Absence:
    """Of a week, on that day."""
    return Absence(
        user_id=user,
        covered_by_id=covered_by,
        starts_on=on - timedelta(days=1),
        ends_on=on + timedelta(days=5),
    )


def a_read(by: UUID, case: Case, number: int, at: datetime) -> Event:
    """In the chain of the person, long before what the person does next; its digest is none."""
    return Event(
        chain=str(by),
        seq=number + 1,
        at=at - timedelta(minutes=10 * number),
        kind="case.read",
        by_id=by,
        roles="health_visitor",
        why="team",
        case_ref=case.pk,
        details={"page": "case"},
        digest="0" * 64,
    )

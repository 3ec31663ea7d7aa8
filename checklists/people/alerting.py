"""Tells people at once that something waits for them, in words that give nothing away.

The mail is the same for every kind of alert: no name, no topic, no urgency.
Source: content section 3, messages.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from checklists.audit.recording import record
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Membership, Role
from checklists.people.models.users import User
from checklists.reading.clock import london_date

logger = logging.getLogger(__name__)

SUBJECT = "Safe Babies: you have an item to review"
BODY = """You have an item to review.

Sign in to Safe Babies to see it. Reference: {reference}
"""


@dataclass(frozen=True)
class AlertKind:
    """The title on the page of alerts, and the name of the address that deals with it.

    `per_case` is true when that address takes the id of the case.
    """

    title: str
    address: str
    per_case: bool = False


ALERT_KINDS = {
    "superuser_changed": AlertKind("A superuser was made or changed", "alerts"),
    "second_factor_reset": AlertKind(
        "An administrator took away this person's lost second factor. Ask the person", "alerts"
    ),
    "copy_waiting": AlertKind("A copy of a record waits for a second person", "subject_requests"),
    "disposal_waiting": AlertKind("A record whose time has passed waits for you", "retention"),
    "withdrawal_waiting": AlertKind(
        "An entry that may stand in the wrong record waits for you", "case_visits", True
    ),
    "discard_waiting": AlertKind(
        "A visit waits for a second person before it is discarded", "case_visits", True
    ),
    "discard_agreed": AlertKind("The visit you asked about was discarded", "case_visits", True),
    "withdrawal_agreed": AlertKind(
        "A visit you signed or asked about was taken out of a record", "case_visits", True
    ),
    "emergency_used": AlertKind("Emergency access was used", "emergency_review"),
    "emergency_refused_often": AlertKind(
        "Someone was refused emergency access several times. Ask the person", "alerts"
    ),
    "blocked_attempt": AlertKind(
        "Someone tried to open a record they are kept from", "block_person", True
    ),
    "block_found_out": AlertKind(
        "Someone may have found out that they are kept from a record", "block_person", True
    ),
    "block_lift_asked": AlertKind("A conflict of interest needs your answer", "block_person", True),
    "saved_after_asking": AlertKind("A record was saved that may exist twice", "conflicts"),
    "family_given": AlertKind("You hold a family now", "case", True),
    "cover_named": AlertKind("You are named to cover for a colleague", "absences"),
    "transfer_offered": AlertKind("A family is offered to you or your team", "transfers"),
    "transfer_answered": AlertKind("Your offer of a family was answered", "transfers"),
    "item_unseen": AlertKind(
        "An item that no manager has seen waits for you", "case_outstanding", True
    ),
    "visit_unsigned": AlertKind("A visit is not signed", "case_visits", True),
    "handover_unanswered": AlertKind("A handover has not been answered", "transfers"),
    "handover_unanswered_lead": AlertKind("A handover has not been answered", "case", True),
    "emergency_unread": AlertKind("Emergency access has not been reviewed", "emergency_review"),
    "families_given": AlertKind("Families were handed to you", "caseload"),
}


def alert(
    recipients: Iterable[User],
    kind: str,
    *,
    at: datetime,
    about: User | None = None,
    case_ref: UUID | None = None,
) -> list[Alert]:
    """Make an alert for each recipient, and mail it once the caller's transaction is committed.

    A mail that cannot be sent undoes nothing: the alert is on their page, and
    `manage.py send_alerts` tries again.
    """
    alerts = Alert.objects.bulk_create(
        Alert(recipient=person, kind=kind, about=about, case_ref=case_ref, at=at)
        for person in dict.fromkeys(recipients)
    )
    # After the commit, so that nobody is mailed about what was rolled back.
    transaction.on_commit(lambda: [mail_alert(one) for one in alerts])
    return alerts


@transaction.atomic
def mark_seen(waiting: Alert, *, by: User, at: datetime) -> None:
    """Note that the recipient has seen it; do nothing the second time, or for somebody else."""
    rows = Alert.objects.waiting().filter(pk=waiting.pk, recipient=by)
    if rows.update(seen_at=at):
        record("alert.seen", waiting, by=by, at=at)


def mail_alert(waiting: Alert) -> bool:
    """Send the mail of an alert. False when there is no address or it could not be sent."""
    if not waiting.recipient.email:
        return False
    body = BODY.format(reference=str(waiting.pk)[:8])
    try:
        send_mail(SUBJECT, body, None, [waiting.recipient.email])
    except (SMTPException, OSError):
        logger.exception("An alert could not be mailed; send_alerts tries again")
        return False
    # Only now: an alert without this time is tried again by `send_alerts`.
    Alert.objects.filter(pk=waiting.pk).update(mailed_at=timezone.now())
    return True


def safeguarding_leads(at: datetime) -> list[User]:
    """The active people who are safeguarding lead on that day in London."""
    held = Membership.objects.on(london_date(at)).filter(role=Role.SAFEGUARDING_LEAD)
    return list(User.objects.filter(is_active=True, memberships__in=held).distinct())

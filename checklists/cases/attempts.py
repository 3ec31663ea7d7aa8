"""Find in the log who tried to open a record they are blocked from, and alert the leads.

The refused request itself writes only the event that any unknown address writes, so that a
blocked person cannot tell a block from a typo by what the service does. `manage.py send_alerts`
reads those events afterwards and makes the alerts.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases.conflicts import leads_to_tell, managers_to_tell
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.people.alerting import alert
from checklists.people.models.alerts import Alert
from checklists.people.models.users import User
from checklists.reading.clock import london_date

BLOCKED_ATTEMPT = "blocked_attempt"
REFUSED = "refused"  # the kind of every event about something not shown ends with it
LOOK_BACK = timedelta(days=7)


@dataclass(frozen=True)
class Attempt:
    """All attempts of one person at one case on one day in London."""

    user_id: UUID
    case_id: UUID
    day: date
    first_at: datetime
    times: int


def blocked_attempts(blocks: Iterable[ConflictBlock], since: datetime) -> list[Attempt]:
    """The attempts of blocked people while their block stood, the latest first. One query."""
    stood = defaultdict(list)
    for one in blocks:
        stood[one.case_id, one.user_id].append(one)
    cases, people = {case for case, _ in stood}, {user for _, user in stood}
    events = Event.objects.filter(
        case_ref__in=cases, by__in=people, kind__endswith=REFUSED, at__gte=since
    ).order_by("at")
    together: dict[tuple[UUID, UUID, date], list[datetime]] = defaultdict(list)
    for case_id, user_id, at in events.values_list("case_ref", "by", "at"):
        if case_id and user_id and any(stood_at(one, at) for one in stood[case_id, user_id]):
            together[case_id, user_id, london_date(at)].append(at)
    found = [
        Attempt(user_id, case_id, day, moments[0], len(moments))
        for (case_id, user_id, day), moments in together.items()
    ]
    return sorted(found, key=lambda one: one.first_at, reverse=True)


def stood_at(block: ConflictBlock, at: datetime) -> bool:
    return block.set_at <= at and (block.lifted_at is None or at < block.lifted_at)


@transaction.atomic
def tell_leads(*, at: datetime) -> int:
    """Alert about each attempt of the last week that has no alert yet; gives how many.

    One for each person, case and day. It goes to the leads who are not blocked, or else to the
    managers of the team. Locks the blocks, so that two commands at once alert nobody twice.
    """
    since = at - LOOK_BACK
    blocks = ConflictBlock.objects.select_for_update().filter(
        Q(lifted_at=None) | Q(lifted_at__gte=since)
    )
    made = blocked_attempts(list(blocks), since)
    alerted = attempts_alerted_since(since)
    new = [one for one in made if (one.user_id, one.case_id, one.day) not in alerted]
    return sum(alert_about(one, at=at) for one in new)


def attempts_alerted_since(since: datetime) -> set[tuple[UUID, UUID, date]]:
    """(person, case, day) of the attempts that have an alert."""
    # A day earlier, because the first attempt of a day may lie before `since`.
    rows = Alert.objects.filter(kind=BLOCKED_ATTEMPT, at__gte=since - timedelta(days=1))
    return {
        (user_id, case_id, london_date(at))
        for user_id, case_id, at in rows.values_list("about", "case_ref", "at")
        if user_id and case_id
    }


def alert_about(one: Attempt, *, at: datetime) -> bool:
    """Alert those who may know of it; False when there is nobody."""
    case, person = Case.objects.get(pk=one.case_id), User.objects.get(pk=one.user_id)
    people = leads_to_tell([case.pk], at) or managers_to_tell(case, at)
    recipients = [who for who in people if who != person]
    if recipients:
        alert(recipients, BLOCKED_ATTEMPT, at=one.first_at, about=person, case_ref=case.pk)
        record("conflict.attempt_told", by=None, at=at, case=case, told=len(recipients))
    return bool(recipients)

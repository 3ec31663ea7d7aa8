"""Find in the log who tried to open a record they are blocked from, and alert the leads.

The refused request itself writes only the event that any unknown address writes, so that a
blocked person cannot tell a block from a typo by what the service does. `manage.py send_alerts`
reads those events afterwards and makes the alerts.

Two neutral answers together may tell: one page says that a record exists, and emergency access then
does not open it. That cannot be kept from somebody blocked, so the leads are told (decision 52).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Q

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
FOUND_OUT = "block_found_out"
MATCH_REFUSED, EMERGENCY_REFUSED = "case.match_refused", "emergency.refused"
REFUSED = "refused"
LOOK_BACK = timedelta(days=7)
Moment = tuple[UUID, UUID, datetime]  # of which case, whose, and when


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
    # The kind of every event about something not shown ends with it.
    return by_day(refused_to_blocked(blocks, kind__endswith=REFUSED, at__gte=since))


def found_out(blocks: Iterable[ConflictBlock], since: datetime) -> list[Attempt]:
    """When blocked people had both: a page that said that a record exists, and a refusal of
    emergency access to it, in either order. An unrelated person would have been let in.
    """
    together = defaultdict(list)
    for case_id, user_id, at in refused_to_blocked(blocks, kind=EMERGENCY_REFUSED):
        together[case_id, user_id].append(at)
    return by_day(
        (case_id, user_id, at)
        for (case_id, user_id), refused in together.items()
        for at in moments_both_known(case_id, user_id, refused)
        if at >= since
    )


def refused_to_blocked(blocks: Iterable[ConflictBlock], **those: Any) -> list[Moment]:
    """The events of blocked people about their case while the block stood, the earliest first."""
    stood = defaultdict(list)
    for one in blocks:
        stood[one.case_id, one.user_id].append(one)
    cases, people = {case for case, _ in stood}, {user for _, user in stood}
    events = Event.objects.filter(case_ref__in=cases, by__in=people, **those).order_by("at")
    return [
        (case_id, user_id, at)
        for case_id, user_id, at in events.values_list("case_ref", "by", "at")
        if case_id and user_id and any(stood_at(one, at) for one in stood[case_id, user_id])
    ]


def moments_both_known(case: UUID, user: UUID, refused: list[datetime]) -> list[datetime]:
    """`refused` are the moments of refusals, the earliest first, and so is what it gives.

    A person knows of a record from whatever they did or saw in it, before the block too, and from
    the page that says that it may exist.
    """
    about = Event.objects.filter(case_ref=case, by=user)
    knew = about.filter(Q(kind=MATCH_REFUSED) | ~Q(kind__endswith=REFUSED))
    first = knew.aggregate(first=Min("at"))["first"]
    if first is None:
        return []
    again = about.filter(kind=MATCH_REFUSED, at__gte=refused[0]).values_list("at", flat=True)
    return sorted([*(at for at in refused if at >= first), *again])


def by_day(moments: Iterable[Moment]) -> list[Attempt]:
    """Moments, the earliest first, as attempts, the latest first."""
    together: dict[tuple[UUID, UUID, date], list[datetime]] = defaultdict(list)
    for case_id, user_id, at in moments:
        together[case_id, user_id, london_date(at)].append(at)
    found = [
        Attempt(user_id, case_id, day, times[0], len(times))
        for (case_id, user_id, day), times in together.items()
    ]
    return sorted(found, key=lambda one: one.first_at, reverse=True)


def stood_at(block: ConflictBlock, at: datetime) -> bool:
    return block.set_at <= at and (block.lifted_at is None or at < block.lifted_at)


@transaction.atomic
def tell_leads(*, at: datetime) -> int:
    """Alert about each attempt of the last week that has no alert yet; gives how many.

    One for each person, case and day, and one more when they may have found out that they are
    blocked. It goes to the leads who are not blocked, or else to the managers of the team. Locks
    the blocks, so that two commands at once alert nobody twice.
    """
    since = at - LOOK_BACK
    blocks = ConflictBlock.objects.select_for_update().filter(
        Q(lifted_at=None) | Q(lifted_at__gte=since)
    )
    standing = list(blocks)
    made = {
        BLOCKED_ATTEMPT: blocked_attempts(standing, since),
        FOUND_OUT: found_out(standing, since),
    }
    return sum(tell_new(kind, attempts, since, at=at) for kind, attempts in made.items())


def tell_new(kind: str, attempts: Iterable[Attempt], since: datetime, *, at: datetime) -> int:
    alerted = attempts_alerted_since(since, kind)
    new = [one for one in attempts if (one.user_id, one.case_id, one.day) not in alerted]
    return sum(alert_about(one, kind, at=at) for one in new)


def attempts_alerted_since(since: datetime, kind: str) -> set[tuple[UUID, UUID, date]]:
    """(person, case, day) of the attempts that have an alert of this kind."""
    # A day earlier, because the first attempt of a day may lie before `since`.
    rows = Alert.objects.filter(kind=kind, at__gte=since - timedelta(days=1))
    return {
        (user_id, case_id, london_date(at))
        for user_id, case_id, at in rows.values_list("about", "case_ref", "at")
        if user_id and case_id
    }


def alert_about(one: Attempt, kind: str, *, at: datetime) -> bool:
    """Alert those who may know of it; False when there is nobody."""
    case, person = Case.objects.get(pk=one.case_id), User.objects.get(pk=one.user_id)
    people = leads_to_tell([case.pk], at) or managers_to_tell(case, at)
    recipients = [who for who in people if who != person]
    if recipients:
        alert(recipients, kind, at=one.first_at, about=person, case_ref=case.pk)
        record("conflict.attempt_told", by=None, at=at, case=case, told=len(recipients))
    return bool(recipients)

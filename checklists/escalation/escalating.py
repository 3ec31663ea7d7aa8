"""The clock: what nobody has read in time goes to the next people, one case at a time.

Run by a timer. Each case is a transaction of its own, and what another run or a person has in hand
is left for the next run, so that two at once tell nobody twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction

from checklists.audit.recording import record
from checklists.cases.models.case import Case
from checklists.escalation.finding import (
    Key,
    Kind,
    Waiting,
    drafts_to_look_at,
    hold,
    hold_case,
    rows_without_draft,
    things_waiting,
)
from checklists.escalation.models import Unread
from checklists.escalation.rules import Rung
from checklists.escalation.telling import alert_kind, people_on
from checklists.escalation.unsigned import look_at
from checklists.guidance.clock_settings import (
    UNANSWERED_HANDOVER,
    UNREAD_EMERGENCY,
    UNSEEN_IMMEDIATE,
    hours_allowed,
    working_day,
)
from checklists.guidance.in_force import settings_on
from checklists.outstanding.passing_on import note_passed_on
from checklists.people.alerting import alert
from checklists.reading.clock import london_date
from checklists.reading.working_hours import WorkingDay

ALLOWED = {
    Kind.ITEM: UNSEEN_IMMEDIATE,
    Kind.VISIT: UNSEEN_IMMEDIATE,
    Kind.HANDOVER: UNANSWERED_HANDOVER,
    Kind.EMERGENCY: UNREAD_EMERGENCY,
}


@dataclass(frozen=True)
class Clock:
    """The moment of one run, with the settings of that day in London."""

    now: datetime
    settings: Mapping[str, Any]

    @cached_property
    def day(self) -> WorkingDay:
        return working_day(self.settings)

    def allowed(self, kind: str) -> timedelta:
        return hours_allowed(self.settings, ALLOWED[Kind(kind)])

    def is_due(self, waiting: Waiting, row: Unread) -> bool:
        return row.told.is_due(waiting.since, self.now, self.allowed(waiting.kind), self.day)


@dataclass(frozen=True)
class Step:
    """What one thing came to: who was told, and `rung` None where nobody was left to tell."""

    waiting: Waiting
    rung: Rung | None
    told: int = 0


def clock_at(now: datetime) -> Clock:
    return Clock(now, settings_on(london_date(now)))


def cases_with_drafts_to_look_at() -> list[UUID]:
    return list(
        drafts_to_look_at().order_by("case_id").values_list("case_id", flat=True).distinct()
    )


@transaction.atomic
def look_at_drafts(case: UUID) -> int:
    """Note since when the unsigned visits of a case would open something immediate; how many were
    looked at, none where another run has the case."""
    if hold_case(case) is None:
        return 0
    drafts = drafts_to_look_at(case).select_related("sheet", "version", "author", "case")
    for visit in drafts:
        look_at(visit)
    return len(drafts)


def cases_to_tell(clock: Clock) -> list[UUID]:
    """Those where somebody is to be told now, or where something unread was read or is over."""
    waiting = things_waiting(clock.now)
    rows = {(row.kind, row.about): row for row in Unread.objects.exclude(since=None)}
    due = [one.case for one in waiting.values() if clock.is_due(one, as_now(rows, one))]
    over = [row.case_ref for key, row in rows.items() if key not in waiting and is_over(row)]
    gone = rows_without_draft().values_list("case_ref", flat=True)
    return sorted({*due, *over, *gone})


def as_now(rows: Mapping[Key, Unread], waiting: Waiting) -> Unread:
    """How far the clock is with this; at the beginning where it waits from another moment on."""
    row = rows.get(waiting.key) or Unread(
        kind=waiting.kind, about=waiting.about, case_ref=waiting.case
    )
    if row.since != waiting.since:
        row.starts_again(waiting.since)
    return row


def is_over(row: Unread) -> bool:
    """Whether its row still says something that holds no more."""
    return row.kind != Kind.VISIT or row.no_reader_at is not None


@transaction.atomic
def tell_of_case(case_id: UUID, clock: Clock) -> list[Step]:
    """Tell the next people of what waits too long in one case; [] where another run has it.

    The alerts are mailed once it is committed.
    """
    case = hold_case(case_id)
    if case is None:
        return []
    waiting = things_waiting(clock.now, case_id)
    rows = {(row.kind, row.about): row for row in Unread.objects.filter(case_ref=case_id)}
    forget_what_is_over(rows, waiting)
    due = [(one, as_now(rows, one)) for one in waiting.values()]
    steps = [
        tell_next(one, row, case, clock)
        for one, row in due
        if clock.is_due(one, row) and hold(one, clock.now)
    ]
    made = [step for step in steps if step]
    # Events come last: whoever waits for a row while its chain is held could wait for another run.
    for step in made:
        record_step(step, clock.now)
    return made


def forget_what_is_over(rows: Mapping[Key, Unread], waiting: Mapping[Key, Waiting]) -> None:
    over = [row.pk for key, row in rows.items() if key not in waiting and row.kind != Kind.VISIT]
    Unread.objects.filter(pk__in=over).delete()
    about = [row.about for row in rows.values() if row.kind == Kind.VISIT]
    rows_without_draft().filter(about__in=about).delete()
    heard = [row.pk for key, row in rows.items() if key not in waiting]
    Unread.objects.filter(pk__in=heard).update(no_reader_at=None)


def tell_next(waiting: Waiting, row: Unread, case: Case, clock: Clock) -> Step | None:
    """Tell the first who have not been told and are there; None where that changes nothing."""
    for rung in row.told.not_yet:
        if people := people_on(rung, waiting, case, clock.now):
            alert(people, alert_kind(waiting.kind, rung), at=clock.now, case_ref=case.pk)
            return note_step(row, Step(waiting, rung, len(people)), clock.now)
    if row.no_reader_at:
        return None
    return note_step(row, Step(waiting, None), clock.now)


def note_step(row: Unread, step: Step, at: datetime) -> Step:
    row.note_told(step.rung, at)
    row.keep()
    if step.waiting.kind == Kind.ITEM:
        note_passed_on(step.waiting.about, anybody=step.rung is not None, at=at)
    return step


def record_step(step: Step, at: datetime) -> None:
    """How many were told, and of which rung; whom it passed over is not said."""
    waiting = step.waiting
    record(
        "clock.told" if step.rung else "clock.no_reader",
        f"{waiting.kind}:{waiting.about}",
        by=None,
        at=at,
        case=waiting.case,
        told=step.told,
        rung=step.rung.value if step.rung else "",
    )

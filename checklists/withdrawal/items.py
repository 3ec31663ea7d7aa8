"""What becomes of items when the visit that opened or closed them was entered in error.

No item is lost by this: what a later visit met again stays, and what the wrong visit closed is
open again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from checklists.cases.models.case import Case
from checklists.outstanding.history import new_event
from checklists.outstanding.models import ItemEvent, Outcome, OutstandingItem, Priority, State
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.models import Visit

Kind = ItemEvent.Kind
NOT_CLOSED: dict[str, Any] = {
    "state": State.OPEN,
    "outcome": "",
    **dict.fromkeys(("closed_at", "closed_by", "closed_at_visit")),
    **dict.fromkeys(("closing_asked_at", "closing_asked_by")),
}
# What an item says once the visit that opened it was entered in error.
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("rule_key", "subject", "title", "neutral_title", "guidance"), ""),
    **dict.fromkeys(("point_number", "follows", "opened_at_visit", "closed_at_visit")),
    **dict.fromkeys(("closing_asked_at", "closing_asked_by"), None),
    **dict.fromkeys(("acknowledged_at", "acknowledged_by", "raised_at"), None),
    "opened_because": [],
    "bring_to_supervision": False,
    "priority": Priority.ROUTINE,
}


@dataclass(frozen=True)
class Undone:
    """How many items went, stayed because a later visit met them too, and are open again."""

    gone: int
    kept: int
    reopened: int


def undo_on_items(visit: Visit, *, by: User, at: datetime) -> Undone:
    """Undo what a visit did to the items of its case, in the transaction of the withdrawal.

    Urgency that the visit raised stays raised: only a person puts something off.
    """
    items = {item.pk: item for item in lock_touched_items(visit)}
    opened = {pk for pk, item in items.items() if item.opened_at_visit_id == visit.pk}
    again = met_at_another(opened, visit)
    gone = opened - again.keys()
    closed = closed_at(visit) - gone
    history = ItemEvent.objects.filter(Q(visit=visit) | Q(item__in=gone))
    history.update(kind=Kind.TAKEN_OUT, sealed=b"", visit=None, steps=[])
    # What followed an item that goes stays, as an item of its own.
    OutstandingItem.objects.filter(follows__in=gone).update(follows=None)
    empty_items(gone, by=by, at=at)
    for pk, event in again.items():
        keep_as_opened_at(pk, event)
    reopened = [item for pk, item in items.items() if pk in closed and reopen(item, visit.case)]
    ItemEvent.objects.bulk_create(new_event(item, Kind.REOPENED, by=by, at=at) for item in reopened)
    return Undone(gone=len(gone), kept=len(again), reopened=len(reopened))


def lock_touched_items(visit: Visit) -> Iterable[OutstandingItem]:
    """What the visit opened or closed, by key, so that two withdrawals lock in the same order."""
    rows = OutstandingItem.objects.select_for_update(of=("self",)).filter(case=visit.case_id)
    mine = Q(opened_at_visit=visit) | Q(closed_at_visit=visit) | Q(pk__in=closed_at(visit))
    return rows.filter(mine).order_by("pk")


def closed_at(visit: Visit) -> set[UUID]:
    """Items that the visit closed, or asked to close, whatever became of them since."""
    kinds = (Kind.CLOSED, Kind.CLOSING_ASKED)
    events = ItemEvent.objects.filter(visit=visit, kind__in=kinds)
    return set(events.values_list("item_id", flat=True))


def met_at_another(items: Iterable[UUID], visit: Visit) -> dict[UUID, ItemEvent]:
    """The first time that each of these came up at a visit that stays."""
    events = ItemEvent.objects.filter(item__in=items, kind=Kind.MET_AGAIN, visit__isnull=False)
    later = events.exclude(visit=visit).order_by("-at", "-pk")
    return {event.item_id: event for event in later}


def empty_items(items: Iterable[UUID], *, by: User, at: datetime) -> None:
    OutstandingItem.objects.filter(pk__in=items).update(
        **EMPTY,
        state=State.CLOSED,
        outcome=Outcome.TAKEN_OUT,
        closed_at=at,
        closed_by=by,
        due_on=london_date(at),
    )


def keep_as_opened_at(pk: UUID, met: ItemEvent) -> None:
    """Say that the visit that met it again opened it. Nobody knows which of its answers did."""
    OutstandingItem.objects.filter(pk=pk).update(
        opened_at_visit=met.visit_id, opened_at=met.at, opened_by=met.by_id, opened_because=[]
    )


def reopen(item: OutstandingItem, case: Case) -> bool:
    """Open it again with whoever holds the case now; returns whether it was.

    It is not where it is open already, or another item of the same rule and subject is.
    """
    if item.state == State.OPEN:
        return False
    same = OutstandingItem.objects.filter(
        case=case, rule_key=item.rule_key, subject=item.subject
    ).exclude(pk=item.pk)
    if item.rule_key and same.open().exists():
        OutstandingItem.objects.filter(pk=item.pk).update(closed_at_visit=None)
        return False
    OutstandingItem.objects.filter(pk=item.pk).update(
        **NOT_CLOSED, owner=case.owner_id, team=case.team_id
    )
    item.case = case
    return True

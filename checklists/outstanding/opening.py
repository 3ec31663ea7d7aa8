"""Opening items: those a signed contact leaves, and those a person adds."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction

from checklists.audit.inserting import NotMine, insert_once
from checklists.audit.recording import record
from checklists.cases.models.case import Case
from checklists.outstanding.closing import mark_seen_by_manager
from checklists.outstanding.full_titles import NEUTRAL
from checklists.outstanding.history import new_event
from checklists.outstanding.models import ItemEvent, OutstandingItem, Priority
from checklists.outstanding.rules import Plan, PlannedItem
from checklists.people.models.users import User

if TYPE_CHECKING:
    from checklists.visits.models import Visit

Kind = ItemEvent.Kind
RAISED = (
    *("priority", "due_on", "raised_at", "acknowledged_at", "acknowledged_by"),
    "bring_to_supervision",
)


def open_planned(
    plan: Plan, case: Case, visit: "Visit", *, by: User, at: datetime
) -> list[OutstandingItem]:
    """Open what is new, and note what came up again, with its urgency where that is greater.

    Gives the new items, which the owner of the case owns. Called inside the transaction of
    signing, which records the event. Statements do not grow with the number of items.
    """
    fresh = [planned for planned in plan.opens if not planned.met_again]
    new = [_new_item(planned, case, visit, by=by, at=at) for planned in fresh]
    again = {planned.met_again: planned for planned in plan.opens if planned.met_again}
    OutstandingItem.objects.bulk_create(new)
    # Locked, because a manager may be acknowledging what becomes more urgent here.
    met = OutstandingItem.objects.select_for_update().in_bulk(again) if again else {}
    _note_met_again(met, again, at)
    ItemEvent.objects.bulk_create(
        [
            *(
                new_event(item, Kind.OPENED, by=by, at=at, visit=visit, steps=planned.steps)
                for item, planned in zip(new, fresh, strict=True)
            ),
            *(
                new_event(item, Kind.MET_AGAIN, by=by, at=at, visit=visit, steps=again[pk].steps)
                for pk, item in met.items()
            ),
        ]
    )
    return new


def _new_item(
    planned: PlannedItem, case: Case, visit: "Visit", *, by: User, at: datetime
) -> OutstandingItem:
    return OutstandingItem(
        case=case,
        team_id=case.team_id,
        owner_id=case.owner_id,
        rule_key=planned.rule_key,
        subject=planned.subject,
        point_number=planned.point_number,
        title=planned.title,
        neutral_title=planned.neutral_title,
        guidance=planned.guidance,
        private=planned.private,
        bring_to_supervision=planned.bring_to_supervision,
        priority=Priority[planned.priority.upper()],
        due_on=planned.due_on,
        opened_at=at,
        opened_by=by,
        opened_at_visit=visit,
        opened_because=list(planned.because),
        follows_id=planned.follows,
    )


def _note_met_again(
    met: dict[UUID, OutstandingItem], again: dict[UUID, PlannedItem], at: datetime
) -> None:
    """Store what coming up again changes of these items."""
    pairs = [(item, again[pk]) for pk, item in met.items()]
    # Not `or`: an item may change in both ways.
    changed = [
        item
        for item, planned in pairs
        if raise_urgency(item, planned, at) | bring_up(item, planned)
    ]
    if changed:
        OutstandingItem.objects.bulk_update(changed, RAISED)


def raise_urgency(item: OutstandingItem, planned: PlannedItem, at: datetime) -> bool:
    """A routine item that comes up as immediate becomes immediate; nothing is ever put off.

    A manager who saw it before has not seen that it is immediate.
    """
    priority = Priority[planned.priority.upper()]
    if priority >= item.priority:
        return False
    item.priority, item.due_on = priority, min(item.due_on, planned.due_on)
    item.acknowledged_at = item.acknowledged_by = None
    item.raised_at = at
    return True


def bring_up(item: OutstandingItem, planned: PlannedItem) -> bool:
    """What could not be done twice for the same reason is talked through; nothing takes it back."""
    if item.bring_to_supervision or not planned.bring_to_supervision:
        return False
    item.bring_to_supervision = True
    return True


@transaction.atomic
def open_by_hand(
    case: Case,
    *,
    title: str,
    priority: Priority,
    due_on: date,
    private: bool,
    by: User,
    at: datetime,
    neutral_title: str = NEUTRAL,
    point_number: int | None = None,
    because: Iterable[str] = (),
    pk: UUID | None = None,
) -> OutstandingItem:
    """An item that a person adds, owned by the owner of the case.

    Sent again with the same `pk` it gives the one added the first time. Raises NotMine.
    """
    item = OutstandingItem(
        id=pk or uuid4(),
        case=case,
        team_id=case.team_id,
        owner_id=case.owner_id,
        point_number=point_number,
        title=title,
        neutral_title=neutral_title,
        private=private,
        priority=priority,
        due_on=due_on,
        opened_at=at,
        opened_by=by,
        opened_because=list(because),
    )
    kept = insert_once(item)
    if kept is not item:
        return check_added_before(kept, case, by)
    mark_seen_by_manager(item, by=by, at=at)
    new_event(item, Kind.OPENED, by=by, at=at).save()
    record("item.opened", item, by=by, at=at, case=case)
    return item


def check_added_before(item: OutstandingItem, case: Case, by: User) -> OutstandingItem:
    """Give back the item of a repeated id. Raises NotMine for another family or person."""
    if (item.case_id, item.opened_by_id) != (case.pk, by.pk):
        raise NotMine
    return item

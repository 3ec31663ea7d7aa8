"""Open items get another urgency or day because a date of their case changed, and say so."""

from collections.abc import Mapping
from datetime import datetime

from checklists.audit.recording import record
from checklists.cases.models.notices import Notice
from checklists.cases.notices import give_notice
from checklists.facts.following import ChangedDate
from checklists.nhsuk.wording import in_words
from checklists.outstanding.dates import Urgency
from checklists.outstanding.history import Action, new_event
from checklists.outstanding.models import ItemEvent, OutstandingItem, Priority
from checklists.people.models.users import User

CHANGES = ("priority", "due_on", "raised_at", "acknowledged_at", "acknowledged_by")
DATE_MOVED = Notice.Kind.DATE_MOVED
REASONS = {
    ChangedDate.BIRTH: "The birth was recorded.",
    ChangedDate.DATE_OF_BIRTH: "The date of birth was changed.",
    ChangedDate.DUE_DATE: "The due date was changed.",
}


def redate(
    moves: Mapping[OutstandingItem, Urgency], why: ChangedDate, *, by: User, at: datetime
) -> list[OutstandingItem]:
    """Give these items their new urgency; those that it differs for, each with a step and an event.

    Called inside the transaction of the verb that changed the date, which holds the items.
    """
    moved = [(item, to) for item, to in moves.items() if to != urgency_of(item)]
    for item, to in moved:
        said = Action(f"{REASONS[why]} {change_words(urgency_of(item), to)}")
        save_urgency(item, to, at)
        new_event(item, ItemEvent.Kind.DATED, by=by, at=at, action=said).save()
        give_notice(
            (item.owner,), DATE_MOVED, item.pk, item.case, private=item.private, by=by, at=at
        )
        record("item.dated", item, by=by, at=at, case=item.case_id, because=str(why))
    return [item for item, _ in moved]


def moved_words(item: OutstandingItem) -> str:
    """'23 November 2026, because a date of the baby changed. By Nia Northfield'; '' if it never
    moved. Why exactly is a step of the history."""
    last = item.history.filter(kind=ItemEvent.Kind.DATED).select_related("by").last()
    return f"{in_words(last.at)}, because a date of the baby changed. By {last.by}" if last else ""


def urgency_of(item: OutstandingItem) -> Urgency:
    return Urgency(Priority(item.priority), item.due_on)


def save_urgency(item: OutstandingItem, to: Urgency, at: datetime) -> None:
    """Save the new urgency. A manager who saw the item has not seen that it is more urgent."""
    if to.priority < item.priority:
        item.acknowledged_at = item.acknowledged_by = None
        item.raised_at = at
    item.priority, item.due_on = to.priority, to.due_on
    item.save(update_fields=CHANGES)


def change_words(was: Urgency, now: Urgency) -> str:
    """'It was routine, due 23 January 2027, and is high, due 23 November 2026.'"""
    before, after = (
        f"{one.priority.label.lower()}, due {in_words(one.due_on)}" for one in (was, now)
    )
    return f"It was {before}, and is {after}."

"""Note that the manager was rung about an immediate item: by who rang, and by the manager.

The note of who rang alone stops no clock, since nobody else has looked yet. The manager's own note
does: it says that the item was seen.
"""

from datetime import datetime

from django.db import transaction

from checklists.audit.recording import record
from checklists.audit.refused import AlreadyAsked, Refused
from checklists.outstanding.closing import lock_open, mark_seen_by_manager
from checklists.outstanding.history import new_event
from checklists.outstanding.models import ItemEvent, OutstandingItem, Priority
from checklists.people.models.users import User

RUNG = ItemEvent.Kind.MANAGER_RUNG


class NotImmediate(Refused):
    """Nobody waits for a manager to see it."""


@transaction.atomic
def note_ringing(item: OutstandingItem, *, by: User, at: datetime) -> None:
    """Add to the history that the manager was rung. Raises NotImmediate, AlreadyClosed, or
    AlreadyAsked where this person has said so since it became immediate."""
    row = lock_open(item)
    if row.priority != Priority.IMMEDIATE:
        raise NotImmediate("Only an immediate item has a manager to be rung.")
    if has_noted(row, by):
        raise AlreadyAsked("You have noted this already.")
    mark_seen_by_manager(row, by=by, at=at)
    new_event(row, RUNG, by=by, at=at).save()
    record("item.manager_rung", row, by=by, at=at, case=row.case_id)


def has_noted(item: OutstandingItem, by: User) -> bool:
    since = item.raised_at or item.opened_at
    return item.history.filter(kind=RUNG, by=by, at__gte=since).exists()

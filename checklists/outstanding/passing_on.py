"""What the clock writes in the history of an item that nobody has seen."""

from datetime import datetime
from uuid import UUID

from checklists.outstanding.history import new_event
from checklists.outstanding.models import ItemEvent, OutstandingItem

Kind = ItemEvent.Kind


def note_passed_on(item: UUID, *, anybody: bool, at: datetime) -> None:
    """That it was passed on, or that there was not `anybody` left to pass it on to.

    Called inside the transaction of the clock, which holds the item and records the event.
    """
    kind = Kind.PASSED_ON if anybody else Kind.NO_READER
    new_event(OutstandingItem(pk=item), kind, by=None, at=at).save()

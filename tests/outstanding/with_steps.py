"""Items with steps, without the visits that leave them open."""

from checklists.outstanding.history import new_event
from checklists.outstanding.models import ItemEvent


def leave_open(item, *keys, at, visit=None, kind=ItemEvent.Kind.OPENED):
    """As a contact leaves these steps of an item open."""
    new_event(item, kind, by=item.owner, at=at, visit=visit, steps=keys).save()
    return item

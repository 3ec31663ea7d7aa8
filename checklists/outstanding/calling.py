"""A telephone call about an item: whom it reached, what was said, by whom, and the reference."""

from datetime import datetime

from django.db import transaction

from checklists.audit.recording import record
from checklists.outstanding.closing import (
    AlreadyRecorded,
    has_recorded,
    lock_open,
    mark_seen_by_manager,
)
from checklists.outstanding.history import Action, new_event
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.people.models.users import User

ADULT_OF_CONCERN = "adult_concern_found"  # the rule of a concern about an adult
MARKS = 7  # the learning point about marks on a baby


def is_about_marks(item: OutstandingItem) -> bool:
    return item.point_number == MARKS


def is_about_an_adult(item: OutstandingItem) -> bool:
    """Whether it is of a concern about one adult, who may work with children."""
    return item.rule_key == ADULT_OF_CONCERN


def has_call_sheet(item: OutstandingItem) -> bool:
    return is_about_marks(item) or is_about_an_adult(item)


@transaction.atomic
def record_call(item: OutstandingItem, *, action: Action, by: User, at: datetime) -> None:
    """Add a call to the history; the item stays open. The same call of the same person, sent
    twice or from two windows, stands once. Raises AlreadyClosed or AlreadyRecorded."""
    row = lock_open(item)
    if has_recorded(row, action, by, kind=ItemEvent.Kind.CALLED):
        raise AlreadyRecorded("This call was recorded already.")
    mark_seen_by_manager(row, by=by, at=at)
    new_event(row, ItemEvent.Kind.CALLED, by=by, at=at, action=action).save()
    record("item.called", row, by=by, at=at, case=row.case_id)

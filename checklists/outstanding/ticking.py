"""Ticking a step of an item, and opening one again that was ticked by mistake.

A tick is a line of the item's history with who and when. What a signed visit says stays as it was.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from checklists.audit.recording import record
from checklists.audit.refused import Overtaken
from checklists.nhsuk.wording import at_time, in_words
from checklists.outstanding.closing import SayWhatWasDone, lock_open, mark_seen_by_manager
from checklists.outstanding.history import Action, new_event
from checklists.outstanding.item_steps import ItemStep, steps_of
from checklists.outstanding.models import ItemEvent, OutstandingItem, Priority
from checklists.outstanding.rules import AnsweredSteps
from checklists.people.models.users import User

if TYPE_CHECKING:
    from checklists.visits.models import Visit

Kind = ItemEvent.Kind


class NotAStep(Overtaken):
    """The item has no such step, or not any more: the visit that left it open was withdrawn."""


class AlreadyTicked(Overtaken):
    """Somebody ticked it first, in another window or at a visit."""

    def __init__(self, done: ItemEvent) -> None:
        when = f"{in_words(done.at)}, {at_time(done.at)}, by {done.by_name}"
        super().__init__(f"This step is ticked already: {when}. Nothing changed now.")


class OpenAlready(Overtaken):
    """A step that is not ticked cannot be opened again."""

    def __init__(self) -> None:
        super().__init__("This step is open already. Nothing changed now.")


@transaction.atomic
def tick_step(item: OutstandingItem, *, step: str, action: Action, by: User, at: datetime) -> None:
    """Say that a step is done. Raises AlreadyClosed, NotAStep, AlreadyTicked or, where the item is
    immediate, SayWhatWasDone."""
    row = lock_open(item)
    if done := find_step(row, step).done:
        raise AlreadyTicked(done)
    if row.priority == Priority.IMMEDIATE and not action.is_whole:
        raise SayWhatWasDone("Say what was done, when, and with whom.")
    mark_seen_by_manager(row, by=by, at=at)
    new_event(row, Kind.STEP_DONE, by=by, at=at, action=action, steps=[step]).save()
    record("item.step_done", row, by=by, at=at, case=row.case_id)


@transaction.atomic
def reopen_step(item: OutstandingItem, *, step: str, reason: str, by: User, at: datetime) -> None:
    """Open a step that was ticked by mistake. Raises AlreadyClosed, NotAStep or OpenAlready."""
    row = lock_open(item)
    if find_step(row, step).is_open:
        raise OpenAlready
    mark_seen_by_manager(row, by=by, at=at)
    said = Action(reason)
    new_event(row, Kind.STEP_REOPENED, by=by, at=at, action=said, steps=[step]).save()
    record("item.step_reopened", row, by=by, at=at, case=row.case_id)


def find_step(item: OutstandingItem, key: str) -> ItemStep:
    """Raises NotAStep."""
    for step in steps_of(item):
        if step.key == key:
            return step
    raise NotAStep


def tick_answered(
    answered: Iterable[AnsweredSteps], visit: "Visit", *, by: User, at: datetime
) -> None:
    """Tick what a visit has answered. Called inside the transaction of signing, which records the
    event."""
    ItemEvent.objects.bulk_create(
        ItemEvent(
            item_id=one.item_id,
            kind=Kind.STEP_DONE,
            at=at,
            by=by,
            visit=visit,
            steps=list(one.steps),
        )
        for one in answered
    )

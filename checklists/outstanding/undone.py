"""What is said of the steps of an item when it is closed: those that are done, and why others are
not. An item is never closed over an open step in silence."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from checklists.audit.refused import Refused
from checklists.outstanding.history import Action, new_event
from checklists.outstanding.item_steps import ItemStep, still_open
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.people.models.users import User

if TYPE_CHECKING:
    from checklists.visits.models import Visit


class SayWhatStaysUndone(Refused):
    """An item with open steps is not closed without why they stay open."""

    def __init__(self) -> None:
        super().__init__("Tick what is done, or say what stays undone, and why.")


def steps_left(
    steps: Iterable[ItemStep], done: Collection[str], action: Action | None
) -> list[str]:
    """The steps that a closing leaves open. Raises SayWhatStaysUndone."""
    return left_with_a_reason([one.key for one in still_open(steps) if one.key not in done], action)


def left_with_a_reason(left: list[str], action: Action | None) -> list[str]:
    if left and not (action and action.undone.strip()):
        raise SayWhatStaysUndone
    return left


def ticks_at_closing(
    item: OutstandingItem,
    steps: Iterable[ItemStep],
    done: Collection[str],
    *,
    by: User,
    at: datetime,
    visit: "Visit | None" = None,
) -> list[ItemEvent]:
    """The line of history that ticks those said to be done, not yet saved; none without any."""
    ticked = [step.key for step in still_open(steps) if step.key in done]
    kind = ItemEvent.Kind.STEP_DONE
    return [new_event(item, kind, by=by, at=at, visit=visit, steps=ticked)] if ticked else []

"""The history of an item: what was done, when, with whom. Its words are encrypted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from checklists.cases.encryption import decrypt, encrypt
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.people.models.users import User

if TYPE_CHECKING:
    from checklists.visits.models import Visit


@dataclass(frozen=True)
class Action:
    """What someone did about an item, or says about it. `done_at` is an aware moment; `undone` is
    why steps stay open at a closing, `reference` what a call was given."""

    what: str
    done_at: datetime | None = None
    with_whom: str = ""
    undone: str = ""
    reference: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it says what was done, when, and with whom."""
        return bool(self.what.strip() and self.done_at and self.with_whom.strip())


@dataclass(frozen=True)
class Step:
    """One line of a history, with its words when the reader may see them. `about` are the words
    of the item's steps that it ticked, opened again or left undone."""

    event: ItemEvent
    action: Action | None
    about: Sequence[str] = ()


def new_event(
    item: OutstandingItem,
    kind: ItemEvent.Kind,
    *,
    by: User | None,
    at: datetime,
    visit: "Visit | None" = None,
    action: Action | None = None,
    steps: Iterable[str] = (),
) -> ItemEvent:
    """A line of the item's history, not yet saved, by the clock where `by` is None. `steps` are the
    prompts that it is about."""
    event = ItemEvent(item=item, kind=kind, at=at, by=by, visit=visit, steps=list(steps))
    says = action and (action.what or action.undone)
    return encrypt(event, sealed=_document(action)) if action and says else event


def steps(item: OutstandingItem, *, with_words: bool) -> list[Step]:
    """The item's history, first step first."""
    events: Iterable[ItemEvent] = item.history.select_related("by", "visit")
    return [Step(event, _read(item, event) if with_words else None) for event in events]


def _document(action: Action) -> dict[str, str]:
    done_at = action.done_at.isoformat() if action.done_at else ""
    said = {"what": action.what, "done_at": done_at, "with_whom": action.with_whom}
    more = {"undone": action.undone, "reference": action.reference}
    return {**said, **{name: words for name, words in more.items() if words}}


def _read(item: OutstandingItem, event: ItemEvent) -> Action | None:
    said = decrypt(event, case=item.case)
    if not said:
        return None
    done_at = datetime.fromisoformat(said["done_at"]) if said["done_at"] else None
    more = {name: said.get(name, "") for name in ("undone", "reference")}
    return Action(said["what"], done_at, said["with_whom"], **more)

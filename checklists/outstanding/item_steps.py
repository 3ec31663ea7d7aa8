"""The steps of an item: what belongs to it, what is ticked, by whom and when.

They are read from its history and stand nowhere else, so that what a visit opened or ticked goes
with the visit when it was entered in error.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from checklists.guidance.compiled import compiled
from checklists.guidance.naming import with_adult_named
from checklists.nhsuk.wording import in_words
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.outstanding.querysets import ItemQuerySet
from checklists.reading.clock import london_date

Kind = ItemEvent.Kind
FOUND = (Kind.OPENED, Kind.MET_AGAIN)
RELATED = ("by", "visit__version")


@dataclass(frozen=True)
class ItemStep:
    """One step: the prompt that it stands for, where it was left open, and who ticked it."""

    key: str
    found: ItemEvent
    done: ItemEvent | None = None

    @property
    def is_open(self) -> bool:
        return self.done is None

    @property
    def since(self) -> date:
        """The day of the visit that left it open."""
        visit = self.found.visit
        return london_date(visit.held_at if visit else self.found.at)

    def words(self, about: str = "") -> str:
        """The question as it was asked at that visit; `about` names the adult."""
        visit = self.found.visit
        wording = compiled(visit.version).at_stage(visit.stage) if visit else None
        prompt = wording.prompts.get(self.key) if wording else None
        return with_adult_named(prompt.text, about) if prompt else ""

    def open_words(self, about: str = "") -> str:
        """'Same-day paediatric assessment (open since 3 November 2026)'"""
        return f"{self.words(about)} (open since {in_words(self.since)})"


Steps = list[ItemStep]


def steps_of(item: OutstandingItem) -> Steps:
    """Every step of one item, in the order in which they were found."""
    return steps_by_item([item]).get(item.pk, [])


def open_steps_of(item: OutstandingItem) -> Steps:
    return still_open(steps_of(item))


def still_open(steps: Iterable[ItemStep]) -> Steps:
    return [step for step in steps if step.is_open]


def marking_steps(items: ItemQuerySet) -> ItemQuerySet:
    """The items with `has_steps`, so that a page of a family without steps asks no more."""
    lines = ItemEvent.objects.filter(item=OuterRef("pk")).exclude(steps=[])
    return items.annotate(has_steps=Exists(lines))


def steps_by_item(items: Iterable[OutstandingItem]) -> Mapping[UUID, Steps]:
    """The steps of each item that has any. One statement; none without items, or where they were
    marked and none has steps."""
    wanted = [item.pk for item in items if getattr(item, "has_steps", True)]
    if not wanted:
        return {}
    events = ItemEvent.objects.filter(item__in=wanted).exclude(steps=[])
    found: dict[UUID, dict[str, ItemStep]] = {}
    for event in events.select_related(*RELATED).order_by("at", "pk"):
        note(event, found.setdefault(event.item_id, {}))
    return {pk: list(steps.values()) for pk, steps in found.items() if steps}


def note(event: ItemEvent, steps: dict[str, ItemStep]) -> None:
    """What one line of the history does to the steps so far."""
    for key in event.steps:
        before = steps.get(key)
        if event.kind in FOUND and (before is None or before.done):
            steps[key] = ItemStep(key, event)
        elif before and event.kind == Kind.STEP_DONE:
            # Two people may tick it at the same moment: the first did.
            steps[key] = replace(before, done=before.done or event)
        elif before and event.kind == Kind.STEP_REOPENED:
            steps[key] = replace(before, done=None)

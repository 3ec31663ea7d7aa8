"""Open steps of items, as the next visit shows them: beside their questions, and where those do not
show, on the opened page alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from checklists.answers.in_force import record_of
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.outstanding.item_steps import ItemStep, still_open
from checklists.outstanding.models import OutstandingItem
from checklists.visits.draft.working import WorkingVisit

ADULT = "adult:"


def steps_beside(prompts: Iterable[CompiledPrompt], working: WorkingVisit) -> dict[str, ItemStep]:
    """{key of the question: step} for these prompts. A private item says nothing beside an open
    question, nor to somebody without the permission."""
    by_key = {prompt.key: prompt for prompt in prompts}
    return {
        key: step
        for item, key, step in open_steps(working)
        if step.key in by_key and (by_key[step.key].is_private or not item.private)
    }


def open_steps(working: WorkingVisit) -> Iterator[tuple[OutstandingItem, str, ItemStep]]:
    """Of the items that the reader may see, each open step and the key of its question."""
    for item in working.items:
        if item.private and not working.right.private:
            continue
        record = item.subject.removeprefix(ADULT) if item.subject.startswith(ADULT) else ""
        for step in still_open(working.item_steps.get(item.pk, ())):
            yield item, f"{step.key}:{record}" if record else step.key, step


def still_open_words(
    steps: Mapping[str, ItemStep], name_of: Callable[[str], str] = lambda record: ""
) -> list[str]:
    """'Was the Dash risk checklist completed with her? (open since 3 November 2026)'"""
    return [step.open_words(name_of(record_of(key))) for key, step in steps.items()]

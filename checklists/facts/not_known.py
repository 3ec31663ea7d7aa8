"""Which baseline questions a family has, and which of them are not known yet.

The one reader of what the facts keep of them (`facts.ledger`).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from checklists.facts.confirming import AroundTheBaby
from checklists.facts.facts import Facts
from checklists.facts.standing import Question, Standing, question_of
from checklists.guidance.applies import shown_with_records
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Given, prompts_in

__all__ = ["Question", "Standing", "baseline_questions", "not_known"]

NOTHING: Mapping[str, Any] = {}


def baseline_questions(
    wording: Compiled,
    facts: Facts,
    *,
    stage: str,
    adults: Iterable[AroundTheBaby] = (),
    values: Mapping[str, Any] = NOTHING,
    settings: Mapping[str, Any] = NOTHING,
) -> list[Question]:
    """Every baseline question of this family in the order of the wording, whichever visit asks it.

    `stage` is "pregnancy" or "born"; `adults` are all on record, of whom those still around count;
    `values` are the facts of the case that conditions may ask (`rule_facts.facts_for_rules`). The
    private questions are there only when `facts` were read with their private part.
    """
    around = [str(adult.pk) for adult in adults if adult.until_on is None]
    baseline, read = baseline_prompts(wording, stage, with_private=facts.with_private)
    shown = shown_with_records(read, answers_known(facts), values, settings, around)
    return [
        question_of(key, prompt, facts)
        for key, prompt in keys_of(baseline, around)
        if key in shown or (prompt.repeat_group and ":" not in key)
    ]


@lru_cache(maxsize=16)
def baseline_prompts(
    wording: Compiled, stage: str, *, with_private: bool
) -> tuple[tuple[CompiledPrompt, ...], tuple[CompiledPrompt, ...]]:
    """Those of every family, and the same with all that decides whether they are asked. A list
    asks this for each of its families, and a version never changes."""
    readable = [
        prompt
        for prompt in wording.prompts.values()
        if prompt.stage in ("any", stage) and (with_private or not prompt.is_private)
    ]
    baseline = [prompt for prompt in readable if prompt.baseline and not prompt.is_retired]
    return tuple(baseline), tuple(with_what_they_read(baseline, readable))


def with_what_they_read(
    prompts: list[CompiledPrompt], readable: list[CompiledPrompt]
) -> list[CompiledPrompt]:
    """The prompts and all whose answers their conditions read, near or far: what was hidden again
    brings nothing up."""
    keys = {prompt.key for prompt in prompts}
    wanted = keys.union(*(prompts_in(prompt.show_when) for prompt in prompts))
    found = [prompt for prompt in readable if prompt.key in wanted]
    return found if len(found) == len(prompts) else with_what_they_read(found, readable)


def not_known(questions: Iterable[Question]) -> list[Question]:
    """Those that stand open: never asked, could not be asked, or known not to be done."""
    return [question for question in questions if not question.is_known]


def keys_of(
    prompts: Iterable[CompiledPrompt], around: list[str]
) -> Iterator[tuple[str, CompiledPrompt]]:
    """(key, prompt) pairs; of a repeat group without any record the first prompt alone."""
    without_record: set[str] = set()
    for prompt in prompts:
        group = prompt.repeat_group
        if not group:
            yield prompt.key, prompt
        elif around:
            yield from ((f"{prompt.key}:{record}", prompt) for record in around)
        elif group not in without_record:
            without_record.add(group)
            yield prompt.key, prompt


def answers_known(facts: Facts) -> dict[str, Given]:
    """All that was last said, carried or not, for conditions."""
    known = {
        **facts.latest,
        **facts.latest_private,
        **facts.open_answers,
        **facts.private_answers,
    }
    return {key: Given(entry["value"], entry.get("reason", "")) for key, entry in known.items()}

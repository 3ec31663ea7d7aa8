"""Answers of one visit that cannot both be true; `meta.contradictions` of the content names them.

They are named at review, and signing waits until one of the two is changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from checklists.answers.saving import Change
from checklists.guidance.conditions import facts_in, prompts_in
from checklists.visits.draft.working import WorkingVisit

PRIVATE = "private"
PRESENT = "present"


@dataclass(frozen=True)
class Contradiction:
    """`record` is the adult it is about, '' for the household. `keys` are those of the answers in
    the order of the wording; `reads_presence` says that who is here is one of the two. A private
    one is never named but in an opened private part."""

    key: str
    record: str
    words: str
    keys: tuple[str, ...]
    is_private: bool
    reads_presence: bool


def contradictions(working: WorkingVisit) -> list[Contradiction]:
    """Those among the answers of this visit as it stands. What is carried and not said again is
    left alone: who signs may not be able to open it any more."""
    return [
        found
        for one in working.compiled.contradictions
        for found in contradictions_of(one, working)
    ]


def contradictions_of(one: Mapping[str, Any], working: WorkingVisit) -> Iterator[Contradiction]:
    records = [str(adult.pk) for adult in working.adults] if one.get("for_each") else [""]
    said = replace(working.circumstances, answers=working.fresh)
    for record in records:
        if said.holds(one["when"], record):
            yield Contradiction(
                key=one["key"],
                record=record,
                words=one["words"],
                keys=answer_keys_of(prompts_in(one["when"]), record, working),
                is_private=is_private(one, working),
                reads_presence=PRESENT in facts_in(one["when"]),
            )


def answer_keys_of(read: set[str], record: str, working: WorkingVisit) -> tuple[str, ...]:
    """Keys of the answers that a condition reads for one record, those that say something."""
    prompts = [prompt for key, prompt in working.compiled.prompts.items() if key in read]
    keys = [f"{one.key}:{record}" if one.repeat_group else one.key for one in prompts]
    return tuple(key for key in keys if key in working.shown and key in working.fresh)


def is_private(one: Mapping[str, Any], working: WorkingVisit) -> bool:
    """As the content says, and whenever it reads something private."""
    prompts = working.compiled.prompts
    return one.get("privacy") == PRIVATE or any(
        prompts[key].is_private for key in prompts_in(one["when"])
    )


def without_contradicting(
    changes: Mapping[str, Change], working: WorkingVisit
) -> dict[str, Change]:
    """Of these changes those that contradict nothing given; the rest waits for a person."""
    before = {(one.key, one.record) for one in contradictions(working)}
    kept = dict(changes)
    while clashing := contradicting_keys(kept, working, before):
        kept = {key: change for key, change in kept.items() if key not in clashing}
    return kept


def contradicting_keys(
    kept: Mapping[str, Change], working: WorkingVisit, before: set[tuple[str, str]]
) -> set[str]:
    found = contradictions(working.imagined(kept))
    new = [one for one in found if (one.key, one.record) not in before]
    return {key for one in new for key in one.keys} & kept.keys()

"""Answers of one visit that cannot both be true; `meta.contradictions` of the content names them.

They are named at review, and signing waits until one of the two is changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from checklists.answers.saving import Change
from checklists.guidance.conditions import facts_in, prompts_in
from checklists.visits.current import Working

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


def contradictions(now: Working) -> list[Contradiction]:
    """Those among the answers of this visit as it stands. What is carried and not said again is
    left alone: who signs may not be able to open it any more."""
    return [found for one in now.compiled.contradictions for found in met(one, now)]


def met(one: Mapping[str, Any], now: Working) -> Iterator[Contradiction]:
    records = [str(adult.pk) for adult in now.adults] if one.get("for_each") else [""]
    said = replace(now.circumstances, answers=now.fresh)
    for record in records:
        if said.holds(one["when"], record):
            yield Contradiction(
                key=one["key"],
                record=record,
                words=one["words"],
                keys=keys_of(prompts_in(one["when"]), record, now),
                is_private=is_private(one, now),
                reads_presence=PRESENT in facts_in(one["when"]),
            )


def keys_of(read: set[str], record: str, now: Working) -> tuple[str, ...]:
    """Keys of the answers that a condition reads for one record, those that say something."""
    prompts = [prompt for key, prompt in now.compiled.prompts.items() if key in read]
    keys = [f"{one.key}:{record}" if one.repeat_group else one.key for one in prompts]
    return tuple(key for key in keys if key in now.shown and key in now.fresh)


def is_private(one: Mapping[str, Any], now: Working) -> bool:
    """As the content says, and whenever it reads something private."""
    prompts = now.compiled.prompts
    return one.get("privacy") == PRIVATE or any(
        prompts[key].is_private for key in prompts_in(one["when"])
    )


def that_fit(changes: Mapping[str, Change], now: Working) -> dict[str, Change]:
    """Of these changes those that contradict nothing given; the rest waits for a person."""
    before = {(one.key, one.record) for one in contradictions(now)}
    kept = dict(changes)
    while clashing := keys_that_clash(kept, now, before):
        kept = {key: change for key, change in kept.items() if key not in clashing}
    return kept


def keys_that_clash(kept: Mapping[str, Change], now: Working, before: set) -> set[str]:
    found = contradictions(now.imagined(kept))
    new = [one for one in found if (one.key, one.record) not in before]
    return {key for one in new for key in one.keys} & kept.keys()

"""What choices and reasons of a version mean, and what follows from those that say something is
missing. Source: meta.means of the content.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checklists.guidance.answer_types import ANSWER_KINDS
from checklists.guidance.compiled_prompt import GAP, KNOWN, UNKNOWN
from checklists.guidance.condition_shape import BLANK_OPS
from checklists.guidance.conditions import Condition, Given, holds
from checklists.guidance.content import Content, Row, resolved

# Whose values answers are stored with.
CHOICES, REASONS, COULD_NOT_REASONS = "choices", "not_done_reasons", "could_not_reasons"
LASTING = (CHOICES, REASONS, COULD_NOT_REASONS)
SUPERVISION = "supervision-review"
# As editors choose it.
MEANING_WORDS = {
    KNOWN: "It is known",
    UNKNOWN: "Nobody knows yet",
    GAP: "Known to be missing or not done",
}

# {(prompt key, one of LASTING, value): what it means}
Meanings = Mapping[tuple[str, str, str], str]


def entries_of(prompt: Row, data: Content) -> Iterator[tuple[str, Row]]:
    """Every choice and reason of a prompt with the name of the field that holds it."""
    for name in LASTING:
        for entry in resolved(prompt.get(name, []), data):
            yield name, entry


def every_entry(data: Content) -> Iterator[tuple[tuple[str, str, str], Row]]:
    for point in data["points"]:
        for prompt in point["prompts"]:
            for name, entry in entries_of(prompt, data):
                yield (prompt["key"], name, entry["value"]), entry


def says_all(data: Content) -> bool:
    return all(entry.get("means") for _, entry in every_entry(data))


def first_said(versions: Iterable[Content]) -> dict[tuple[str, str, str], str]:
    """What each value means in the first of the versions, the oldest first, that says so."""
    said: dict[tuple[str, str, str], str] = {}
    for data in versions:
        own = {place: entry["means"] for place, entry in every_entry(data) if entry.get("means")}
        said = own | said
    return said


def leaves_something_open(prompt: Row, data: Content) -> bool:
    """Whether an answer, or a blank where it is in words or a day, can say that it is not done."""
    choices = resolved(prompt["choices"], data)
    return not choices or any(one.get("means") in (UNKNOWN, GAP) for one in choices)


def is_taken_up(prompt: Row, name: str, value: str, data: Content) -> bool:
    """Whether something follows when this value says that something is missing."""
    return bool(
        prompt["baseline"]
        or prompt.get("nothing_follows", "").strip()
        or any(prompt["key"] in rule.get("steps", []) for rule in data["rules"])
        or any(reads(one, prompt, name, value) for one in conditions_that_act(data))
    )


def conditions_that_act(data: Content) -> Iterator[Condition]:
    """Those that open an item or make it more urgent, and those that show a question of
    supervision."""
    for rule in data["rules"]:
        yield rule["when"]
        yield from (override["when"] for override in rule["creates"]["overrides"])
    for point in data["points"]:
        for prompt in point["prompts"]:
            if SUPERVISION in (prompt["applies_to"] or point["applies_to"]):
                yield prompt["show_when"]


def reads(condition: Condition, prompt: Row, name: str, value: str) -> bool:
    """Whether one of its comparisons speaks for the condition because of this very value: "is not
    done", and "not: is done" too. Whether it was answered at all says nothing of the value."""
    given = as_given(prompt, name, value)
    return any(
        holds(leaf, {prompt["key"]: given}, shown={prompt["key"]}) == wanted
        for leaf, wanted in comparisons(condition)
        if leaf.get("prompt") == prompt["key"]
        and leaf["op"] not in BLANK_OPS
        and (leaf.get("field") == "reason") == (name != CHOICES)
    )


def as_given(prompt: Row, name: str, value: str) -> Given:
    if name != CHOICES:
        return Given(None, value)
    return Given([value] if ANSWER_KINDS[prompt["answer_type"]].is_multiple else value)


def comparisons(condition: Any, wanted: bool = True) -> Iterator[tuple[Row, bool]]:
    """Every comparison in it, and whether it speaks for the condition when it is true or false."""
    if not isinstance(condition, dict):
        return
    if "op" in condition:
        yield condition, wanted
    for group in ("all", "any"):
        for part in condition.get(group, []):
            yield from comparisons(part, wanted)
    if "not" in condition:
        yield from comparisons(condition["not"], not wanted)

"""What a shut page offers instead of reasons, since somebody beside the practitioner may read it.

`meta.neutral_reasons` of a version holds the neutral words, each with the reasons it stands for; a
reason has the same neutral words wherever it is offered.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from checklists.guidance.content import Content, Row, resolved

REASONS = ("not_done_reasons", "could_not_reasons")


def neutral_words(meta: Mapping[str, Any]) -> list[Row]:
    values: list[Row] = meta["neutral_reasons"]["values"]
    return values


def neutral_for(reason: str, meta: Mapping[str, Any]) -> str:
    """The value of the neutral words that stand for a reason; '' when none do."""
    return next((one["value"] for one in neutral_words(meta) if reason in one["stands_for"]), "")


def with_neutral(
    meta: Mapping[str, Any], *, words: Sequence[Row], chosen: Mapping[str, str]
) -> dict[str, Any]:
    """The meta with these neutral words, and those `chosen` for each reason ('' for none)."""
    changed = deepcopy(dict(meta))
    changed["neutral_reasons"]["values"] = [{"stands_for": [], **one} for one in deepcopy(words)]
    for reason, neutral in chosen.items():
        if neutral_for(reason, changed) != neutral:
            move_reason(reason, neutral, neutral_words(changed))
    return changed


def move_reason(reason: str, neutral: str, words: list[Row]) -> None:
    for one in words:
        others = [value for value in one["stands_for"] if value != reason]
        one["stands_for"] = [*others, reason] if one["value"] == neutral else others


def neutral_problems(data: Content) -> Iterator[str]:
    """Each reason once that a shut page cannot say, with the first place where it is offered."""
    said = {value for one in neutral_words(data["meta"]) for value in one["stands_for"]}
    for where, reason in reasons_behind_shut_pages(data):
        if reason["value"] not in said:
            said.add(reason["value"])
            yield (
                f"{where}: “{reason['label']}” has no neutral words, and the page is shut when "
                "somebody may read along. Choose them beside it."
            )


def reasons_behind_shut_pages(data: Content) -> Iterator[tuple[str, Row]]:
    for point in data["points"]:
        for prompt in point["prompts"]:
            if prompt["privacy"] == "private" and not prompt.get("practitioner_only"):
                for entries in (prompt.get(name, []) for name in REASONS):
                    shared = f"List {entries}" if isinstance(entries, str) else ""
                    for reason in resolved(entries, data):
                        yield shared or f"Prompt {prompt['key']}", reason

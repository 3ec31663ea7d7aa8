"""The steps of an opened item in words. Lists, notices and mails have nothing of them, not even how
many there are: five steps are a disclosure to whoever knows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from checklists.nhsuk.wording import at_time, in_words
from checklists.outstanding.history import Step
from checklists.outstanding.item_steps import ItemStep
from checklists.outstanding.models import ItemEvent

Kind = ItemEvent.Kind
CLOSINGS = (Kind.CLOSED, Kind.CLOSING_ASKED)
TICKED_OR_OPENED = (Kind.STEP_DONE, Kind.STEP_REOPENED)


def step_rows(steps: Iterable[ItemStep], about: str) -> list[dict[str, Any]]:
    """Those still open first: [{"key", "words", "line", "is_open", "visit"}]."""
    rows = [step_row(step, about) for step in steps]
    return sorted(rows, key=lambda row: not row["is_open"])


def step_row(step: ItemStep, about: str) -> dict[str, Any]:
    return {
        "key": step.key,
        "words": step.words(about),
        "line": done_words(step.done) if step.done else f"Open since {in_words(step.since)}",
        "is_open": step.is_open,
        "visit": step.done.visit if step.done else None,
    }


def done_words(done: ItemEvent) -> str:
    """'Ticked 3 November 2026, 2.21pm, by Nia Northfield, without words'"""
    when = f"{in_words(done.at)}, {at_time(done.at)}"
    ticked = f"Ticked {when}, by {done.by_name}"
    return ticked if done.sealed or done.visit_id else f"{ticked}, without words"


def choices_of(steps: Iterable[ItemStep], about: str = "") -> list[tuple[str, str]]:
    """(key, words) of steps to tick at a closing."""
    return [(step.key, step.open_words(about)) for step in steps]


def with_step_words(lines: Iterable[Step], words: Mapping[str, str]) -> list[Step]:
    """The history, each line with the words of the steps that it ticked, opened or left undone."""
    return [replace(line, about=about_steps(line.event, words)) for line in lines]


def about_steps(event: ItemEvent, words: Mapping[str, str]) -> list[str]:
    named = [words[key] for key in event.steps if key in words]
    if event.kind in TICKED_OR_OPENED:
        return named
    return [f"Not done then: {one}" for one in named] if event.kind in CLOSINGS else []

"""Draws a set of choices once and keeps the drawing: most of a page is the same for every visit.

Only what the content and a choice say is kept, never typed text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string

from checklists.answers.sense import NEVER
from checklists.guidance.compiled import Choice

# Labels longer than this take the whole row of a phone.
HALF_A_ROW = 36  # characters
KEPT_DRAWINGS = 8192


@dataclass(frozen=True)
class Choices:
    """What decides how a set of choices looks. `hook` is the data- attribute scripts read.

    A choice with a condition is always drawn, for an answer of the same page may meet it; scripts
    hide it while it does not hold.
    """

    name: str
    legend: str
    hint: str
    choices: tuple[Choice, ...]
    chosen: tuple[str, ...]
    error: str = ""
    multiple: bool = False
    alone: tuple[str, ...] = ()
    hook: str = "data-answer"
    quiet_legend: bool = False


@dataclass(frozen=True)
class Drawn:
    """One choice of the set. `changed` marks nothing yet."""

    id: str
    value: str
    label: str
    is_chosen: bool
    is_wide: bool
    is_alone: bool
    fits_when: str


@lru_cache(maxsize=KEPT_DRAWINGS)
def draw(choices: Choices) -> str:
    """The fieldset as HTML, kept: never with typed words in it."""
    return drawn(choices)


def drawn(choices: Choices) -> str:
    """The fieldset as HTML that escapes what it must."""
    every = tuple(rows(choices))
    shared = [one for one in every if not one.is_alone]
    return render_to_string(
        "answers/_choices.html",
        {
            "set": choices,
            "shared": shared,
            "alone": [one for one in every if one.is_alone],
            "two": 2 * sum(one.is_wide for one in shared) < len(shared),
        },
    )


def rows(choices: Choices) -> Iterable[Drawn]:
    for number, choice in enumerate(choices.choices):
        yield Drawn(
            id=choice_id(choices.name, number),
            value=choice.value,
            label=choice.label,
            is_chosen=choice.value in choices.chosen,
            is_wide=len(choice.label) > HALF_A_ROW,
            is_alone=choices.multiple and choice.value in choices.alone,
            fits_when=choice.only_when if choice.only_when != NEVER else "",
        )


def choice_id(name: str, number: int) -> str:
    return f"id-{name}-{number}"

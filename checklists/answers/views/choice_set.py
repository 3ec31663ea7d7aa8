"""Renders a set of choices, once for all visits where it holds no typed words.

Most of a page is the same for every visit: what the content says and what is chosen decide how a
set looks, so its HTML is kept for the process.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string

from checklists.answers.no_longer_fits import NEVER
from checklists.guidance.compiled_prompt import Choice

# Labels longer than this take the whole row of a phone.
HALF_A_ROW = 36  # characters
KEPT_SETS = 8192  # each a few kilobytes; one page has at most a hundred


@dataclass(frozen=True)
class ChoiceSet:
    """What decides how a set of choices looks. `hook` is the data- attribute scripts read.

    A choice with a condition is always rendered, for an answer of the same page may meet it;
    scripts hide it while it does not hold.
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
class Row:
    """One choice of the set. `fits_when` is a condition as JSON; "" for always."""

    id: str
    value: str
    label: str
    is_chosen: bool
    is_wide: bool
    is_alone: bool
    fits_when: str


@lru_cache(maxsize=KEPT_SETS)
def render_once(choices: ChoiceSet) -> str:
    """The fieldset as HTML, kept. Never for a set with a name or other typed words in it."""
    return render(choices)


def render(choices: ChoiceSet) -> str:
    """The fieldset as HTML that escapes what it must."""
    rows = tuple(rows_of(choices))
    shared = [one for one in rows if not one.is_alone]
    return render_to_string(
        "answers/_choices.html",
        {
            "set": choices,
            "shared": shared,
            "alone": [one for one in rows if one.is_alone],
            "two": 2 * sum(one.is_wide for one in shared) < len(shared),
        },
    )


def rows_of(choices: ChoiceSet) -> Iterable[Row]:
    for number, choice in enumerate(choices.choices):
        yield Row(
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

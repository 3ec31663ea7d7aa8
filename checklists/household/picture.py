"""Where everybody stands in the household picture: plain numbers that a template draws.

The home is a ground with the baby on it. A trunk goes down from the baby between two columns of
boxes, so that any number of people fits and no line crosses a box. One unit is one pixel on a
phone, where the picture is 358 wide.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from checklists.household.people_shown import Person

WIDTH = 358
MIDDLE = WIDTH // 2
RADIUS = 46
HOME_TOP, BABY_TOP = 4, 34
LINE = 18
SIDE, GUTTER, GAP = 10, 40, 14
BOX = (WIDTH - 2 * SIDE - GUTTER) // 2
LETTERS = 17  # of 14 px that surely fit in a box; the list beside has every name in full
BABY_LETTERS = 8


@dataclass(frozen=True)
class Words:
    """One line of text, centred; `is_name` when it is drawn bold."""

    text: str
    x: int
    y: int
    is_name: bool = False


@dataclass(frozen=True)
class Box:
    """One person. The line from the trunk ends at `branch`, at the height of `y_branch`."""

    x: int
    y: int
    height: int
    branch: int
    y_branch: int
    is_met: bool
    words: tuple[Words, ...]
    width: int = BOX


@dataclass(frozen=True)
class Picture:
    """The whole drawing, as high as it has people."""

    height: int
    home_height: int
    trunk_end: int
    baby_words: tuple[Words, ...]
    boxes: tuple[Box, ...]
    baby_y: int = BABY_TOP + RADIUS
    trunk_start: int = BABY_TOP + 2 * RADIUS
    width: int = WIDTH
    middle: int = MIDDLE
    radius: int = RADIUS


def picture_of(people: Sequence[Person]) -> Picture:
    """The people of `people_shown`, the baby first: those of the home on its ground."""
    baby, *others = people
    inside = [one for one in others if one.lives_here]
    outside = [one for one in others if not one.lives_here]
    at_home, y = rows_of(inside, BABY_TOP + 2 * RADIUS + GAP)
    home_height = y - HOME_TOP
    elsewhere, end = rows_of(outside, y + GAP)
    boxes = [*at_home, *elsewhere]
    return Picture(
        height=end,
        home_height=home_height,
        trunk_end=boxes[-1].y_branch,
        baby_words=baby_words(baby),
        boxes=tuple(boxes),
    )


def rows_of(people: Sequence[Person], y: int) -> tuple[list[Box], int]:
    """Boxes in pairs from `y` down, and where the next thing may stand."""
    boxes: list[Box] = []
    for start in range(0, len(people), 2):
        pair = people[start : start + 2]
        height = LINE * max(len(lines_of(person)) for person in pair) + GAP
        for column, person in enumerate(pair):
            boxes.append(box_of(person, column, y, height))
        y += height + GAP
    return boxes, y


def box_of(person: Person, column: int, y: int, height: int) -> Box:
    x = SIDE + column * (BOX + GUTTER)
    lines = lines_of(person)
    first = y + (height - LINE * len(lines)) // 2 + LINE - 5
    return Box(
        x=x,
        y=y,
        height=height,
        branch=x if column else x + BOX,
        y_branch=y + height // 2,
        is_met=person.icon == "met",
        words=tuple(
            Words(text, x + BOX // 2, first + number * LINE, is_name)
            for number, (text, is_name) in enumerate(lines)
        ),
    )


def lines_of(person: Person) -> list[tuple[str, bool]]:
    """Name, role, and met or not, as (text, is the name); someone else says what to do."""
    name = [(line, True) for line in wrapped(person.name)]
    below = wrapped(person.text) if person.mark is None else [*wrapped(person.role), person.mark]
    return [*name, *((line, False) for line in below)]


def wrapped(text: str, letters: int = LETTERS) -> list[str]:
    return textwrap.wrap(text, letters, max_lines=2, placeholder="…")


def baby_words(baby: Person) -> tuple[Words, ...]:
    """The first name, 'Baby' until there is one, and how old in two words: '6 weeks'."""
    name = wrapped(baby.short_name or "Baby", BABY_LETTERS)
    lines = [*((line, True) for line in name), (" ".join(baby.role.split()[:2]), False)]
    first = BABY_TOP + RADIUS - LINE * len(lines) // 2 + LINE - 5
    return tuple(
        Words(text, MIDDLE, first + number * LINE, is_name)
        for number, (text, is_name) in enumerate(lines)
    )

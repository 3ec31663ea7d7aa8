"""Marks as they are drawn: by drawing, today's with their numbers, earlier ones with a letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from string import ascii_lowercase

from checklists.guidance.body_drawings import DRAWINGS, WHOLE, WIDTH, Drawing
from checklists.guidance.body_marks import Mark
from checklists.nhsuk.wording import in_words

DIGITS_THAT_FIT = 1  # at the ordinary size of the letters in a mark


@dataclass(frozen=True)
class EarlierMark:
    """A birthmark, or an injury from the birth, of an earlier signed visit. `checked_by` is who
    found it in a written record that day; '' where nobody did."""

    mark: Mark
    on: date
    by: str
    checked_by: str

    @property
    def says(self) -> str:
        """What it is, when and by whom it was recorded, and who checked that it is from birth."""
        checked = (
            f"matches a written record, checked by {self.checked_by}"
            if self.checked_by
            else "not checked against a written record"
        )
        return f"{self.mark.what}. Recorded {in_words(self.on)} by {self.by}; {checked}"


@dataclass(frozen=True)
class Dot:
    """Where a mark stands in the view box of its drawing, and the sign in it."""

    x: float
    y: float
    sign: str
    mark: str = ""

    @property
    def is_long(self) -> bool:
        return len(self.sign) > DIGITS_THAT_FIT


@dataclass
class DrawnOn:
    """One drawing with the marks on it."""

    drawing: Drawing
    dots: list[Dot] = field(default_factory=list)
    earlier: list[Dot] = field(default_factory=list)

    @property
    def says(self) -> str:
        """For those who do not see it: 'Front, with mark 1, 2 and earlier mark a'"""
        signs = [f"mark {dot.sign}" for dot in self.dots]
        signs += [f"earlier mark {dot.sign}" for dot in self.earlier]
        return f"{self.drawing.title}: {', '.join(signs) or 'no mark'}"


@dataclass(frozen=True)
class DrawnMap:
    """The drawings that have marks, and the marks in words in the order of their numbers."""

    drawings: list[DrawnOn]
    marks: list[tuple[str, str]]
    earlier: list[tuple[str, str]]


def drawn_map(marks: Sequence[Mark], earlier: Sequence[EarlierMark] = ()) -> DrawnMap | None:
    """None where there is no mark of the visit itself."""
    if not marks:
        return None
    found = {key: DrawnOn(drawing) for key, drawing in DRAWINGS.items()}
    put_on(found, marks, earlier)
    return DrawnMap(
        [one for one in found.values() if one.dots or one.earlier],
        [(str(mark.number), mark.says) for mark in marks],
        in_words_with_letters(earlier),
    )


def put_on(
    found: dict[str, DrawnOn], marks: Iterable[Mark], earlier: Sequence[EarlierMark]
) -> None:
    for mark in marks:
        found[mark.drawing].dots.append(dot_of(mark, str(mark.number)))
    for letter, one in zip(letters(len(earlier)), earlier, strict=True):
        found[one.mark.drawing].earlier.append(dot_of(one.mark, letter))


def in_words_with_letters(earlier: Sequence[EarlierMark]) -> list[tuple[str, str]]:
    return [(letter, one.says) for letter, one in zip(letters(len(earlier)), earlier, strict=True)]


def dot_of(mark: Mark, sign: str) -> Dot:
    x, y = mark.x * WIDTH / WHOLE, mark.y * mark.drawn_on.height / WHOLE
    return Dot(round(x, 1), round(y, 1), sign, mark.id)


def letters(number: int) -> list[str]:
    """a, b ... z, aa, bb"""
    return [ascii_lowercase[n % 26] * (n // 26 + 1) for n in range(number)]

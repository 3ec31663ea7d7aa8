"""Reads what was typed of the marks of a body map, and of the words that stand apart from them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date

from checklists.guidance.body_drawings import DRAWINGS, WHOLE, Drawing
from checklists.guidance.body_marks import (
    CHOSEN,
    FIELD_OF_MARK,
    LARGEST,
    WORDS_OF_MARK,
    Mark,
    by_mark,
    fields_of,
    in_order,
    is_clock_time,
)

MOST = 60  # marks; what is on one drawing beyond that cannot be told apart

NOT_ON_THE_MAP = "Choose the place and what is said of it from the lists of the body map"
WHOLE_MILLIMETRES = f"Enter the size of a mark in whole millimetres, from 1 to {LARGEST}"
NO_SUCH_DAY = "Enter the day and the time of a mark as a date and a time, such as 14:05"
NOT_YET = "Enter a day for a mark that is not in the future"
TOO_MANY = f"Keep to {MOST} marks. Say of the others in a note"
ERRORS = (NOT_ON_THE_MAP, WHOLE_MILLIMETRES, NO_SUCH_DAY, NOT_YET, TOO_MANY)


class NotAMark(ValueError):
    """What was typed of a mark cannot be kept; the words say what to do."""


def read_marks(parts: Mapping[str, str], on: date) -> list[Mark]:
    """The marks in the order of their numbers. `on` is the day of the visit. Raises NotAMark."""
    typed = by_mark(parts, FIELD_OF_MARK)
    if len(typed) > MOST:
        raise NotAMark(TOO_MANY)
    return in_order(read_mark(pk, said, on) for pk, said in typed.items())


def read_mark(pk: str, said: Mapping[str, str], on: date) -> Mark:
    drawing = DRAWINGS.get(said.get("drawing", ""))
    if drawing is None:
        raise NotAMark(NOT_ON_THE_MAP)
    x, y = read_place(drawing, said)
    return Mark(
        id=pk,
        drawing=drawing.key,
        region=said["region"],
        x=x,
        y=y,
        length=read_size(said.get("length", "")),
        width=read_size(said.get("width", "")),
        on=read_day(said.get("on", ""), on),
        at=read_time(said.get("at", "")),
        **{name: read_choice(name, said.get(name, "")) for name in CHOSEN},
    )


def read_place(drawing: Drawing, said: Mapping[str, str]) -> tuple[int, int]:
    """Where it is; the middle of the region where another was chosen than it was placed in."""
    region = drawing.region(said.get("region", ""))
    if region is None:
        raise NotAMark(NOT_ON_THE_MAP)
    if said.get("placed") != region.key:
        return region.middle
    return read_fraction(said.get("x", "")), read_fraction(said.get("y", ""))


def read_fraction(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= WHOLE):
        raise NotAMark(NOT_ON_THE_MAP)
    return int(text)


def read_choice(name: str, text: str) -> str:
    if text and text not in CHOSEN[name]:
        raise NotAMark(NOT_ON_THE_MAP)
    return text


def read_size(text: str) -> int | None:
    digits = text.lower().removesuffix("mm").strip()
    if not digits:
        return None
    if not (
        digits.isascii() and digits.isdigit() and len(digits) < 4 and 0 < int(digits) <= LARGEST
    ):
        raise NotAMark(WHOLE_MILLIMETRES)
    return int(digits)


def read_day(text: str, on: date) -> str:
    if not text:
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotAMark(NO_SUCH_DAY) from None
    if day > on:
        raise NotAMark(NOT_YET)
    return day.isoformat()


def read_time(text: str) -> str:
    if text and not is_clock_time(text):
        raise NotAMark(NO_SUCH_DAY)
    return text


def parts_of_marks(marks: Iterable[Mark]) -> dict[str, str]:
    """What stands in the inputs of these marks, by the name of the input."""
    return {f"{mark.id}-{name}": text for mark in marks for name, text in fields_of(mark).items()}


@dataclass(frozen=True)
class WordsOfMark:
    """By whom a mark was reported, and the note: who told us can be in danger by it."""

    id: str
    who: str = ""
    note: str = ""

    @property
    def says(self) -> str:
        """'Mark 2: reported by her grandmother. Older than the other'"""
        who = f"reported by {self.who}" if self.who else ""
        return f"Mark {self.id.partition('-')[0]}: {'. '.join(filter(None, (who, self.note)))}"

    def kept(self) -> str:
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read_words(parts: Mapping[str, str]) -> list[WordsOfMark]:
    """In the order of the marks; nothing for a mark of which nothing was typed."""
    typed = by_mark(parts, WORDS_OF_MARK)
    said = [
        WordsOfMark(pk, **{name: one.strip() for name, one in words.items()})
        for pk, words in typed.items()
    ]
    filled = [one for one in said if one.who or one.note]
    return sorted(filled, key=lambda one: (int(one.id.partition("-")[0]), one.id))


def words_in(value: str | list[str] | None) -> list[WordsOfMark]:
    kept = value if isinstance(value, list) else []
    return [WordsOfMark(**json.loads(one)) for one in kept]


def parts_of_words(words: Iterable[WordsOfMark]) -> dict[str, str]:
    names = [field.name for field in fields(WordsOfMark) if field.name != "id"]
    return {f"{one.id}-{name}": getattr(one, name) for one in words for name in names}

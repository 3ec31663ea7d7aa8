"""Reads what was posted for one prompt, and says what is not well-formed. No database, no saving.

Field names: `<name>` for the answer (`<name>-day` and so on for a date), `<name>__reason`,
`<name>__note`, `<name>__why` (could not ask today), `<name>__carry` (same or changed) and
`<name>__rev`; `<name>` is the key with its colon as `--`.
"""

import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.http import QueryDict

from checklists.answers import errors
from checklists.guidance.compiled import CompiledPrompt
from checklists.nhsuk.fields import DATE_PARTS, NO_NAME, DayMonthYearField
from checklists.reading.names import is_a_name
from checklists.reading.text import one_line, plain_lines

LONGEST_TEXT = 10_000  # characters; about four pages
SAME, CHANGED = "same", "changed"
NAMES = ("adult_name",)
# Dates that lie ahead; every other date of the content has already happened.
LOOK_AHEAD = ("da_next_date", "sup_next_date")
FURTHEST_AHEAD_YEARS = 2


class NotWellFormed(ValueError):
    """What was typed cannot be kept as an answer; the words say what to do."""


def field_name(key: str) -> str:
    """The name in a form of a key of the sheet: `adult_name:<id>` becomes `adult_name--<id>`."""
    return key.replace(":", "--")


@dataclass(frozen=True)
class Typed:
    """What was posted for one prompt, as it was typed."""

    values: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    note: str = ""
    why: str = ""
    carry: str = ""
    repeated: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was chosen or typed; a browser sends every text field, also a blank."""
        given = (*self.values, *self.parts.values(), self.why, self.carry)
        return not any(one.strip() for one in given)

    @property
    def text(self) -> str:
        return self.values[0] if self.values else ""


def read(data: QueryDict, key: str, prompt: CompiledPrompt) -> Typed:
    """What was posted under the names of this key."""
    name = field_name(key)
    values = tuple(dict.fromkeys(data.getlist(name)))
    return Typed(
        values=values,
        parts={part: one_line(data.get(f"{name}-{part}", "")) for part in DATE_PARTS}
        if prompt.answer_type == "date"
        else {},
        reason=data.get(f"{name}__reason", ""),
        note=plain_lines(data.get(f"{name}__note", "")),
        why=data.get(f"{name}__why", ""),
        carry=data.get(f"{name}__carry", ""),
        repeated=len(values) > 1 and not prompt.is_multiple,
    )


def base_revision(data: QueryDict, key: str) -> int:
    """The revision the page was drawn with; 0 when it says nothing sensible."""
    said = data.get(f"{field_name(key)}__rev", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def value_of(
    typed: Typed, prompt: CompiledPrompt, *, exclusive: Container[str], on: date
) -> str | list[str] | None:
    """The answer as it is kept: text, a list of choice values in their order, or None for a blank.

    `on` is the London day of the visit. Raises NotWellFormed.
    """
    if typed.repeated:
        raise NotWellFormed(errors.CHOOSE_ONE)
    if prompt.answer_type == "date":
        return day_of(typed.parts, prompt, on)
    if prompt.key in NAMES:
        return name_of(typed.text) or None
    if prompt.answer_type == "text":
        return keepable(plain_lines(typed.text)) or None
    if any(value not in prompt.labels for value in typed.values):
        raise NotWellFormed(errors.NOT_LISTED)
    if prompt.is_multiple:
        return several(typed.values, prompt, exclusive)
    return typed.text or None


def several(
    values: tuple[str, ...], prompt: CompiledPrompt, exclusive: Container[str]
) -> list[str] | None:
    alone = [value for value in values if value in exclusive]
    if alone and len(values) > 1:
        label = prompt.label_of(alone[0])
        raise NotWellFormed(errors.ALONE.format(label=label))
    return [choice.value for choice in prompt.choices if choice.value in values] or None


def name_of(text: str) -> str:
    """The name that was typed; "" for a blank. Raises NotWellFormed where it says none."""
    name = keepable(one_line(text))
    if name and not is_a_name(name):
        raise NotWellFormed(NO_NAME)
    return name


def keepable(text: str) -> str:
    """The text, when it can be stored. Raises NotWellFormed."""
    if len(text) > LONGEST_TEXT:
        raise NotWellFormed(errors.TOO_LONG.format(most=LONGEST_TEXT, now=len(text)))
    if any(is_unkeepable(character) for character in text):
        raise NotWellFormed(errors.CANNOT_BE_READ)
    return text


def is_unkeepable(character: str) -> bool:
    """Control characters and halves of characters: no database keeps them all."""
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"


def day_of(parts: Mapping[str, str], prompt: CompiledPrompt, on: date) -> str | None:
    """The ISO day that was typed in three parts, None when nothing was. Raises NotWellFormed."""
    ahead = prompt.key in LOOK_AHEAD
    field_of_day = DayMonthYearField(
        required=False,
        earliest=on if ahead else None,
        latest=date(on.year + FURTHEST_AHEAD_YEARS, 12, 31) if ahead else on,
        too_early=errors.BEFORE_THE_CONTACT,
        too_late=errors.TOO_FAR_AHEAD if ahead else errors.IN_THE_FUTURE,
    )
    try:
        day = field_of_day.clean(dict(parts))
    except ValidationError as wrong:
        raise NotWellFormed(wrong.messages[0]) from None
    return day.isoformat() if day else None

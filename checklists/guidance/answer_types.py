"""The types of answer, in one table: how each is asked, read, read back and checked.

A new type is a member of `AnswerType`, a row of `ANSWER_KINDS` and, unless it is asked like
another, a template. No other code compares the type of a prompt: it asks the prompt's `kind`.
"""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from checklists.guidance import body_map
from checklists.guidance.body_marks import FIELD_OF_MARK, WORDS_OF_MARK, Mark, marks_in
from checklists.guidance.known_prompts import ADULT_NAME, NEXT_ENQUIRY, NEXT_SUPERVISION
from checklists.nhsuk.date_fields import DATE_PARTS, DayMonthYearField
from checklists.nhsuk.fields import NO_NAME
from checklists.nhsuk.wording import in_words
from checklists.reading.names import is_a_name
from checklists.reading.text import one_line, plain_lines

if TYPE_CHECKING:
    from checklists.guidance.compiled_prompt import CompiledPrompt

# As stored: a text, the value of a choice or an ISO day; the values of several choices; nothing.
Value = str | list[str] | None

LONGEST_TEXT = 10_000  # characters; about four pages
NAMES = (ADULT_NAME,)
# Dates that lie ahead; every other date of the content has already happened.
LOOK_AHEAD = (NEXT_ENQUIRY, NEXT_SUPERVISION)
FURTHEST_AHEAD_YEARS = 2

CHOOSE_ONE = "Choose one answer"
NOT_LISTED = "Choose from the answers that are listed"
ALONE = "Choose what applies, or \u2018{label}\u2019, not both"
TOO_LONG = "Shorten this to {most:,} characters or fewer. It is {now:,} now"
CANNOT_BE_READ = "Take out the characters that cannot be read, or type this again"
BEFORE_THE_CONTACT = "Enter the day of this contact or a later one"
TOO_FAR_AHEAD = "Enter a date within the next two years"
IN_THE_FUTURE = "Enter a date that is not in the future"


class AnswerType(StrEnum):
    """The names that content files and stored prompts use; they never change."""

    STATUS = "status"
    YES_NO = "yes_no"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    TEXT = "text"
    DATE = "date"
    BODY_MAP = "body_map"
    MARK_WORDS = "mark_words"


class NotWellFormed(ValueError):
    """What was typed cannot be kept as an answer; the words say what to do."""


@dataclass(frozen=True)
class Sent:
    """What a page sent for one question: `values` under its name, each once, and `parts` under
    the name and the part, for a kind with several inputs."""

    values: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def only_value(self) -> str:
        """'' for none. Raises NotWellFormed for several."""
        if len(self.values) > 1:
            raise NotWellFormed(CHOOSE_ONE)
        return self.values[0] if self.values else ""


class AnswerKind(ABC):
    """What the code does with answers of a type. `prompt` is always the question itself."""

    template: str  # the inputs of one question, which it gets as `q`
    parts: tuple[str, ...] = ()  # of several inputs, each named `<name>-<part>`
    errors: tuple[str, ...] = ()  # all that `read` may say, for those who check our words
    is_multiple = False
    is_own_words = False  # somebody's own words, neither chosen nor a day
    folds = True  # once answered, into one line with Change
    answer_today = "Answer for today"  # opens what was answered before and is not asked anew
    why_not = "Why not?"

    @property
    def takes_note(self) -> bool:
        """Whether an open note stands beside it: not where it is words, or has notes apart."""
        return self.folds and not self.is_own_words

    @abstractmethod
    def read(self, sent: Sent, prompt: "CompiledPrompt", on: date) -> Value:
        """The answer as it is stored; None for a blank. `on` is the London day of the visit.

        Raises NotWellFormed.
        """

    def parts_among(self, sent: Iterable[str]) -> Iterable[str]:
        """Of what a page sent under the name of the question, the parts that are its inputs."""
        return self.parts

    def parts_of(self, value: str | list[str]) -> dict[str, str]:
        """What a stored value, or "", puts into each of several inputs."""
        return {}

    def marks(self, value: Value) -> list[Mark]:
        """The marks that a stored value draws on the body map."""
        return []

    def words(self, prompt: "CompiledPrompt", value: str | list[str]) -> str:
        """A stored value as people read it."""
        several = value if isinstance(value, list) else [value]
        return "; ".join(map(prompt.label_of, several))

    def first_input(self, name: str) -> str:
        """The name of the input that an error leads to."""
        return f"{name}-{self.parts[0]}" if self.parts else name

    def choices_problem(self, choices: Collection[Any]) -> str:
        """What is wrong with the choices that the content gives a prompt; '' for nothing."""
        return "a text or a date has no choices." if choices else ""


class OneChoice(AnswerKind):
    template = "answers/inputs/choices.html"
    errors = (CHOOSE_ONE, NOT_LISTED)

    def __init__(
        self, answer_today: str = AnswerKind.answer_today, why_not: str = AnswerKind.why_not
    ):
        self.answer_today, self.why_not = answer_today, why_not

    def read(self, sent: Sent, prompt: "CompiledPrompt", on: date) -> Value:
        chosen = sent.only_value
        only_listed(sent.values, prompt)
        return chosen or None

    def choices_problem(self, choices: Collection[Any]) -> str:
        return "" if choices else "it needs at least one choice."


class SeveralChoices(OneChoice):
    errors = (NOT_LISTED, ALONE)
    is_multiple = True

    def read(self, sent: Sent, prompt: "CompiledPrompt", on: date) -> Value:
        only_listed(sent.values, prompt)
        alone = [value for value in sent.values if value in prompt.exclusive]
        if alone and len(sent.values) > 1:
            raise NotWellFormed(ALONE.format(label=prompt.label_of(alone[0])))
        return [choice.value for choice in prompt.choices if choice.value in sent.values] or None


class Text(AnswerKind):
    template = "answers/inputs/text.html"
    errors = (TOO_LONG, CANNOT_BE_READ, NO_NAME)
    is_own_words = True

    def read(self, sent: Sent, prompt: "CompiledPrompt", on: date) -> Value:
        if prompt.key in NAMES:
            return name_of(sent.only_value) or None
        return storable(plain_lines(sent.only_value)) or None


class Day(AnswerKind):
    template = "answers/inputs/date.html"
    parts = DATE_PARTS
    errors = (
        *(BEFORE_THE_CONTACT, TOO_FAR_AHEAD, IN_THE_FUTURE),
        *map(str, DayMonthYearField.default_error_messages.values()),
    )

    def read(self, sent: Sent, prompt: "CompiledPrompt", on: date) -> Value:
        try:
            day = day_field(ahead=prompt.key in LOOK_AHEAD, on=on).clean(dict(sent.parts))
        except ValidationError as wrong:
            raise NotWellFormed(wrong.messages[0]) from None
        return day.isoformat() if day else None

    def parts_of(self, value: str | list[str]) -> dict[str, str]:
        year, _, rest = str(value).partition("-")
        month, _, day = rest.partition("-")
        return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}

    def words(self, prompt: "CompiledPrompt", value: str | list[str]) -> str:
        return in_words(date.fromisoformat(str(value)))


class BodyMap(AnswerKind):
    """Marks on drawings of a baby, each with inputs of its own, named by its id."""

    template = "answers/inputs/body_map.html"
    errors = body_map.ERRORS
    folds = False

    def read(self, sent: Sent, prompt: "CompiledPrompt", on: date) -> Value:
        try:
            marks = body_map.read_marks(sent.parts, on)
        except body_map.NotAMark as wrong:
            raise NotWellFormed(str(wrong)) from None
        return [mark.kept() for mark in marks] or None

    def parts_among(self, sent: Iterable[str]) -> Iterable[str]:
        return filter(FIELD_OF_MARK.fullmatch, sent)

    def parts_of(self, value: str | list[str]) -> dict[str, str]:
        return body_map.parts_of_marks(marks_in(value))

    def marks(self, value: Value) -> list[Mark]:
        return marks_in(value)

    def words(self, prompt: "CompiledPrompt", value: str | list[str]) -> str:
        return "; ".join(f"Mark {mark.number}: {mark.says}" for mark in marks_in(value))

    def first_input(self, name: str) -> str:
        return f"{name}-new"


class MarkWords(AnswerKind):
    """Who told of a mark, and the note on it: words that stand apart from the mark itself."""

    template = "answers/inputs/mark_words.html"
    errors = (TOO_LONG, CANNOT_BE_READ)
    is_own_words = True
    folds = False

    def read(self, sent: Sent, prompt: "CompiledPrompt", on: date) -> Value:
        said = body_map.read_words({part: storable(one) for part, one in sent.parts.items()})
        return [one.kept() for one in said] or None

    def parts_among(self, sent: Iterable[str]) -> Iterable[str]:
        return filter(WORDS_OF_MARK.fullmatch, sent)

    def parts_of(self, value: str | list[str]) -> dict[str, str]:
        return body_map.parts_of_words(body_map.words_in(value))

    def words(self, prompt: "CompiledPrompt", value: str | list[str]) -> str:
        return "\n".join(one.says for one in body_map.words_in(value))


ANSWER_KINDS: Mapping[AnswerType, AnswerKind] = {
    AnswerType.STATUS: OneChoice("Done today", "Why not all of it?"),
    AnswerType.YES_NO: OneChoice(),
    AnswerType.CHOICE: OneChoice(),
    AnswerType.MULTI_CHOICE: SeveralChoices(),
    AnswerType.TEXT: Text(),
    AnswerType.DATE: Day(),
    AnswerType.BODY_MAP: BodyMap(),
    AnswerType.MARK_WORDS: MarkWords(),
}
ERRORS = tuple(dict.fromkeys(words for kind in ANSWER_KINDS.values() for words in kind.errors))


def only_listed(values: Iterable[str], prompt: "CompiledPrompt") -> None:
    """Raises NotWellFormed for a choice that the prompt does not have."""
    if any(value not in prompt.labels for value in values):
        raise NotWellFormed(NOT_LISTED)


def day_field(*, ahead: bool, on: date) -> DayMonthYearField:
    """For a day that is still to come, or for one that has been."""
    return DayMonthYearField(
        required=False,
        earliest=on if ahead else None,
        latest=date(on.year + FURTHEST_AHEAD_YEARS, 12, 31) if ahead else on,
        too_early=BEFORE_THE_CONTACT,
        too_late=TOO_FAR_AHEAD if ahead else IN_THE_FUTURE,
    )


def name_of(text: str) -> str:
    """The name that was typed; "" for a blank. Raises NotWellFormed where it says none."""
    name = storable(one_line(text))
    if name and not is_a_name(name):
        raise NotWellFormed(NO_NAME)
    return name


def storable(text: str) -> str:
    """The text, when it can be stored. Raises NotWellFormed."""
    if len(text) > LONGEST_TEXT:
        raise NotWellFormed(TOO_LONG.format(most=LONGEST_TEXT, now=len(text)))
    if any(is_unstorable(character) for character in text):
        raise NotWellFormed(CANNOT_BE_READ)
    return text


def is_unstorable(character: str) -> bool:
    """Control characters and halves of characters: no database keeps them all."""
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"

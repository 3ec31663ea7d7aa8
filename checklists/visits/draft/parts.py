"""The parts of a page: the questions of one adult, or those outside the repeat group."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from checklists.answers.last_time import LAST_DONE, says_anything
from checklists.answers.views.question import Question
from checklists.answers.views.rendering import render_question
from checklists.guidance.naming import THIS_ADULT, with_adult_named
from checklists.nhsuk.wording import counted, in_words


@dataclass
class Part:
    """The questions of one record, or of the page outside the repeat group.

    `unconfirmed` are the keys that the button of this part confirms: an adult's own, or all
    outside the group at the last part that has one. `confirm_is_all` when the page asks nothing
    else, so that confirming may go on from it.
    """

    record: str
    title: str
    last_time: list[Question] = field(default_factory=list)
    today: list[Question] = field(default_factory=list)
    unconfirmed: list[str] = field(default_factory=list)
    confirm_is_all: bool = False
    anchor: str = ""

    def holds_any_of(self, keys: Collection[str]) -> bool:
        return any(one.key in keys for one in all_questions([self]))

    @property
    def confirm(self) -> int:
        return len(self.unconfirmed)

    @property
    def asked_today(self) -> list[str]:
        """The questions of today as HTML."""
        return [render_question(one) for one in self.today]

    # One adult

    @property
    def shown(self) -> list[Question]:
        return [one for one in all_questions([self]) if one.is_shown]

    @property
    def is_settled(self) -> bool:
        """Whether all of it was answered or confirmed at this visit, so that one line may stand
        for it. Never while something in it waits, is wrong, or has changed to nobody knows what."""
        said = [one for one in self.shown if says_anything(one.entry)]
        return bool(self.record and said) and not (
            self.unconfirmed or any(map(needs_an_answer, self.shown))
        )

    @property
    def settled_words(self) -> str:
        """'As on 3 November 2026', or that it was recorded at this visit; and what is blank."""
        blank = sum(is_blank(one) for one in self.shown)
        left = f", {counted(blank, 'question')} left blank" if blank else ""
        return f"{self.settled_when}{left}"

    @property
    def settled_when(self) -> str:
        said = [one for one in self.shown if says_anything(one.entry)]
        if any(one.entry["how"] != "confirmed" or one.last is None for one in said):
            return "Recorded at this visit"
        days = {one.last["on"] for one in said if one.last}
        return f"As on {in_words(date.fromisoformat(days.pop()))}" if len(days) == 1 else AS_BEFORE

    @property
    def carried(self) -> list[Question]:
        return [one for one in self.shown if one.to_confirm]

    @property
    def source(self) -> str:
        """When and by whom all of last time's answers were given; '' when they differ."""
        sources = {one.last_answer.source for one in self.carried}
        return sources.pop() if len(sources) == 1 else ""

    @property
    def about(self) -> str:
        """Its title as a sentence names it: an adult without a name is "this adult"."""
        return with_adult_named(THIS_ADULT, self.title) if self.record else self.title

    @property
    def nothing_changed(self) -> str:
        return f"Nothing has changed about {self.about}"

    @property
    def nothing_else_changed(self) -> str:
        return f"Nothing else has changed about {self.about}"

    @property
    def confirm_words(self) -> str:
        """What pressing the button says of every answer in sight that she has said nothing of."""
        said = any(says_anything(one.entry) or one.filled.carry for one in self.carried)
        return self.nothing_else_changed if said else self.nothing_changed


AS_BEFORE = "As last recorded"


def needs_an_answer(question: Question) -> bool:
    entry = question.entry
    is_open = entry["how"] == "changed" and not entry["value"]
    return bool(question.error or question.is_left or is_open)


def is_blank(question: Question) -> bool:
    return not says_anything(question.entry) and question.worth != LAST_DONE


def with_follow_ups(question: Question) -> list[Question]:
    return [question, *question.follow_ups]


def all_questions(parts: Iterable[Part]) -> list[Question]:
    return [
        one
        for part in parts
        for question in [*part.last_time, *part.today]
        for one in with_follow_ups(question)
    ]


def offer_confirming(parts: list[Part], unconfirmed: Collection[str]) -> Iterator[Part]:
    """Gives each part what its button confirms, and yields the parts that have one.

    An adult's answers are confirmed for that adult alone, where all of them are in sight.
    """
    outside = [part for part in parts if not part.record and part.holds_any_of(unconfirmed)]
    for part in [*(part for part in parts if part.record), *outside[-1:]]:
        among = [part] if part.record else outside
        part.unconfirmed = [one.key for one in all_questions(among) if one.key in unconfirmed]
        if part.unconfirmed:
            yield part

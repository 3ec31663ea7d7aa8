"""One question of a page as its template draws it. No database, no request."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from checklists.answers import drawing
from checklists.answers.could_not import value_for_not_put
from checklists.answers.drawing import Choices
from checklists.answers.errors import NO_LONGER
from checklists.answers.forms import BLANK, PointForm
from checklists.answers.gaps import gap_in
from checklists.answers.in_force import Document, Entry, record_of
from checklists.answers.last_time import LAST_DONE, TO_CONFIRM, LastTime, says_anything
from checklists.answers.sense import (
    NEVER,
    Sense,
    out_of_place,
    reason_out_of_place,
    value_out_of_place,
)
from checklists.answers.typed import CHANGED, SAME, Typed
from checklists.answers.words import answer_words, last_words, source_words
from checklists.guidance.compiled import Choice, Compiled, CompiledPrompt
from checklists.guidance.conditions import Given
from checklists.guidance.naming import naming
from checklists.nhsuk.fields import DATE_PARTS

NOW = "What is it now?"
NOT_YET = "Not answered yet"
HOW = {"confirmed": "Still the same", "changed": "Changed"}
ABOVE = "Asked because of the answer above"


@dataclass(frozen=True)
class Known:
    """What a page of questions is drawn from."""

    compiled: Compiled
    documents: Document
    last_time: LastTime
    shown: set[str]
    answers: Mapping[str, Given]
    facts: Mapping[str, Any]
    settings: Mapping[str, Any]
    sense: Sense
    names: Mapping[str, str] = field(default_factory=dict)  # of each record, where known
    form: PointForm | None = None


@dataclass
class Question:
    """One question as it stands: answered, carried from last time, or blank."""

    key: str
    name: str
    prompt: CompiledPrompt
    entry: Entry
    typed: Typed | None
    last: Entry | None
    error: str
    known: Known
    is_shown: bool
    show_when: str = ""
    because: str = ""
    follow_ups: list["Question"] = field(default_factory=list)

    @property
    def revision(self) -> int:
        return self.entry["revision"]

    @property
    def kind(self) -> str:
        """choice, date or text: which template draws the input."""
        if self.prompt.has_choices:
            return "choice"
        return self.prompt.answer_type

    # What is filled in

    @property
    def stands(self) -> bool:
        """Whether the stored answer is drawn as the answer: a mere confirmation is not."""
        return self.entry["how"] != "confirmed"

    @property
    def chosen(self) -> tuple[str, ...]:
        if self.typed:
            return self.typed.values
        value = self.entry["value"] if self.stands else None
        return tuple(value) if isinstance(value, list) else (value,) if value else ()

    @property
    def text(self) -> str:
        return drawable(self.chosen[0]) if self.chosen else ""

    @property
    def parts(self) -> list[tuple[str, str]]:
        """(part, what is typed in it) for day, month and year."""
        if self.typed:
            return [(part, self.typed.parts.get(part, "")) for part in DATE_PARTS]
        year, _, rest = self.text.partition("-")
        month, _, day = rest.partition("-")
        return [("day", day.lstrip("0")), ("month", month.lstrip("0")), ("year", year)]

    @property
    def note(self) -> str:
        return drawable(self.typed.note if self.typed else self.entry["note"])

    @property
    def carry(self) -> str:
        if self.typed:
            return self.typed.carry
        return {"confirmed": SAME, "changed": CHANGED}.get(self.entry["how"], "")

    @property
    def is_one_line(self) -> bool:
        """A name rather than a story."""
        return self.prompt.key.endswith(("_name", "_reference"))

    # What was said before

    @property
    def last_answer(self) -> str:
        return self.words_of(self.last) if self.last else ""

    @property
    def last_source(self) -> str:
        return source_words(self.last) if self.last else ""

    @property
    def in_force(self) -> str:
        return json.dumps(self.last["value"] if self.last else None)

    @property
    def said_or_last(self) -> str:
        """The answer of today, else last time's: never shortened, as one press may confirm it."""
        return self.answer or self.last_answer

    @property
    def how_words(self) -> str:
        """What was said today of last time's answer; '' while nothing was."""
        how = HOW | {"could_not": self.prompt.could_not}
        return how.get(self.entry["how"], "") if says_anything(self.entry) else ""

    @property
    def is_being_changed(self) -> bool:
        """Whether its line is open: it has an error, or has changed and nobody said to what."""
        if self.error or (self.typed and self.carry == CHANGED):
            return True
        return self.entry["how"] == "changed" and not self.entry["value"]

    @property
    def worth(self) -> str:
        return self.known.last_time.worth_of(self.key)

    @property
    def to_confirm(self) -> bool:
        """Whether last time's answer is shown to be confirmed or changed."""
        return self.worth == TO_CONFIRM

    @property
    def is_asked(self) -> bool:
        """Whether it waits for an answer of today: what was done before may be left as it is."""
        return self.is_shown and self.worth != LAST_DONE

    @property
    def last_words(self) -> str:
        """'Last done on 3 November 2026, Nia Northfield', beside a question that is asked."""
        if not self.last or self.to_confirm:
            return ""
        return last_words(self.prompt, self.last, self.known.compiled.neutral_reasons)

    @property
    def do_today(self) -> str:
        """What opens the inputs of what was done before and is not asked anew, or may stay blank
        for this adult; '' when it is asked."""
        if self.may_stay_blank:
            return "Answer"
        if self.worth != LAST_DONE or self.typed or self.entry["value"] or self.entry["reason"]:
            return ""
        return "Done today" if self.prompt.answer_type == "status" else "Answer for today"

    @property
    def may_stay_blank(self) -> bool:
        """Whether a line says that it is not answered yet: a page asks it of each adult."""
        if self.prompt.required or not record_of(self.key) or self.to_confirm:
            return False
        return not (self.chosen or self.note or self.error or says_anything(self.entry))

    @property
    def before_today(self) -> str:
        """What the line of what waits folded says."""
        return self.last_words or NOT_YET

    # How it is drawn

    @property
    def words(self) -> str:
        """The question; under last time's answer, where it stands already, a shorter one."""
        return NOW if self.to_confirm else self.asks

    @property
    def about(self) -> str:
        """The name of the adult who is asked about, where it is known; else ''."""
        return self.known.names.get(record_of(self.key), "")

    @property
    def asks(self) -> str:
        """The question itself."""
        return naming(self.prompt.text, self.about)

    @property
    def help(self) -> str:
        return naming(self.prompt.help, self.about)

    def drawn(self, choices: Choices) -> str:
        """A name is somebody's typed words, so a drawing that may hold one is not kept."""
        return drawing.drawn(choices) if self.about else drawing.draw(choices)

    @property
    def choices(self) -> str:
        return self.drawn(
            Choices(
                name=self.name,
                legend=self.words,
                hint=self.help,
                choices=self.offered(self.prompt.choices, self.chosen),
                chosen=self.chosen,
                error=self.error or self.value_out_of_place,
                multiple=self.prompt.is_multiple,
                alone=self.alone,
            )
        )

    def offered(self, choices: Iterable[Choice], chosen: Collection[str]) -> tuple[Choice, ...]:
        """Without what no answer can make sense of, unless it is chosen already."""
        drawn = map(self.known.sense.drawn, choices)
        return tuple(one for one in drawn if one.only_when != NEVER or one.value in chosen)

    @property
    def value_out_of_place(self) -> str:
        words = value_out_of_place(self.prompt, self.key, self.judged, self.known.sense)
        return f"{NO_LONGER} \u2018{words}\u2019. Choose another answer" if words else ""

    @property
    def reason_out_of_place(self) -> str:
        words = reason_out_of_place(self.prompt, self.key, self.judged, self.known.sense)
        return f"{NO_LONGER} \u2018{words}\u2019. Choose another reason" if words else ""

    @property
    def judged(self) -> Entry:
        """The stored answer; nothing while the page shows what was typed and not taken."""
        return BLANK if self.typed else self.entry

    @property
    def alone(self) -> tuple[str, ...]:
        exclusive = self.known.compiled.exclusive_values
        return tuple(value for value in self.prompt.labels if value in exclusive)

    @property
    def reason_for(self) -> list[str]:
        """Ids of the choices that ask for a reason."""
        return [
            drawing.choice_id(self.name, number)
            for number, choice in enumerate(self.prompt.choices)
            if choice.value in self.prompt.reason_required_when
        ]

    @property
    def wants_reason(self) -> bool:
        return any(value in self.prompt.reason_required_when for value in self.chosen)

    @property
    def reasons(self) -> str:
        return drawing.draw(
            Choices(
                name=f"{self.name}__reason",
                legend="Why not all of it?" if self.prompt.answer_type == "status" else "Why not?",
                hint=self.reason_hint,
                choices=self.offered(self.prompt.reasons, (self.reason_chosen,)),
                chosen=(self.reason_chosen,),
                error="" if self.why_chosen else self.reason_out_of_place,
                hook="data-reason",
            )
        )

    @property
    def reason_chosen(self) -> str:
        return self.typed.reason if self.typed else self.entry["reason"]

    @property
    def reason_hint(self) -> str:
        """Reminds her to make exact what was chosen on a shut page."""
        if self.entry["how"] != "could_not":
            return ""
        words = self.answer.rpartition(": ")[2]
        return f"You chose \u2018{words}\u2019. Is that still right?"

    @property
    def may_say_why(self) -> bool:
        """Whether "Could not ask today" stands beside it: not where a choice asks why anyway, not
        for what she does herself on a page apart, and not under a follow-up, which was brought up
        by an answer just given."""
        if self.because == ABOVE or self.prompt.is_apart:
            return bool(self.why_chosen)
        asks_why = value_for_not_put(self.prompt) in self.prompt.reason_required_when
        return self.prompt.required and not asks_why

    @property
    def why_chosen(self) -> str:
        if self.typed:
            return self.typed.why
        return self.entry["reason"] if self.entry["how"] == "could_not" else ""

    @property
    def why(self) -> str:
        reasons = self.prompt.could_not_reasons or self.prompt.reasons or self.neutral
        return drawing.draw(
            Choices(
                name=f"{self.name}__why",
                legend=f"{self.prompt.could_not}: why?",
                hint="",
                choices=self.offered(reasons, (self.why_chosen,)),
                chosen=(self.why_chosen,),
                error=self.reason_out_of_place if self.why_chosen else "",
                hook="data-why",
                quiet_legend=True,
            )
        )

    @property
    def neutral(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(one.value, one.label, only_when=one.only_when)
            for one in self.known.compiled.neutral_reasons
        )

    @property
    def is_folded(self) -> bool:
        """Answered earlier, with nothing left to say: one line with Change."""
        if self.typed or self.to_confirm or not self.answer:
            return False
        shown = [self, *(one for one in self.follow_ups if one.is_shown)]
        return not any(one.is_left or one.waits_to_be_confirmed for one in shown)

    @property
    def waits_to_be_confirmed(self) -> bool:
        return self.to_confirm and not says_anything(self.entry)

    @property
    def is_left(self) -> bool:
        entry = self.known.documents.get(self.key)
        if entry and out_of_place(self.prompt, self.key, entry, self.known.sense):
            return True
        return bool(gap_in(self.prompt, entry, self.worth in (TO_CONFIRM, LAST_DONE)))

    @property
    def answer(self) -> str:
        return self.words_of(self.entry)

    def words_of(self, entry: Entry) -> str:
        return answer_words(self.prompt, entry, self.known.compiled.neutral_reasons)

    @property
    def first_input(self) -> str:
        """The id of the input that an error leads to."""
        if self.kind == "choice":
            return drawing.choice_id(self.name, 0)
        return f"id-{self.name}-day" if self.kind == "date" else f"id-{self.name}"


def drawable(text: str) -> str:
    """The text without the halves of characters that no answer can carry."""
    return text.encode("utf-8", "replace").decode()

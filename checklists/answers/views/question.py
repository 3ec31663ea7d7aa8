"""One question of a page as its template shows it. No database, no request."""

from dataclasses import dataclass, field
from functools import cached_property

from checklists.answers.before_signing import gap_in
from checklists.answers.could_not_ask import value_for_not_put
from checklists.answers.in_force import Entry, record_of
from checklists.answers.last_time import LAST_DONE, TO_CONFIRM, says_anything
from checklists.answers.no_longer_fits import words_out_of_place
from checklists.answers.typed import CHANGED, Typed
from checklists.answers.views import choice_set
from checklists.answers.views.body_map import MapToDraw
from checklists.answers.views.filled_in import FilledIn
from checklists.answers.views.known import Known
from checklists.answers.views.last_answer import LastAnswer
from checklists.answers.views.offered import Offered
from checklists.answers.words import answer_words
from checklists.guidance.answer_types import AnswerKind
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.naming import with_adult_named
from checklists.nhsuk.wording import in_words

SHORT_QUESTION = "What is it now?"
NOT_YET = "Not answered yet"
HOW_WORDS = {"confirmed": "Still the same", "changed": "Changed"}
BECAUSE_ABOVE = "Asked because of the answer above"


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

    @cached_property
    def filled(self) -> FilledIn:
        return FilledIn(self.prompt, self.entry, self.typed)

    @cached_property
    def last_answer(self) -> LastAnswer:
        worth = self.known.last_time.worth_of(self.key)
        return LastAnswer(self.prompt, self.last, worth, self.known.compiled.neutral_reasons)

    @cached_property
    def offered(self) -> Offered:
        return Offered(
            self.key,
            self.name,
            self.prompt,
            self.entry,
            self.filled,
            self.known.circumstances,
            self.known.compiled.neutral_choices,
        )

    @property
    def revision(self) -> int:
        return int(self.entry["revision"])

    @property
    def kind(self) -> AnswerKind:
        return self.prompt.kind

    # What is asked

    @property
    def about(self) -> str:
        """The name of the adult who is asked about, where it is known; else ''."""
        return self.known.names.get(record_of(self.key), "")

    @property
    def asks(self) -> str:
        """The question itself."""
        return with_adult_named(self.prompt.text, self.about)

    @property
    def words(self) -> str:
        """The question; under last time's answer, where it stands already, a shorter one."""
        return SHORT_QUESTION if self.to_confirm else self.asks

    @property
    def help(self) -> str:
        return with_adult_named(self.prompt.help, self.about)

    @cached_property
    def body_map(self) -> MapToDraw:
        """Its marks with their inputs, for the type that has them."""
        return MapToDraw(self.name, self.filled, self.known)

    @property
    def is_one_line(self) -> bool:
        """A name rather than a story."""
        return self.prompt.key.endswith(("_name", "_reference"))

    @property
    def choices(self) -> str:
        choices = self.offered.answers(legend=self.words, hint=self.help, error=self.error)
        # A name is somebody's typed words, so what may hold one is not kept.
        return choice_set.render(choices) if self.about else choice_set.render_once(choices)

    @property
    def reasons(self) -> str:
        return choice_set.render_once(self.offered.reasons(hint=self.reason_hint))

    @property
    def why(self) -> str:
        return choice_set.render_once(self.offered.why_not_asked)

    @property
    def reason_hint(self) -> str:
        """Asks to make exact what was chosen on a shut page."""
        if self.entry["how"] != "could_not":
            return ""
        words = self.answer.rpartition(": ")[2]
        return f"You chose \u2018{words}\u2019. Is that still right?"

    @property
    def may_say_why(self) -> bool:
        """Whether "Could not ask today" stands beside it, as beside all that every family is asked:
        not where a choice asks why anyway, not for what the practitioner does alone on a page
        apart, and not under a follow-up, which was brought up by an answer just given."""
        if self.because == BECAUSE_ABOVE or self.prompt.is_apart:
            return bool(self.filled.why_not_asked)
        asks_why = value_for_not_put(self.prompt) in self.prompt.reason_required_when
        return (self.prompt.required or self.prompt.baseline) and not asks_why

    @property
    def first_input(self) -> str:
        """The id of the input that an error leads to."""
        if self.prompt.has_choices:
            return choice_set.choice_id(self.name, 0)
        return f"id-{self.kind.first_input(self.name)}"

    # What was said, today or last time

    @property
    def answer(self) -> str:
        return answer_words(self.prompt, self.entry, self.known.compiled.neutral_reasons)

    @property
    def said_or_last(self) -> str:
        """The answer of today, else last time's: never shortened, as one press may confirm it."""
        return self.answer or self.last_answer.words

    @property
    def how_words(self) -> str:
        """What was said today of last time's answer; '' while nothing was."""
        how = HOW_WORDS | {"could_not": self.prompt.could_not}
        return how.get(self.entry["how"], "") if says_anything(self.entry) else ""

    @property
    def still_open(self) -> str:
        """'Still open since 3 November 2026', where it is a step of an item; else ''."""
        since = self.known.open_since.get(self.key)
        return f"Still open since {in_words(since)}" if since else ""

    @property
    def worth(self) -> str:
        return self.last_answer.worth

    @property
    def to_confirm(self) -> bool:
        return self.last_answer.is_to_confirm

    # What is folded, and what waits

    @property
    def is_asked(self) -> bool:
        """Whether it waits for an answer of today: what was done before may be left as it is."""
        return self.is_shown and self.worth != LAST_DONE

    @property
    def is_being_changed(self) -> bool:
        """Whether its line is open: it has an error, or has changed and nobody said to what."""
        if self.error or (self.typed and self.filled.carry == CHANGED):
            return True
        return self.entry["how"] == "changed" and not self.entry["value"]

    @property
    def do_today(self) -> str:
        """What opens the inputs of what was done before and is not asked anew, or may stay blank
        for this adult; '' when it is asked."""
        if self.may_stay_blank:
            return "Answer"
        if self.worth != LAST_DONE or self.typed or self.entry["value"] or self.entry["reason"]:
            return ""
        return self.kind.answer_today

    @property
    def may_stay_blank(self) -> bool:
        """Whether a line says that it is not answered yet: a page asks it of each adult."""
        if self.prompt.required or not record_of(self.key) or self.to_confirm:
            return False
        filled = self.filled.chosen or self.filled.note or self.error
        return not (filled or says_anything(self.entry))

    @property
    def before_today(self) -> str:
        """What the line of what waits folded says."""
        return self.last_answer.line or NOT_YET

    @property
    def is_folded(self) -> bool:
        """Answered earlier, with nothing left to say: one line with Change."""
        if self.typed or self.to_confirm or not self.answer or not self.kind.folds:
            return False
        shown = [self, *(one for one in self.follow_ups if one.is_shown)]
        return not any(one.is_left or one.waits_to_be_confirmed for one in shown)

    @property
    def waits_to_be_confirmed(self) -> bool:
        return self.to_confirm and not says_anything(self.entry)

    @property
    def is_left(self) -> bool:
        """Whether something must still be said of it before signing."""
        entry = self.known.documents.get(self.key)
        if entry and words_out_of_place(self.prompt, self.key, entry, self.known.circumstances):
            return True
        return bool(gap_in(self.prompt, entry, self.worth in (TO_CONFIRM, LAST_DONE)))

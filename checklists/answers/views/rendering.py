"""Renders a question of today, once for all visits where nothing in it is of one family.

Most questions of a page are blank or have one of their choices ticked. How such a question looks
follows from the wording, the ticks and its conditions, so its HTML is kept for the process. What is
asked of an adult is kept with places for the id and the name, which are filled in for each page.
Of a question that shows last time's answer, its inputs alone are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from uuid import uuid4

from django.template.loader import render_to_string
from django.utils.html import format_html

from checklists.answers.in_force import Entry, prompt_key, record_of
from checklists.answers.last_time import LastTime
from checklists.answers.no_longer_fits import Circumstances
from checklists.answers.typed import field_name
from checklists.answers.views.known import Known
from checklists.answers.views.question import Question
from checklists.guidance.compiled_prompt import Choice
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.naming import is_known

# What stands for an adult in what is kept. No wording can have them: each process makes its own.
SOME_ID, SOME_NAME = uuid4().hex, uuid4().hex
QUESTION = "answers/_question.html"
TODAY = "answers/_today.html"
INPUTS = "answers/_inputs.html"
KEPT_QUESTIONS = 4096  # each a few kilobytes; a wording has fewer than two hundred


@dataclass(frozen=True)
class Look:
    """All that decides how a question, or its inputs in `template`, look where no words were typed.
    Nothing is of a family.

    The key of an adult's question has SOME_ID; `is_named` where it says the name of the adult.
    `said` is (values, reason, how, revision) of its answer, `hanging` each choice with a condition
    as it is offered now; `worth` what last time's answer is, which only inputs are kept beside.
    """

    template: str
    wording: Compiled
    key: str
    is_named: bool
    said: tuple[tuple[str, ...], str, str, int]
    because: str
    hanging: tuple[tuple[Choice, Choice], ...]
    is_shown: bool = False
    show_when: str = ""
    worth: str = ""
    follow_ups: tuple["Look", ...] = ()


@dataclass(frozen=True)
class Offering(Circumstances):
    """Circumstances of which no more is known than what becomes of each choice."""

    hanging: Mapping[Choice, Choice] = field(default_factory=dict)

    def resolved(self, choice: Choice) -> Choice:
        return self.hanging.get(choice, choice)


@dataclass(frozen=True)
class OfWorth(LastTime):
    """Last time's answers of which no more is known than what the one is worth."""

    worth: str

    def worth_of(self, key: str) -> str:
        return self.worth


@dataclass
class AskedQuestion(Question):
    """A question of a page, which shows of itself what is kept."""

    @property
    def today(self) -> str:
        """As it is asked today, with its follow-ups, as HTML."""
        return render_question(self, TODAY)

    @property
    def inputs(self) -> str:
        """With what stands under them, as HTML."""
        return render_kept(self, inputs_of(self)) or render(self, INPUTS)


def render_question(question: Question, template: str = QUESTION) -> str:
    """The question with its follow-ups as HTML."""
    return render_kept(question, look_of(question, template)) or render(question, template)


def render(question: Question, template: str = QUESTION) -> str:
    return render_to_string(template, {"q": question})


def render_kept(question: Question, look: Look | None) -> str:
    """What is kept of this look, filled in; '' for none."""
    if look is None:
        return ""
    if record := record_of(question.key):
        return format_html(render_for_any_adult(look), id=record, name=question.about)
    return render_look(look)


@lru_cache(maxsize=KEPT_QUESTIONS)
def render_look(look: Look) -> str:
    """From what decides it alone, so that no word of a family can be kept."""
    return render(question_with(look), look.template)


@lru_cache(maxsize=KEPT_QUESTIONS)
def render_for_any_adult(look: Look) -> str:
    """The same as a format: `format_html` escapes the id and the name that it is given."""
    html = render(question_with(look), look.template).replace("{", "{{").replace("}", "}}")
    return html.replace(SOME_ID, "{id}").replace(SOME_NAME, "{name}")


def question_with(look: Look) -> AskedQuestion:
    entry = entry_with(look)
    known = Known(
        compiled=look.wording,
        documents={look.key: entry} if entry["revision"] else {},
        last_time=OfWorth({}, look.wording, "", look.worth),
        shown=set(),
        answers={},
        facts={},
        settings={},
        circumstances=Offering(hanging=dict(look.hanging)),
        names={SOME_ID: SOME_NAME} if look.is_named else {},
    )
    return AskedQuestion(
        key=look.key,
        name=field_name(look.key),
        prompt=look.wording.prompts[prompt_key(look.key)],
        entry=entry,
        typed=None,
        last=None,
        error="",
        known=known,
        is_shown=look.is_shown,
        show_when=look.show_when,
        because=look.because,
        follow_ups=[question_with(one) for one in look.follow_ups],
    )


def entry_with(look: Look) -> Entry:
    values, reason, how, revision = look.said
    several = look.wording.prompts[prompt_key(look.key)].is_multiple
    value = list(values) if several and values else next(iter(values), None)
    return {"value": value, "reason": reason, "note": "", "how": how, "revision": revision}


def look_of(question: Question, template: str = QUESTION) -> Look | None:
    """None where it shows anything that was typed, or said at an earlier contact, or depends on."""
    if question.last or question.still_open or not has_kept_inputs(question):
        return None
    follow_ups = tuple(look_of(one) for one in question.follow_ups)
    if None in follow_ups:
        return None
    return replace(
        inputs_look(question),
        template=template,
        worth="",
        is_shown=question.is_shown,
        show_when=question.show_when,
        follow_ups=tuple(one for one in follow_ups if one),
    )


def inputs_of(question: Question) -> Look | None:
    """None where they show anything that was typed, or depend on."""
    return inputs_look(question) if has_kept_inputs(question) else None


def inputs_look(question: Question) -> Look:
    entry = question.entry
    return Look(
        template=INPUTS,
        wording=question.known.compiled,
        key=key_of_any(question),
        is_named=is_known(question.about),
        said=(question.filled.values, entry["reason"], entry["how"], question.revision),
        because=question.because,
        hanging=question.offered.hanging,
        worth=question.worth,
    )


def key_of_any(question: Question) -> str:
    """The key, SOME_ID in the place of the adult's id."""
    return f"{question.prompt.key}:{SOME_ID}" if record_of(question.key) else question.key


def has_kept_inputs(question: Question) -> bool:
    entry = question.entry
    return not (
        question.typed
        or question.error
        or not question.kind.folds  # what is drawn on it is of a family
        or entry["note"]
        or (entry["value"] and not question.prompt.has_choices)
        or question.known.circumstances.is_example
        or question.offered.has_chosen_one_with_a_condition
    )

"""Renders a question of today, once for all visits where nothing in it is of one family.

Most questions of a page are blank or have one of their choices ticked. How such a question looks
follows from the wording, the ticks and its conditions, so its HTML is kept for the process.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import render_to_string

from checklists.answers.in_force import Entry, record_of
from checklists.answers.last_time import LastTime
from checklists.answers.no_longer_fits import Circumstances
from checklists.answers.typed import field_name
from checklists.answers.views.known import Known
from checklists.answers.views.question import Question
from checklists.guidance.compiled_prompt import Choice
from checklists.guidance.compiled_version import Compiled

KEPT_QUESTIONS = 4096  # each a few kilobytes; a wording has fewer than two hundred


@dataclass(frozen=True)
class Look:
    """All that decides how a question looks of which no words were typed. Nothing is of a family.

    `said` is (values, reason, how, revision) of its answer, `hanging` each choice with a condition
    as it is offered now.
    """

    wording: Compiled
    key: str
    said: tuple[tuple[str, ...], str, str, int]
    is_shown: bool
    show_when: str
    because: str
    hanging: tuple[tuple[Choice, Choice], ...]
    follow_ups: tuple["Look", ...]


@dataclass(frozen=True)
class Offering(Circumstances):
    """Circumstances of which no more is known than what becomes of each choice."""

    hanging: Mapping[Choice, Choice] = field(default_factory=dict)

    def resolved(self, choice: Choice) -> Choice:
        return self.hanging.get(choice, choice)


def render_question(question: Question) -> str:
    """The question with its follow-ups as HTML."""
    look = look_of(question)
    return render(question) if look is None else render_look(look)


def render(question: Question) -> str:
    return render_to_string("answers/_question.html", {"q": question})


@lru_cache(maxsize=KEPT_QUESTIONS)
def render_look(look: Look) -> str:
    """From what decides it alone, so that no word of a family can be kept."""
    return render(question_with(look))


def question_with(look: Look) -> Question:
    entry = entry_with(look)
    known = Known(
        compiled=look.wording,
        documents={look.key: entry} if entry["revision"] else {},
        last_time=LastTime({}, look.wording, ""),
        shown=set(),
        answers={},
        facts={},
        settings={},
        circumstances=Offering(hanging=dict(look.hanging)),
    )
    return Question(
        key=look.key,
        name=field_name(look.key),
        prompt=look.wording.prompts[look.key],
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
    several = look.wording.prompts[look.key].is_multiple
    value = list(values) if several and values else next(iter(values), None)
    return {"value": value, "reason": reason, "note": "", "how": how, "revision": revision}


def look_of(question: Question) -> Look | None:
    """None where it shows anything that was typed, or said at an earlier contact, or depends on."""
    if not may_be_kept(question):
        return None
    follow_ups = tuple(look_of(one) for one in question.follow_ups)
    if None in follow_ups:
        return None
    entry = question.entry
    return Look(
        wording=question.known.compiled,
        key=question.key,
        said=(question.filled.values, entry["reason"], entry["how"], question.revision),
        is_shown=question.is_shown,
        show_when=question.show_when,
        because=question.because,
        hanging=question.offered.hanging,
        follow_ups=tuple(one for one in follow_ups if one),
    )


def may_be_kept(question: Question) -> bool:
    entry, known = question.entry, question.known
    return not (
        question.typed
        or question.error
        or question.last
        or question.still_open
        or record_of(question.key)
        or entry["note"]
        or (entry["value"] and not question.prompt.has_choices)
        or known.circumstances.is_example
        or question.offered.has_chosen_one_with_a_condition
    )

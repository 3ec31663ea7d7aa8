"""What a family takes home of a signed visit: the same five parts for every family.

Only the answers of the allow list (`CompiledPrompt.is_for_family`) come in, from the open answers
of the visit; whatever else was said leaves no trace. Source: content.md sections 3 and 12.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checklists.answers.in_force import Document, Entry, counted_entries
from checklists.cases.models.case import Case
from checklists.facts.next_contact import facts_on
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.known_prompts import (
    BED_SHARING_ADVICE,
    CRYING_ADVICE,
    CRYING_PLAN,
    EQUIPMENT_CHECKED,
)
from checklists.nhsuk.wording import in_words
from checklists.reading.clock import london_date
from checklists.visits.models import Visit
from checklists.visits.words import given_name_of, signer_of

DONE = "done"
NO_CHANGE = "No changes are written down for this time."
# A choice is said only in words that were written for families, and only when it was done.
SENTENCES = {
    BED_SHARING_ADVICE: "We talked about sharing a bed, and when never to do it.",
    CRYING_ADVICE: "We talked about crying, and how to hold your baby.",
    EQUIPMENT_CHECKED: "We checked that your baby's things are the right size.",
}
# Planned contacts as a family knows them, by visit type.
CONTACTS = {
    "antenatal": "Your visit before the birth",
    "new-birth": "Your first visit after the birth",
    "6-8-week": "Your 6 to 8 week visit",
    "3-4-month": "Your 3 to 4 month visit",
    "6-month": "Your 6 month visit",
    "12-month": "Your 12 month visit",
    "2-2-half-year": "Your 2 year visit",
    "movement-in": "Your first visit with your new team",
}
AT_A_DISTANCE = (Visit.Place.PHONE, Visit.Place.VIDEO)


@dataclass(frozen=True)
class Earlier:
    """What was written at an earlier contact, with its day."""

    on: date
    lines: list[str]


@dataclass(frozen=True)
class TakenHome:
    """What differs between families. `name` is '' until the baby has one; `ring` may be ''.

    `agreed_earlier` and `plan_earlier` were said at an earlier contact and not again at this one.
    """

    name: str
    contact: str
    held_on: date
    met: str
    agreed: list[str]
    agreed_earlier: list["Earlier"]
    talked: list[str]
    plan: list[str]
    plan_earlier: list["Earlier"]
    ring: str
    next_contact: str


def taken_home(
    visit: Visit, wording: Compiled, document: Document, today: date, *, earlier: Document
) -> TakenHome:
    """`document` holds the open answers of the visit, in the wording of the visit; `earlier` the
    last known ones, with their day, where nothing was said at this visit."""
    plan, agreed, talked = [], [], []
    earlier_plan, earlier_agreed = earlier_texts(wording, earlier)
    for prompt, entry in answers_for_family(wording, document):
        if not prompt.kind.is_own_words:
            talked += sentence_of(prompt, entry)
        elif prompt.key == CRYING_PLAN:
            plan += lines_of(entry)
        else:
            agreed += lines_of(entry)
    return TakenHome(
        name=given_name_of(visit),
        contact="call" if visit.place in AT_A_DISTANCE else "visit",
        held_on=london_date(visit.held_at),
        met=signer_of(visit),
        agreed=agreed or [NO_CHANGE],
        agreed_earlier=earlier_agreed,
        talked=talked,
        plan=plan,
        plan_earlier=earlier_plan,
        ring=visit.case.team.family_contact,
        next_contact=next_contact_words(visit.case, today),
    )


def answers_for_family(
    wording: Compiled, document: Document
) -> Iterator[tuple[CompiledPrompt, Entry]]:
    """The answers of the allow list in the order of the wording: those that still counted."""
    said = counted_entries(document)
    for key, prompt in wording.prompts.items():
        entry = said.get(key)
        if prompt.is_for_family and entry and entry["value"]:
            yield prompt, entry


def earlier_texts(wording: Compiled, earlier: Document) -> tuple[list[Earlier], list[Earlier]]:
    """The plan and what else was agreed, of free text alone: a sentence is for what was done."""
    plan: list[Earlier] = []
    agreed: list[Earlier] = []
    for prompt, entry in answers_for_family(wording, earlier):
        if prompt.kind.is_own_words:
            said = Earlier(date.fromisoformat(entry["on"]), lines_of(entry))
            (plan if prompt.key == CRYING_PLAN else agreed).append(said)
    return plan, agreed


def lines_of(entry: Entry) -> list[str]:
    """The lines of a free text, without the dashes that people type before them."""
    lines = (line.strip(" \t-*•") for line in entry["value"].splitlines())
    return [line for line in lines if line]


def sentence_of(prompt: CompiledPrompt, entry: Entry) -> list[str]:
    """The sentence for what was done that day; none for anything less, or for which none was
    written. A visit signed before acts were told apart may hold one that was only confirmed."""
    is_done = entry["value"] == DONE and entry["how"] != "confirmed"
    return [SENTENCES[prompt.key]] if prompt.key in SENTENCES and is_done else []


def next_contact_words(case: Case, today: date) -> str:
    """'Your 6 to 8 week visit, from 20 November 2026'; '' when none is planned."""
    facts = facts_on(case, today)
    if not facts.next_contact or case.ended_on:
        return ""
    name = CONTACTS.get(facts.next_contact, "Your next visit")
    if facts.next_from and facts.next_from > today:
        return f"{name}, from {in_words(facts.next_from)}"
    if facts.next_until and facts.next_until >= today:
        return f"{name}, by {in_words(facts.next_until)}"
    return name

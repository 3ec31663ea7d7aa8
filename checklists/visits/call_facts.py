"""What is said on the telephone about a mark on a baby: the facts in the order a referral desk asks
for them. Source: learning point 7 of the briefing; product.md, Call sheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import capfirst

from checklists.answers.in_force import Document, counted_entries, prompt_key
from checklists.answers.words import answer_words, source_words
from checklists.cases.banner import born_or_due
from checklists.cases.models.case import Case
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.known_prompts import (
    BODY_MAP,
    BODY_MARKS,
    EXPLANATION,
    EXPLANATION_FITS,
    MARK_SEEN,
    MARK_TYPE,
    MOBILITY,
    OTHER_CHILDREN,
    PAEDIATRIC_ASSESSMENT,
    PARENTS_TOLD,
    SAFE_UNTIL_SEEN,
)
from checklists.nhsuk.wording import spaced_nhs_number
from checklists.outstanding.item_steps import Steps, still_open
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import Team
from checklists.reading.numbers import is_dash, without_separators
from checklists.reading.working_hours import WorkingDay
from checklists.visits import presence
from checklists.visits.about import age_at, birth_as_signed
from checklists.visits.models import Visit
from checklists.visits.words import baby_of, in_a_sentence

NOT_WRITTEN = "Not written yet"
OFFICER = "If an adult of concern works or volunteers with children"
TELL_THE_OFFICER = (
    "Tell the designated officer (LADO) too, within one working day. Ask before anything is said "
    "to this adult or an employer."
)
NO_OFFICER = "Your team's number is not set: use the number on your local pathway."
NO_STEP = "No step of an earlier mark is recorded as open"
# What may be a telephone number in words such as "Referral desk, 01632 960123, 9am to 5pm".
NUMBER = re.compile(r"\+?[0-9(][0-9\s()\u2010-\u2015\u2212-]{6,}[0-9]")
FEWEST, FEWEST_WITH_DASHES, MOST = 8, 10, 15  # digits; 0900-1700 are hours

# What the desk asks, in its order, and the prompts that answer it.
ASKED = (
    ("Can the baby move around?", (MOBILITY,)),
    ("What was seen or reported", (MARK_SEEN, MARK_TYPE)),
    ("Body map", (BODY_MAP, BODY_MARKS)),
    ("How it happened, in their words", (EXPLANATION,)),
    ("Does that fit?", (EXPLANATION_FITS,)),
)
THEN_ASKED = (
    ("Other children at home", (OTHER_CHILDREN,)),
    ("Who keeps the baby safe now", (SAFE_UNTIL_SEEN,)),
    ("Have the parents been told?", (PARENTS_TOLD,)),
    ("Paediatric assessment", (PAEDIATRIC_ASSESSMENT,)),
)


def whom_to_ring(team: Team, day: WorkingDay) -> dict[str, Any]:
    """`ring` in words and `tel` for the telephone itself, '' where nothing is set; and
    `out_of_hours`, while nobody here reads."""
    ring = number_to_ring(team)
    return {
        "ring": ring,
        "tel": next(telephones_in(ring), ""),
        "out_of_hours": out_of_hours(team, day, timezone.now()),
    }


def number_to_ring(team: Team) -> str:
    return team.referral_contact or team.duty_contact


def designated_officer(team: Team) -> str:
    """Through whom a team reaches the council's designated officer (LADO), with the number.

    The one place that reads it. Until a team has a number of its own for the officer, it is that
    of the referral desk, which the officer sits behind."""
    return number_to_ring(team)


def officer_row(team: Team) -> dict[str, str]:
    """The same on every sheet: it says nothing of anybody, only what to do if it is so."""
    ring = designated_officer(team)
    tel = next(telephones_in(ring), "")
    row = {"label": OFFICER, "text": TELL_THE_OFFICER}
    if tel:
        return {**row, "url": f"tel:{tel}", "url_text": ring}
    return {**row, "text": f"{TELL_THE_OFFICER} {ring or NO_OFFICER}"}


def out_of_hours(team: Team, day: WorkingDay, at: datetime) -> dict[str, Any] | None:
    """Whom to ring while nobody here reads, and when somebody does again; None in working hours.

    Every number of a contact: the first may be that of the day.
    """
    if day.is_at_work(at):
        return None
    contacts = dict.fromkeys(one for one in (team.referral_contact, team.duty_contact) if one)
    return {
        "again_at": day.next_at_work(at),
        "contacts": [{"words": one, "tels": list(telephones_in(one))} for one in contacts],
    }


def telephones_in(words: str) -> Iterator[str]:
    """What the telephone itself takes of each number, however its groups are set apart."""
    for found in NUMBER.findall(words):
        # In +44 (0)1632 the 0 is dialled only without the country code.
        tel = re.sub(r"[()]", "", without_separators(found.replace("(0)", "")))
        fewest = FEWEST_WITH_DASHES if any(map(is_dash, found)) else FEWEST
        if fewest <= len(tel) <= MOST:
            yield tel


def answers_when_signed(visit: Visit) -> Document:
    return counted_entries(visit.sheet.body)


def open_answers_of(visit: Visit, *, apart: bool) -> Document:
    """Of a signed visit the open answers of its page of next steps, or all the others."""
    prompts = compiled(visit.version).prompts
    return {
        key: entry
        for key, entry in visit.sheet.body.items()
        if prompts[prompt_key(key)].is_apart == apart
    }


def facts_to_say(visit: Visit, wording: Compiled, said: Document) -> list[dict[str, str]]:
    """[{"label", "text"}]; what is not written says so. `said` holds open answers only."""
    number, address = number_words(visit.case), address_of(visit.case)
    return [
        {"label": "Baby", "text": f"{baby_of(visit)}, {birth_as_signed(visit)}{number}"},
        {"label": "Age", "text": age_at(visit)},
        *(fact_row(label, keys, wording, said) for label, keys in ASKED),
        {"label": "Who is there", "text": who_is_there(visit)},
        {"label": "Where the baby is", "text": place_words(visit, address)},
        *(fact_row(label, keys, wording, said) for label, keys in THEN_ASKED),
    ]


def facts_of_adult(case: Case, about: str) -> list[dict[str, str]]:
    """What is said of a concern about an adult. Never who told us: that can put them in danger."""
    adult = [{"label": "The adult", "text": about}] if about else []
    return [
        {
            "label": "Baby",
            "text": f"{case.name}, {in_a_sentence(born_or_due(case))}{number_words(case)}",
        },
        {"label": "Home", "text": address_of(case) or NOT_WRITTEN},
        *adult,
    ]


def number_words(case: Case) -> str:
    return f", NHS number {spaced_nhs_number(case.nhs_number)}" if case.nhs_number else ""


def address_of(case: Case) -> str:
    return ", ".join(part for part in (case.address, case.postcode) if part)


def steps_row(
    items: Iterable[OutstandingItem], steps: Mapping[UUID, Steps], wording: Compiled
) -> dict[str, str]:
    """What is still open of the open items about a mark; every family's sheet has the row."""
    about_marks = wording.prompts[MARK_SEEN].point_number
    found = [
        step.open_words()
        for item in items
        if item.point_number == about_marks and not item.private
        for step in still_open(steps.get(item.pk, ()))
    ]
    return {"label": "Still open from a visit", "text": "; ".join(found) or NO_STEP}


def who_is_there(visit: Visit) -> str:
    if not visit.present and visit.status != Visit.Status.DRAFT:
        return "Not said"  # a signed record waits for nobody
    return capfirst(presence.in_words(visit.present))


def place_words(visit: Visit, address: str) -> str:
    if visit.place == Visit.Place.HOME:
        return f"At home: {address}" if address else "At home"
    home = f". Home: {address}" if address else ""
    return f"{Visit.Place(visit.place).label}{home}"


def fact_row(
    label: str, keys: tuple[str, ...], wording: Compiled, said: Document
) -> dict[str, str]:
    words = [one for one in (answer_to_say(key, wording, said) for key in keys) if one]
    return {"label": label, "text": ". ".join(words) or NOT_WRITTEN}


def answer_to_say(key: str, wording: Compiled, said: Document) -> str:
    """The answer of the visit with its note; one from an earlier visit with its day."""
    prompt, entry = wording.prompts.get(key), said.get(key)
    if prompt is None or entry is None:
        return ""
    words = answer_words(prompt, entry, wording.neutral_reasons)
    words = f"{words} ({entry['note']})" if entry.get("note") else words
    return words if "at" in entry else f"{words} (last time, {source_words(entry)})"

"""The card of the case page to read in two minutes before the door, and the private notes."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from checklists.cases.ages import was_before_birth
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts
from checklists.facts.next_contact import facts_on
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.known_prompts import (
    BABYS_DAY,
    NIGHT_PLACE,
    SAFE_CONTACT,
    SLEEP_SPACE,
    SPACE_SUITABLE,
    SPACE_UNSUITABLE,
)
from checklists.outstanding.rows import day_words
from checklists.reading.clock import london_today
from checklists.visits.models import Visit
from checklists.visits.presence import in_words
from checklists.visits.signed.amending import answers_amended
from checklists.visits.what_stands_open import contact_words

DAY_LABEL = "The baby's day, in the last words written"


DAY_LABEL_BEFORE_BIRTH = "Life now and what awaits the baby, in the last words written"


SURFACE = {SPACE_SUITABLE: "Clear, flat and firm", SPACE_UNSUITABLE: "Not suitable"}


def before_you_knock(
    case: Case,
    facts: Facts,
    visits: Collection[Visit],
    names: Mapping[str, str],
    wording: Compiled,
    today: date,
) -> list[dict[str, Any]]:
    """The rows of the card: [{"label", "text", "quote", "amended"}]."""
    seen = facts.sleep_place_seen or {}
    quoted: dict[str, Mapping[str, Any]] = {
        BABYS_DAY: facts.latest.get(BABYS_DAY, {}),
        SLEEP_SPACE: seen,
        NIGHT_PLACE: seen,
    }
    # The list of visits says which have an amendment: mostly none, and then there is none to read.
    unchanged = {str(one.pk) for one in visits if not one.is_amended}
    amended = amendment_urls(case, quoted, private=False, unchanged=unchanged)
    signed = [one for one in visits if one.status == Visit.Status.SIGNED and one.was_present]
    rows: list[dict[str, Any]] = [
        {
            "label": "Next contact",
            "text": contact_words(facts_on(case, today), names, today) or "None due",
        },
        {
            "label": DAY_LABEL if case.born_on else DAY_LABEL_BEFORE_BIRTH,
            **last_words(facts, BABYS_DAY),
            "amended": amended.get(BABYS_DAY),
        },
        {
            "label": "Sleep space last seen",
            "text": sleep_space_words(facts, wording, case),
            "amended": amended.get(SLEEP_SPACE) or amended.get(NIGHT_PLACE),
        },
    ]
    if signed:
        here = in_words(signed[0].was_present)
        rows.append({"label": "Here last time", "text": here.capitalize()})
    return rows


def last_words(facts: Facts, key: str) -> dict[str, str]:
    answer = facts.latest.get(key)
    if not answer:
        return {"text": "Nothing written yet"}
    return {"quote": answer["value"], "text": f"{answer['by']}, {day_written(answer)}"}


def sleep_space_words(facts: Facts, wording: Compiled, case: Case) -> str:
    """'21 October, Nia Northfield: cot, crib or Moses basket. Clear, flat and firm'. What was made
    ready before the birth is not where the baby was seen to sleep."""
    seen = facts.sleep_place_seen
    if seen is None:
        return "Not seen yet"
    is_before = was_before_birth(case, date.fromisoformat(seen["on"]))
    before = "Not seen since the birth. Before it, " if is_before else ""
    places = wording.prompts[NIGHT_PLACE]
    place = "; ".join(places.label_of(value) for value in seen["place"])
    if not place and case.born_on and not before:  # nobody asks before where the baby will sleep
        place = "place not written"
    # Short words, because the label of the choice speaks of the day of that visit.
    surface = SURFACE.get(seen["surface"]) or wording.prompts[SLEEP_SPACE].label_of(seen["surface"])
    said = ". ".join(filter(None, [place, surface]))
    return f"{before}{day_written(seen)}, {seen['by']}: {said}"


def day_written(answer: Mapping[str, Any]) -> str:
    return day_words(date.fromisoformat(answer["on"]), london_today())


def contact_notes_context(case: Case, facts: Facts) -> dict[str, Any]:
    notes = contact_notes(facts)
    amended = amendment_urls(case, {SAFE_CONTACT: notes}, private=True)
    return {"notes": notes.get("value", ""), "notes_amended": amended.get(SAFE_CONTACT)}


def contact_notes(facts: Facts) -> Mapping[str, Any]:
    """The safe ways to contact her, as last written, with day and visit; {} when nothing was."""
    known = facts.private_answers.get(SAFE_CONTACT) or facts.latest_private.get(SAFE_CONTACT)
    return known or {}


def amendment_urls(
    case: Case,
    answers: Mapping[str, Mapping[str, Any]],
    *,
    private: bool,
    unchanged: Collection[str] = (),
) -> dict[str, str]:
    """By key, where to read the amendment of those answers that have one.

    `unchanged` are visits of which it is known that this half has none.
    """
    said_at = {key: answer.get("visit") for key, answer in answers.items()}
    visits = {key: visit for key, visit in said_at.items() if visit and visit not in unchanged}
    if not visits:
        return {}
    amended = answers_amended(case, set(visits.values()), private=private)
    return {
        key: reverse("visit_signed", args=[visit])
        for key, visit in visits.items()
        if (visit, key) in amended
    }

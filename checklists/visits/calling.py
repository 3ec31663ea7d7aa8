"""Ringing about a mark on a baby: the facts in the order a referral desk asks for them, and what
came of the call. Source: learning point 7 of the briefing; product.md, Call sheet."""

from datetime import datetime

from django.db import transaction
from django.utils.text import capfirst

from checklists.answers.saving import Change, Saved, save_point
from checklists.answers.words import answer_words, source_words
from checklists.cases.ages import age_words
from checklists.cases.banner import born_or_due
from checklists.nhsuk.wording import at_time, in_words, spaced_nhs_number
from checklists.people.clock import london_date
from checklists.people.models import User
from checklists.visits import presence
from checklists.visits.current import Working
from checklists.visits.models import Visit
from checklists.visits.words import in_a_sentence

NOT_WRITTEN = "Not written yet"
REFERRAL, REFERENCE = "mark_csc_referral", "mark_csc_reference"
REFERRED = ("made", "made_by_other")

# What the desk asks, in its order, and the prompts that answer it.
ASKED = (
    ("Can the baby move around?", ("baby_mobility",)),
    ("What was seen or reported", ("mark_seen", "mark_type")),
    ("Where on the body", ("mark_body_map",)),
    ("How it happened, in their words", ("mark_explanation",)),
    ("Does that fit?", ("mark_explanation_fits",)),
)
THEN_ASKED = (
    ("Other children at home", ("mark_siblings",)),
    ("Who keeps the baby safe now", ("mark_safety_now",)),
    ("Have the parents been told?", ("mark_parents_told",)),
    ("Paediatric assessment", ("mark_paediatric",)),
)


def facts_to_say(now: Working) -> list[dict[str, str]]:
    """[{"label", "text"}], open answers only; what is not written yet says so."""
    case, on = now.case, london_date(now.visit.held_at)
    number = f", NHS number {spaced_nhs_number(case.nhs_number)}" if case.nhs_number else ""
    address = ", ".join(part for part in (case.address, case.postcode) if part)
    return [
        {"label": "Baby", "text": f"{case.name}, {in_a_sentence(born_or_due(case))}{number}"},
        {"label": "Age", "text": age_words(case, on)},
        *(row(label, keys, now) for label, keys in ASKED),
        {"label": "Who is there", "text": capfirst(presence.in_words(now.visit.present))},
        {"label": "Where the baby is", "text": place_words(now.visit, address)},
        *(row(label, keys, now) for label, keys in THEN_ASKED),
    ]


def place_words(visit: Visit, address: str) -> str:
    if visit.place == Visit.Place.HOME:
        return f"At home: {address}" if address else "At home"
    home = f". Home: {address}" if address else ""
    return f"{Visit.Place(visit.place).label}{home}"


def row(label: str, keys: tuple[str, ...], now: Working) -> dict[str, str]:
    said = [words for words in (words_of(key, now) for key in keys) if words]
    return {"label": label, "text": ". ".join(said) or NOT_WRITTEN}


def words_of(key: str, now: Working) -> str:
    """The answer of today with its note, else the one carried, with its day."""
    prompt = now.compiled.prompts.get(key)
    today, last = now.current.get(key), now.carried.get(key)
    entry = today or last
    if prompt is None or entry is None:
        return ""
    words = answer_words(prompt, entry, now.compiled.neutral_reasons)
    words = f"{words} ({entry['note']})" if entry.get("note") else words
    return words if today else f"{words} (last time, {source_words(entry)})"


@transaction.atomic
def record_call(
    visit: Visit, *, spoke_to: str, rang_at: datetime, reference: str, by: User, at: datetime
) -> Saved:
    """Write who took the referral, when and the reference into the visit's answers.

    A further call is written beneath the one before it. Says that the referral was made today by
    phone, unless another professional's is recorded. Raises saving.SheetFrozen when the visit was
    signed meanwhile.
    """
    body = visit.sheet.body
    earlier = body.get(REFERENCE, {}).get("value")
    call = f"{spoke_to}, {in_words(rang_at)}, {at_time(rang_at)}. Reference: {reference}"
    changes = {REFERENCE: Change(f"{earlier}\n{call}" if earlier else call)}
    if body.get(REFERRAL, {}).get("value") not in REFERRED:
        changes[REFERRAL] = Change("made")
    return save_point(
        visit.sheet,
        changes=changes,
        base_revisions={key: body[key]["revision"] for key in changes if key in body},
        receipt=None,
        by=by,
        at=at,
        target=visit,
    )

"""Ringing about a mark on a baby: the facts in the order a referral desk asks for them, and what
came of the call. Source: learning point 7 of the briefing; product.md, Call sheet."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import capfirst

from checklists.answers.in_force import Document, counted, prompt_key
from checklists.answers.saving import Change, lock, save_point
from checklists.answers.words import answer_words, source_words
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.known_prompts import (
    BODY_MAP,
    EXPLANATION,
    EXPLANATION_FITS,
    MARK_SEEN,
    MARK_TYPE,
    MOBILITY,
    OTHER_CHILDREN,
    PAEDIATRIC_ASSESSMENT,
    PARENTS_TOLD,
    REFERENCE,
    REFERRAL,
    REFERRAL_MADE,
    REFERRAL_MADE_BY_OTHER,
    SAFE_UNTIL_SEEN,
)
from checklists.nhsuk.wording import at_time, in_words, spaced_nhs_number
from checklists.people.models.teams import Team
from checklists.people.models.users import User
from checklists.reading.numbers import is_dash, joined
from checklists.visits import presence
from checklists.visits.about import age_at, born_then
from checklists.visits.current import Working
from checklists.visits.forms import CallForm
from checklists.visits.marks import calls_for_the_telephone
from checklists.visits.models import Visit
from checklists.visits.words import baby_of

NOT_WRITTEN = "Not written yet"
REFERRED = (REFERRAL_MADE, REFERRAL_MADE_BY_OTHER)
# What may be a telephone number in words such as "Referral desk, 01632 960123, 9am to 5pm".
NUMBER = re.compile(r"\+?[0-9(][0-9\s()\u2010-\u2015\u2212-]{6,}[0-9]")
FEWEST, FEWEST_WITH_DASHES, MOST = 8, 10, 15  # digits; 0900-1700 are hours

# What the desk asks, in its order, and the prompts that answer it.
ASKED = (
    ("Can the baby move around?", (MOBILITY,)),
    ("What was seen or reported", (MARK_SEEN, MARK_TYPE)),
    ("Body map", (BODY_MAP,)),
    ("How it happened, in their words", (EXPLANATION,)),
    ("Does that fit?", (EXPLANATION_FITS,)),
)
THEN_ASKED = (
    ("Other children at home", (OTHER_CHILDREN,)),
    ("Who keeps the baby safe now", (SAFE_UNTIL_SEEN,)),
    ("Have the parents been told?", (PARENTS_TOLD,)),
    ("Paediatric assessment", (PAEDIATRIC_ASSESSMENT,)),
)


def call_context(now: Working, form: CallForm | None = None) -> dict[str, Any]:
    """What the page of next steps shows besides its questions."""
    return {
        **whom_to_ring(now.case.team),
        "calls": calls_for_the_telephone(now.answers_in_force),
        "facts": facts_to_say(now.visit, now.compiled, said_now(now)),
        "call_form": form or CallForm(),
        "form": form,
        "reference": now.documents.get(REFERENCE, {}).get("value", ""),
    }


def whom_to_ring(team: Team) -> dict[str, str]:
    """`ring` in words and `tel` for the telephone itself; '' where nothing is set."""
    ring = team.referral_contact or team.duty_contact
    return {"ring": ring, "tel": next(telephones_in(ring), "")}


def telephones_in(words: str) -> Iterator[str]:
    """What the telephone itself takes of each number, however its groups are set apart."""
    for found in NUMBER.findall(words):
        tel = re.sub(r"[()]", "", joined(found.replace("(0)", "")))
        fewest = FEWEST_WITH_DASHES if any(map(is_dash, found)) else FEWEST
        if fewest <= len(tel) <= MOST:
            yield tel


def said_now(now: Working) -> Document:
    """The open answers that count in a draft: those of today, else those carried."""
    prompts = now.compiled.prompts
    return {
        key: entry
        for key, entry in {**now.carried, **now.current}.items()
        if key in now.shown and not prompts[prompt_key(key)].is_private
    }


def said_when_signed(visit: Visit) -> Document:
    return counted(visit.sheet.body)


def apart_of(visit: Visit, *, apart: bool) -> Document:
    """Of a signed visit the open answers of its page of next steps, or all the others."""
    prompts = compiled(visit.version).prompts
    return {
        key: entry
        for key, entry in visit.sheet.body.items()
        if prompts[prompt_key(key)].is_apart == apart
    }


def facts_to_say(visit: Visit, wording: Compiled, said: Document) -> list[dict[str, str]]:
    """[{"label", "text"}]; what is not written says so. `said` holds open answers only."""
    case = visit.case
    number = f", NHS number {spaced_nhs_number(case.nhs_number)}" if case.nhs_number else ""
    address = ", ".join(part for part in (case.address, case.postcode) if part)
    return [
        {"label": "Baby", "text": f"{baby_of(visit)}, {born_then(visit)}{number}"},
        {"label": "Age", "text": age_at(visit)},
        *(row(label, keys, wording, said) for label, keys in ASKED),
        {"label": "Who is there", "text": who_is_there(visit)},
        {"label": "Where the baby is", "text": place_words(visit, address)},
        *(row(label, keys, wording, said) for label, keys in THEN_ASKED),
    ]


def who_is_there(visit: Visit) -> str:
    if not visit.present and visit.status != Visit.Status.DRAFT:
        return "Not said"  # a signed record waits for nobody
    return capfirst(presence.in_words(visit.present))


def place_words(visit: Visit, address: str) -> str:
    if visit.place == Visit.Place.HOME:
        return f"At home: {address}" if address else "At home"
    home = f". Home: {address}" if address else ""
    return f"{Visit.Place(visit.place).label}{home}"


def row(label: str, keys: tuple[str, ...], wording: Compiled, said: Document) -> dict[str, str]:
    words = [one for one in (words_of(key, wording, said) for key in keys) if one]
    return {"label": label, "text": ". ".join(words) or NOT_WRITTEN}


def words_of(key: str, wording: Compiled, said: Document) -> str:
    """The answer of the visit with its note; one from an earlier visit with its day."""
    prompt, entry = wording.prompts.get(key), said.get(key)
    if prompt is None or entry is None:
        return ""
    words = answer_words(prompt, entry, wording.neutral_reasons)
    words = f"{words} ({entry['note']})" if entry.get("note") else words
    return words if "at" in entry else f"{words} (last time, {source_words(entry)})"


@transaction.atomic
def record_call(
    visit: Visit, *, spoke_to: str, rang_at: datetime, reference: str, by: User, at: datetime
) -> bool:
    """Write who took the referral, when and the reference into the visit's answers.

    A further call is written under the one before it; the same call sent twice stands once, and
    False says that it was there. Says that the referral was made today by phone, unless another
    professional's is recorded. Raises saving.SheetFrozen when the visit was signed meanwhile.
    """
    # What is there is read under the lock: calls recorded at once would write over each other.
    body = lock(visit.sheet).body
    calls = (body.get(REFERENCE, {}).get("value") or "").splitlines()
    call = f"{spoke_to}, {in_words(rang_at)}, {at_time(rang_at)}. Reference: {reference}"
    changes = {} if call in calls else {REFERENCE: Change("\n".join([*calls, call]))}
    if body.get(REFERRAL, {}).get("value") not in REFERRED:
        changes[REFERRAL] = Change(REFERRAL_MADE)
    save_point(
        visit.sheet,
        changes=changes,
        base_revisions={key: body[key]["revision"] for key in changes if key in body},
        receipt=None,
        by=by,
        at=at,
        target=visit,
    )
    return call not in calls

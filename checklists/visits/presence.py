"""Who is here at a visit, as codes, and what that means for private questions.

The codes are kept with the visit. Source: content.md section 3 (ask only when the mother is alone;
an interpreter must be independent; when privacy is uncertain, do not ask).
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from checklists.guidance.known_prompts import (
    CHILD_PRESENT,
    FAMILY_PRESENT,
    NO_INTERPRETER,
    PARTNER_PRESENT,
)
from checklists.visits.models import Visit

NOBODY = "nobody"

WORDS = {
    "mother": "Mother",
    "father": "Father",
    "partner": "A partner",
    "other_adult": "Another adult",
    "older_child": "Child old enough to repeat it",
    "professional": "Other professional",
    "interpreter": "Independent interpreter",
    "interpreter_known": "Family or friend interpreting",
    NOBODY: "No one, I am on my own",
}
CHOICES = list(WORDS.items())

# In the order in which the reason is given when several are there.
REASONS = {
    "partner": PARTNER_PRESENT,
    "father": PARTNER_PRESENT,
    "other_adult": FAMILY_PRESENT,
    "older_child": CHILD_PRESENT,
    "interpreter_known": NO_INTERPRETER,
}


# Who is there when a record is begun later than this says nothing of who was at the contact.
BEGUN_AT_ONCE = timedelta(hours=1)  # our own choice


class UnknownPresence(ValueError):
    """A code that is not in WORDS. Nothing has changed."""


def checked_codes(present: Iterable[str]) -> list[str]:
    """The codes once each, in the order of WORDS; 'nobody' only when it stands alone."""
    codes = set(present)
    if not codes <= WORDS.keys():
        raise UnknownPresence
    if len(codes) > 1:
        codes.discard(NOBODY)
    return [code for code in WORDS if code in codes]


def someone_must_not_hear(present: Collection[str]) -> bool:
    """Whether someone is there who must not see or hear a private question.

    Not yet said who is there counts as yes: when it is uncertain, do not ask.
    """
    return not present or any(code in REASONS for code in present)


def reason_by_presence(present: Collection[str]) -> str:
    """The not-asked reason that 'Not a good time' stands for, or '' when presence gives none."""
    return next((reason for code, reason in REASONS.items() if code in present), "")


def in_words(present: Collection[str]) -> str:
    """'mother, father' for a line after 'Here:'; 'not said yet' when nothing is recorded."""
    words = [WORDS[code] for code in present if code in WORDS]
    return ", ".join(word[0].lower() + word[1:] for word in words) or "not said yet"


def was_here(present: Collection[str]) -> str:
    """The line of a signed visit, whose record says nothing more: 'Here: mother'."""
    return f"Here: {in_words(present)}" if present else "Who was there was not said"


def is_seen_by_someone(present: Collection[str]) -> bool:
    """Whether anyone but the practitioner may see the screen; not yet said counts as yes."""
    return list(present) != [NOBODY]


def facts_of_presence(visit: Visit) -> dict[str, Any]:
    """The facts of `meta.visit_facts`: where it is, and who has been there at some time of it."""
    at_once = was_begun_at_once(visit)
    return {"place": visit.place, "present": list(visit.was_present) if at_once else None}


def was_begun_at_once(visit: Visit) -> bool:
    """Whether the record was begun at the contact, so that who is present was there."""
    return visit.written_at - visit.held_at <= BEGUN_AT_ONCE

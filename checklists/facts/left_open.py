"""Contacts at which the questions behind an unnamed father or a hidden pregnancy stayed open.

A blank counts like "not asked": nobody has recorded it. Source: learning point 9.
"""

from collections.abc import Mapping
from typing import Any

from checklists.facts.contacts import Answers, Contact
from checklists.guidance.known_prompts import (
    COERCION_CONSIDERED,
    CONSIDERED,
    FATHER_IDENTITY,
    FATHER_KNOWN,
    FATHER_NOT_ASKED,
    FATHER_WITHHELD,
    HIDDEN_OR_LATE,
    PREGNANCY_CONCEALED,
)

# Counted while they run on, so that nothing stays open once it was answered.
RUNNING = {"father_identity_unasked_contacts", "coercion_not_considered_contacts"}


def left_open_after(
    before: Mapping[str, Any], contact: Contact, in_force: Answers
) -> dict[str, int]:
    """The private counters of learning point 9 with this contact, which was held.

    `in_force` are the private answers after it. A brief contact asks none of this and moves none.
    """
    if not contact.planned:
        return {}
    left_open = {
        "father_identity_gap_contacts": is_father_unknown(in_force),
        "father_identity_unasked_contacts": is_father_unasked(in_force),
        "coercion_not_considered_contacts": is_coercion_left_open(in_force),
    }
    return {
        key: before.get(key, 0) + 1 if is_open else 0
        for key, is_open in left_open.items()
        if is_open or key in RUNNING
    }


def is_father_unknown(in_force: Answers) -> bool:
    return value_in(in_force, FATHER_IDENTITY) not in FATHER_KNOWN


def is_father_unasked(in_force: Answers) -> bool:
    return value_in(in_force, FATHER_IDENTITY) in (None, FATHER_NOT_ASKED)


def is_coercion_left_open(in_force: Answers) -> bool:
    asks_why = (
        value_in(in_force, FATHER_IDENTITY) == FATHER_WITHHELD
        or value_in(in_force, PREGNANCY_CONCEALED) in HIDDEN_OR_LATE
    )
    return asks_why and value_in(in_force, COERCION_CONSIDERED) not in CONSIDERED


def value_in(answers: Answers, key: str) -> Any:
    """What was last answered; None when nobody ever did."""
    return answers.get(key, {}).get("value")

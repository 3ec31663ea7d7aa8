"""Contacts at which somebody was there whom nobody matched to an adult of the record.

Kept by the code of presence, so that a match closes what was said of the same person and of nobody
else. In whichever order contacts are signed, the same is left.
"""

from collections.abc import Mapping
from typing import Any

from checklists.facts.contacts import Contact

Unmatched = Mapping[str, Mapping[str, Any]]


def unmatched_after(before: Unmatched, contact: Contact) -> dict[str, Any]:
    """`private_counters["unmatched"]`: {code: {"visits": {visit: ISO day}, "matched_on"}}.

    "visits" are those after "matched_on", the last day at which this person was matched; '' for
    never.
    """
    after = {code: dict(kept) for code, kept in before.items()}
    for code, is_matched in contact.matched.items():
        kept = after.get(code, {"visits": {}, "matched_on": ""})
        after[code] = with_contact(kept, contact, is_matched=is_matched)
    return after


def with_contact(kept: Mapping[str, Any], contact: Contact, *, is_matched: bool) -> dict[str, Any]:
    day = contact.on.isoformat()
    matched_on = max(kept["matched_on"], day) if is_matched else kept["matched_on"]
    visits = dict(kept["visits"]) if is_matched else {**kept["visits"], contact.visit_id: day}
    later = {visit: on for visit, on in visits.items() if on > matched_on}
    return {"visits": later, "matched_on": matched_on}


def unmatched_contacts(unmatched: Unmatched) -> int:
    """How many contacts there were since at which somebody stayed unmatched; each counts once."""
    return len({visit for kept in unmatched.values() for visit in kept["visits"]})

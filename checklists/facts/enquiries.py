"""Every time the enquiry could be made, before and after the birth, as the facts keep it.

What was answered is never kept here, so that no page made of it can tell: an enquiry that was
answered, whatever the answer, leaves the same bytes. Source: content.md section 3.
"""

from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from checklists.facts.contacts import Contact
from checklists.guidance.known_prompts import (
    ASKED,
    ASKED_BEFORE,
    DONE_BY_OTHER,
    ENQUIRIES,
    ENQUIRY_AFTER_BIRTH,
    ENQUIRY_BEFORE_BIRTH,
    FAMILY_INTERPRETED,
    NEXT_ENQUIRY,
    NOT_WITH_MOTHER,
    SEEN_ALONE,
    SEEN_IN_RECORD,
    WHO_INTERPRETED,
)

# Someone has asked, or nobody here can: not a try that failed.
NOT_OURS = frozenset({DONE_BY_OTHER, NOT_WITH_MOTHER})

Enquiry = Mapping[str, Any]


def enquiries_after(before: Iterable[Enquiry], contact: Contact) -> list[Enquiry]:
    """The enquiries by day with those of this contact; `private_counters["enquiries"]`."""
    found = (enquiry_of(contact, key) for key in ENQUIRIES)
    return sorted([*before, *filter(None, found)], key=lambda enquiry: enquiry["on"])


def enquiry_of(contact: Contact, key: str) -> Enquiry | None:
    """One enquiry as it is kept; None when the contact did not put it.

    `safe` is false when she was not alone or a relative interpreted, whether she was asked or not.
    `reason` is a reason of the prompt, a neutral one, or ASKED_BEFORE; '' when she was asked.
    `again_on` is the ISO day of the next try, '' for the next contact. `alone` is yes, no, or ''
    when it was not said. One kept before `place` and `alone` were has neither until it is rebuilt.
    """
    entry = contact.private_answers.get(key)
    if entry is None:
        return None
    asked = entry["value"] in ASKED
    not_repeated = entry["value"] == ASKED_BEFORE
    again_on = "" if asked or not_repeated else contact.value_of(NEXT_ENQUIRY) or ""
    return {
        "on": contact.on.isoformat(),
        "by": contact.by,
        "visit": contact.visit_id,
        "visit_type": contact.visit_type,
        "key": key,
        "asked": asked,
        "safe": contact.value_of(SEEN_ALONE) != "no"
        and contact.value_of(WHO_INTERPRETED) != FAMILY_INTERPRETED,
        "reason": ASKED_BEFORE if not_repeated else "" if asked else entry.get("reason", ""),
        "again_on": again_on,
        "alone": contact.value_of(SEEN_ALONE) or "",
        "place": contact.place,
        "before_noon": contact.before_noon,
    }


def same_reason_streak(enquiries: Iterable[Enquiry]) -> int:
    """Contacts running, up to the last, at which the same reason kept her from being asked.

    Counted over the birth. One that was not repeated because she has been asked leaves it alone.
    """
    tries = [one for one in enquiries if one["reason"] != ASKED_BEFORE]
    last = tries[-1]["reason"] if tries else ""
    if not last or last in NOT_OURS:
        return 0
    return len(list(takewhile(lambda one: one["reason"] == last, reversed(tries))))


def asked_safely(enquiries: Iterable[Enquiry], key: str) -> bool:
    return any(one["key"] == key and one["asked"] and one["safe"] for one in enquiries)


def asked_before_birth(enquiries: Iterable[Enquiry], in_record: str | None) -> bool:
    """Whether she was asked safely before the birth, by our own record or by another's.

    `in_record` is the answer in force of ENQUIRY_IN_RECORD, None when nobody has looked.
    """
    return in_record == SEEN_IN_RECORD or asked_safely(enquiries, ENQUIRY_BEFORE_BIRTH)


def still_to_ask_after_birth(enquiries: Iterable[Enquiry], in_record: str | None) -> bool:
    """Whether she was asked safely neither before the birth nor since."""
    every = list(enquiries)
    since = asked_safely(every, ENQUIRY_AFTER_BIRTH)
    return not since and not asked_before_birth(every, in_record)

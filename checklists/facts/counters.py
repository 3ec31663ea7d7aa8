"""Streaks and dates that rules and drift need, carried from contact to contact.

Kept as plain JSON: dates are ISO text. Open counters never depend on a private answer. A contact
signed after a later one has been signed is too late for the streaks; it still counts as held.
Definitions: meta.facts of fixtures/content.json.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from checklists.facts.advice_given import advice_given_after
from checklists.facts.contacts import NO_ACCESS, Answers, Contact, could_not_be_done
from checklists.facts.enquiries import enquiries_after
from checklists.facts.ledger import ledger_after
from checklists.facts.left_open import left_open_after
from checklists.facts.unmatched import unmatched_after
from checklists.guidance.known_prompts import (
    BABY_SEEN,
    DIFFICULT_CONVERSATION,
    DISCLOSED,
    ENQUIRIES,
    HANDED_OVER_IN_FULL,
    HANDOVER_DONE,
    NIGHT_PLACE,
    NO_PROGRESS,
    PLAN_PROGRESS,
    SEEN_ALONE,
    SEEN_ASLEEP,
    SEEN_AWAKE,
    SIGNS_OF_ABUSE,
    SLEEP_SPACE,
    SPACE_SUITABLE,
    SPACE_UNSUITABLE,
    STILL_TO_SAY,
    TOLD_US,
    UNIVERSAL,
)

Counters = Mapping[str, Any]

SPACE_SEEN = frozenset({SPACE_SUITABLE, SPACE_UNSUITABLE})
SEEN = frozenset({SEEN_AWAKE, SEEN_ASLEEP})


def open_counters_after(
    before: Counters, contact: Contact, plan_level: str | None
) -> dict[str, Any]:
    """The open counters with this contact. `plan_level` is the answer in force after it."""
    late = is_late(before, contact)
    after = {**before, "recorded_on": max(before.get("recorded_on", ""), contact.on.isoformat())}
    if not late:
        after["no_access_streak"] = no_access_streak(before.get("no_access_streak", 0), contact)
        after["not_held_streak"] = not_held_streak(before.get("not_held_streak", 0), contact)
    if contact.held:
        after["done"] = last_days_held(before.get("done", {}), contact)
        after["heard"] = advice_given_after(before.get("heard", {}), contact)
        after["ledger"] = ledger_after(before.get("ledger", {}), contact.open_answers, contact)
        after["held_on"] = sorted([*before.get("held_on", []), contact.on.isoformat()])
        after.update(sleep_place_and_handover(before, contact))
        if not late:
            after.update(open_streaks(before, contact, plan_level))
    return after


def open_streaks(before: Counters, contact: Contact, plan_level: str | None) -> dict[str, Any]:
    waiting = streak_after(
        before.get("plan_no_progress_visits", 0),
        contact.value_of(PLAN_PROGRESS),
        NO_PROGRESS,
    )
    return {
        "not_done_runs": not_done_runs(before.get("not_done_runs", {}), contact),
        "plan_no_progress_visits": 0 if plan_level == UNIVERSAL else waiting,
    }


def private_counters_after(before: Counters, contact: Contact, in_force: Answers) -> dict[str, Any]:
    """The private counters with this contact. `in_force` are the private answers after it."""
    if not contact.held:
        return dict(before)
    after = {**before, "enquiries": enquiries_after(before.get("enquiries", []), contact)}
    after["ledger"] = ledger_after(before.get("ledger", {}), contact.private_answers, contact)
    after.update(left_open_after(before, contact, in_force))
    after["unmatched"] = unmatched_after(before.get("unmatched", {}), contact)
    if tells_of_abuse(contact):
        after["domestic_abuse_known_on"] = min(
            before.get("domestic_abuse_known_on", contact.on.isoformat()), contact.on.isoformat()
        )
    if not is_late(before, contact):
        after["recorded_on"] = contact.on.isoformat()
        after["not_seen_alone_streak"] = streak_after(
            before.get("not_seen_alone_streak", 0), contact.value_of(SEEN_ALONE), {"no"}
        )
        after["conversation_waiting_visits"] = streak_after(
            before.get("conversation_waiting_visits", 0),
            contact.value_of(DIFFICULT_CONVERSATION),
            STILL_TO_SAY,
        )
    return after


def is_late(before: Counters, contact: Contact) -> bool:
    """Whether a later contact has been signed before this one."""
    recorded_on: str = before.get("recorded_on", "")
    return recorded_on > contact.on.isoformat()


def streak_after(so_far: int, value: Any, goes_on_with: Collection[str]) -> int:
    """A streak after a contact. One at which nothing was said neither lengthens nor ends it."""
    if not value:
        return so_far
    return so_far + 1 if value in goes_on_with else 0


def no_access_streak(so_far: int, contact: Contact) -> int:
    """Planned contacts running that the family did not have. Cancelled by us is not theirs."""
    if contact.outcome in NO_ACCESS:
        return so_far + 1
    return 0 if contact.held and contact.planned else so_far


def not_held_streak(so_far: int, contact: Contact) -> int:
    """Planned contacts running that did not happen, whoever cancelled them."""
    if not contact.held:
        return so_far + 1
    return 0 if contact.planned else so_far


def not_done_runs(so_far: Mapping[str, int], contact: Contact) -> dict[str, int]:
    """For each watched prompt the contacts running at which it could not be done.

    A contact that does not ask the prompt (a brief one) leaves its run as it is, so that a clinic
    visit in between does not hide that the question is still waiting.
    """
    runs = {key: length for key, length in so_far.items() if key in contact.watched}
    for key in contact.watched & contact.open_answers.keys():
        runs[key] = runs.get(key, 0) + 1 if could_not_be_done(contact.open_answers[key]) else 0
    return {key: length for key, length in runs.items() if length}


def last_days_held(done: Mapping[str, str], contact: Contact) -> dict[str, str]:
    """The last day each visit type was held, by slug."""
    day = contact.on.isoformat()
    return {**done, contact.visit_type: max(done.get(contact.visit_type, day), day)}


def sleep_place_and_handover(before: Counters, contact: Contact) -> dict[str, Any]:
    """What was seen of the sleep place and when, and when care was handed over in full."""
    found: dict[str, Any] = {}
    day = contact.on.isoformat()
    seen = contact.value_of(SLEEP_SPACE)
    if seen in SPACE_SEEN and before.get("sleep_seen", {}).get("on", "") <= day:
        found["sleep_seen"] = {
            "on": day,
            "by": contact.by,
            "visit": contact.visit_id,
            "surface": seen,
            "place": contact.value_of(NIGHT_PLACE) or [],
        }
    if contact.value_of(HANDOVER_DONE) == HANDED_OVER_IN_FULL:
        found["handover_on"] = max(before.get("handover_on", day), day)
    return found


def tells_of_abuse(contact: Contact) -> bool:
    """A disclosure at either enquiry, or someone told us without being asked."""
    if any(contact.value_of(key) == DISCLOSED for key in ENQUIRIES):
        return True
    return TOLD_US in (contact.value_of(SIGNS_OF_ABUSE) or [])


def baby_last_seen_on(contact: Contact, before: date | None) -> date | None:
    """The last day the baby was seen, asleep or awake, this contact included."""
    if contact.held and contact.value_of(BABY_SEEN) in SEEN:
        return max(before or contact.on, contact.on)
    return before

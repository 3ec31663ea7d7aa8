"""The facts that conditions of rules and prompts may ask, as they stand on a day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol

from checklists.cases.ages import HasDates, age_in_days, days_to_due_date
from checklists.cases.models.case import Case
from checklists.facts.confirming import AroundTheBaby, longest_unconfirmed_since
from checklists.facts.contacts import Contact
from checklists.facts.enquiries import same_reason_streak
from checklists.facts.facts import Facts, facts_after_contact
from checklists.facts.unmatched import unmatched_contacts
from checklists.guidance.known_prompts import PLAN_LEVEL, UNIVERSAL
from checklists.reading.clock import london_date

MARKS_POINT = 7  # the learning point on marks and bruises
HIGH = 2  # outstanding.Priority: 1 is immediate, 3 routine


class OpenItem(Protocol):
    """What the facts ask of an item that is not closed; a row of outstanding is one."""

    point_number: int | None
    priority: int
    opened_at: datetime


def facts_for_rules(
    case: Case,
    facts: Facts,
    on: date,
    *,
    open_items: Iterable[OpenItem],
    contact: Contact | None = None,
    adults: Iterable[AroundTheBaby] = (),
) -> dict[str, Any]:
    """Every fact of meta.facts about a case, as it stands on a day; None is unset.

    While a visit is written, `facts` are what came before it and `contact` is None. At signing
    give the contact too, with `facts` still those before it: the streaks then count it, and what
    is asked of earlier contacts (known_domestic_abuse, sleep_place_seen_before, and
    conversation_waiting_visits, which decides what the page shows) does not. Drift gives the
    facts after the last contact, and adds mandated_review_days_overdue and the item_* facts.
    """
    current = facts_after_contact(facts, contact) if contact else facts
    items = list(open_items)
    return {
        **facts_of_dates(case, on),
        **facts_before_contact(facts),
        **facts_with_contact(current),
        **facts_of_owner(case, current, on),
        **facts_of_items(items),
        **facts_of_supervision(current, items, on),
        "adult_confirmed_days": days_since(
            longest_unconfirmed_since(current.private_answers, adults), on
        ),
        "days_since_last_contact": days_since(current.last_contact_on, on),
    }


def facts_of_dates(case: HasDates, on: date) -> dict[str, Any]:
    """What the dates of a case alone decide."""
    return {"days_to_edd": days_to_due_date(case, on), "baby_age_days": age_in_days(case, on)}


def facts_before_contact(facts: Facts) -> dict[str, Any]:
    return {
        "known_domestic_abuse": "domestic_abuse_known_on" in facts.private_counters,
        "sleep_place_seen_before": facts.sleep_place_seen is not None,
        "conversation_waiting_visits": facts.private_counters.get("conversation_waiting_visits", 0),
    }


def facts_with_contact(facts: Facts) -> dict[str, Any]:
    opened, private = facts.open_counters, facts.private_counters
    return {
        "no_access_streak": opened.get("no_access_streak", 0),
        "not_held_streak": opened.get("not_held_streak", 0),
        "not_done_streak": max(opened.get("not_done_runs", {}).values(), default=0),
        "plan_no_progress_visits": opened.get("plan_no_progress_visits", 0),
        "not_seen_alone_streak": private.get("not_seen_alone_streak", 0),
        "enquiry_same_reason_streak": same_reason_streak(facts.enquiries),
        "present_unmatched_contacts": unmatched_contacts(private.get("unmatched", {})),
        "father_identity_gap_contacts": private.get("father_identity_gap_contacts", 0),
        "father_identity_unasked_contacts": private.get("father_identity_unasked_contacts", 0),
        "coercion_not_considered_contacts": private.get("coercion_not_considered_contacts", 0),
    }


def facts_of_owner(case: Case, facts: Facts, on: date) -> dict[str, Any]:
    """The days are unset while the case has had one owner since it was registered."""
    changed = case.owner_since > london_date(case.created_at)
    handover_on = facts.open_counters.get("handover_on", "")
    return {
        "practitioner_changed_days": days_since(case.owner_since, on) if changed else None,
        "handover_recorded": bool(handover_on) and handover_on >= case.owner_since.isoformat(),
    }


def facts_of_items(items: list[OpenItem]) -> dict[str, Any]:
    return {
        "mark_followup_open": any(item.point_number == MARKS_POINT for item in items),
        "open_items": len(items),
        "open_high_items": sum(item.priority <= HIGH for item in items),
    }


def facts_of_supervision(facts: Facts, items: list[OpenItem], on: date) -> dict[str, Any]:
    """Counted from the last signed supervision, or from when the present concern began."""
    level = facts.open_answers.get(PLAN_LEVEL, {})
    began = [london_date(item.opened_at) for item in items if item.priority <= HIGH]
    if level.get("value") not in (None, UNIVERSAL):
        began.append(date.fromisoformat(level["since"]))
    last = facts.open_counters.get("last_supervision_on")
    since = date.fromisoformat(last) if last else min(began, default=None)
    return {"has_active_concern": bool(began), "days_since_supervision": days_since(since, on)}


def days_since(day: date | None, on: date) -> int | None:
    return (on - day).days if day else None

"""What the last signed contacts left in force: read by rules, carry-forward and prepare card.

`after` is pure and is run at signing; `rebuild_facts` runs it again over the signed contacts in
the order of signing and gets the same rows. Facts are pushed down: nothing here asks a visit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from checklists.cases.ages import HasDates, age_in_days, days_to_due_date
from checklists.cases.encryption import seal, unseal
from checklists.cases.models.case import Case
from checklists.facts.advice_given import Heard
from checklists.facts.contacts import Answer, Answers, Contact, prompt_of
from checklists.facts.counters import baby_seen_on, open_after, private_after
from checklists.facts.enquiries import Enquiry, same_reason_streak
from checklists.facts.models import CaseFacts
from checklists.facts.schedule import next_contact
from checklists.guidance.conditions import is_blank
from checklists.guidance.in_force import settings_on, visit_types
from checklists.guidance.known_prompts import (
    CARES_ALONE,
    FATHER_IDENTITY,
    LIVES_IN_HOME,
    PLAN_LEVEL,
    UNIVERSAL,
)
from checklists.household.models import Adult
from checklists.reading.clock import london_date

if TYPE_CHECKING:
    from checklists.household.models import Adult

MARKS_POINT = 7
# What changes most about an adult, and so is confirmed again.
CHANGING = (LIVES_IN_HOME, CARES_ALONE)
HIGH = 2  # outstanding.Priority: 1 is immediate, 3 routine


class PrivatePartIsShut(Exception):
    """Facts read without their private part would lose it if written. Nothing was written."""


@dataclass(frozen=True)
class Facts:
    """The last known answers and counters of a case, open and private apart. All plain JSON.

    An answer is {"value", "reason", "note", "on" (ISO day), "by" (name), "visit" (id as text, ''
    when written on the household page), "since" (ISO day it was first given)}. Keys of the repeat
    group are `prompt:adult_id`. `open_answers` and `private_answers` hold carried prompts only;
    what is asked afresh at every contact is under "latest" of the counters.
    """

    open_answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    private_answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    open_counters: dict[str, Any] = field(default_factory=dict)
    private_counters: dict[str, Any] = field(default_factory=dict)
    last_contact_on: date | None = None
    last_seen_on: date | None = None
    with_private: bool = True

    @property
    def contacts_done(self) -> dict[str, date]:
        """The last day each visit type was held, by slug."""
        done = self.open_counters.get("done", {})
        return {slug: date.fromisoformat(day) for slug, day in done.items()}

    @property
    def latest(self) -> Answers:
        """The last answers to open prompts that are asked afresh each time (prepare card)."""
        return self.open_counters.get("latest", {})

    @property
    def latest_private(self) -> Answers:
        return self.private_counters.get("latest", {})

    @property
    def heard(self) -> Heard:
        """Who has had which advice directly; see `facts.advice_given`."""
        return self.open_counters.get("heard", {})

    @property
    def enquiries(self) -> list[Enquiry]:
        """Every enquiry that could be made, first to last; see `facts.enquiries`."""
        return self.private_counters.get("enquiries", [])

    @property
    def sleep_place_seen(self) -> Mapping[str, Any] | None:
        """{"on", "by", "visit", "surface", "place": [...]} when it was last seen, or None."""
        return self.open_counters.get("sleep_seen")


class OpenItem(Protocol):
    """What the facts ask of an item that is not closed; a row of outstanding is one."""

    point_number: int | None
    priority: int
    opened_at: datetime


# --- a contact is signed ------------------------------------------------------------------------


def after(facts: Facts, contact: Contact) -> Facts:
    """The facts with one more signed contact, held or not."""
    if not contact.held:
        return replace(
            facts,
            open_counters=open_after(facts.open_counters, contact, None),
            private_counters=private_after(facts.private_counters, contact, None),
        )
    now, later = contact.open_answers, contact.private_answers
    answers = remembered(facts.open_answers, now, contact, carried=True)
    private = remembered(facts.private_answers, later, contact, carried=True)
    counters = open_after(facts.open_counters, contact, value(answers, PLAN_LEVEL))
    counters["latest"] = remembered(facts.latest, now, contact, carried=False)
    sealed = private_after(facts.private_counters, contact, value(private, FATHER_IDENTITY))
    sealed["latest"] = remembered(facts.latest_private, later, contact, carried=False)
    return replace(
        facts,
        open_answers=answers,
        private_answers=private,
        open_counters=counters,
        private_counters=sealed,
        last_contact_on=max(facts.last_contact_on or contact.on, contact.on),
        last_seen_on=baby_seen_on(contact, facts.last_seen_on),
    )


def with_household(facts: Facts, answers: Answers, *, on: date, by: str) -> Facts:
    """The facts with answers about adults written on the household page: {key: {"value", ...}}."""
    contact = Contact(
        visit_id="", visit_type="", on=on, by=by, carried=frozenset(map(prompt_of, answers))
    )
    private = remembered(facts.private_answers, answers, contact, carried=True)
    return replace(facts, private_answers=private)


def remembered(
    known: Answers, given: Answers, contact: Contact, *, carried: bool
) -> dict[str, dict[str, Any]]:
    """Last known answers with those of this contact; what was not answered stays as it was.

    An older contact signed late does not replace what a newer one said, and "could not ask today"
    does not wipe out what was known.
    """
    day = contact.on.isoformat()
    after = {key: dict(answer) for key, answer in known.items()}
    for key, answer in given.items():
        before = after.get(key)
        if contact.carries(key) != carried or is_blank(answer.get("value")):
            continue
        same = before and before["value"] == answer["value"]
        if before and (before["on"] > day or (carried and not same and put_off(answer))):
            continue
        after[key] = {
            "value": answer["value"],
            "reason": answer.get("reason", ""),
            "note": answer.get("note", ""),
            "on": day,
            "by": contact.by,
            "visit": contact.visit_id,
            "since": before["since"] if before and same else day,
        }
    return after


def put_off(answer: Answer) -> bool:
    """Whether "could not ask today" wrote it, and not the family's answer."""
    return answer.get("how") == "could_not"


def value(answers: Answers, key: str) -> Any:
    answer: Answer = answers.get(key, {})
    return answer.get("value")


# --- what rules may ask -------------------------------------------------------------------------


def facts_for_rules(
    case: Case,
    facts: Facts,
    on: date,
    *,
    open_items: Iterable[OpenItem],
    contact: Contact | None = None,
    adults: "Iterable[Adult]" = (),
) -> dict[str, Any]:
    """Every fact of meta.facts about a case, as it stands on a day; None is unset.

    While a visit is written, `facts` are what came before it and `contact` is None. At signing
    give the contact too, with `facts` still those before it: the streaks then count it, and what
    is asked of earlier contacts (known_domestic_abuse, sleep_place_seen_before, and
    conversation_waiting_visits, which decides what the page shows) does not. Drift gives the
    facts after the last contact, and adds mandated_review_days_overdue and the item_* facts.
    """
    now = after(facts, contact) if contact else facts
    items = list(open_items)
    return {
        **counted_from(case, on),
        **before_this_contact(facts),
        **with_this_contact(now),
        **of_owner(case, now, on),
        **of_items(items),
        **of_supervision(now, items, on),
        "adult_confirmed_days": days_since(least_confirmed_on(now, adults), on),
        "days_since_last_contact": days_since(now.last_contact_on, on),
    }


def counted_from(case: HasDates, on: date) -> dict[str, Any]:
    """What the dates of a case alone decide."""
    return {"days_to_edd": days_to_due_date(case, on), "baby_age_days": age_in_days(case, on)}


def before_this_contact(facts: Facts) -> dict[str, Any]:
    return {
        "known_domestic_abuse": "domestic_abuse_known_on" in facts.private_counters,
        "sleep_place_seen_before": facts.sleep_place_seen is not None,
        "conversation_waiting_visits": facts.private_counters.get("conversation_waiting_visits", 0),
    }


def with_this_contact(now: Facts) -> dict[str, Any]:
    opened, private = now.open_counters, now.private_counters
    return {
        "no_access_streak": opened.get("no_access_streak", 0),
        "not_held_streak": opened.get("not_held_streak", 0),
        "not_done_streak": max(opened.get("not_done_runs", {}).values(), default=0),
        "plan_no_progress_visits": opened.get("plan_no_progress_visits", 0),
        "not_seen_alone_streak": private.get("not_seen_alone_streak", 0),
        "enquiry_same_reason_streak": same_reason_streak(now.enquiries),
        "father_identity_gap_contacts": private.get("father_identity_gap_contacts", 0),
    }


def of_owner(case: Case, facts: Facts, on: date) -> dict[str, Any]:
    """Unset while the case has had one owner since it was registered."""
    changed = case.owner_since > london_date(case.created_at)
    handover_on = facts.open_counters.get("handover_on", "")
    return {
        "practitioner_changed_days": days_since(case.owner_since, on) if changed else None,
        "handover_recorded": bool(handover_on) and handover_on >= case.owner_since.isoformat(),
    }


def of_items(items: list[OpenItem]) -> dict[str, Any]:
    return {
        "mark_followup_open": any(item.point_number == MARKS_POINT for item in items),
        "open_items": len(items),
        "open_high_items": sum(item.priority <= HIGH for item in items),
    }


def of_supervision(facts: Facts, items: list[OpenItem], on: date) -> dict[str, Any]:
    """Counted from the last signed supervision, or from when the present concern began."""
    level = facts.open_answers.get(PLAN_LEVEL, {})
    began = [london_date(item.opened_at) for item in items if item.priority <= HIGH]
    if level.get("value") not in (None, UNIVERSAL):
        began.append(date.fromisoformat(level["since"]))
    last = facts.open_counters.get("last_supervision_on")
    since = date.fromisoformat(last) if last else min(began, default=None)
    return {"has_active_concern": bool(began), "days_since_supervision": days_since(since, on)}


def least_confirmed_on(facts: Facts, adults: "Iterable[Adult]") -> date | None:
    """The oldest day on which what changes about the adults now there was said or confirmed."""
    days = (confirmed_on(facts.private_answers, adult) for adult in adults if not adult.until_on)
    return min(filter(None, days), default=None)


def confirmed_on(answers: Answers, adult: "Adult") -> date | None:
    """The same for one adult; None when nothing of it is known."""
    known = (answers.get(f"{key}:{adult.pk}") for key in CHANGING)
    return min((date.fromisoformat(one["on"]) for one in known if one), default=None)


def days_since(day: date | None, on: date) -> int | None:
    return (on - day).days if day else None


# --- kept for the next contact ------------------------------------------------------------------


def read_facts(case: Case, with_private: bool, *, for_update: bool = False) -> Facts:
    """The facts of a case. The caller has checked the private permission.

    `for_update` locks the row until the transaction ends: always before `write_facts`.
    """
    row = CaseFacts.objects.select_for_update().get(case=case) if for_update else case.facts
    sealed = unseal(case, bytes(row.sealed)) if with_private else {}
    return Facts(
        open_answers=row.answers,
        open_counters=row.counters,
        private_answers=sealed.get("answers", {}),
        private_counters=sealed.get("counters", {}),
        last_contact_on=row.last_contact_on,
        last_seen_on=row.last_seen_on,
        with_private=with_private,
    )


def write_facts(case: Case, facts: Facts, *, on: date) -> CaseFacts:
    """Keep the facts, and the next contact as it stands on a day. Raises PrivatePartIsShut."""
    if not facts.with_private:
        raise PrivatePartIsShut
    row = CaseFacts(
        case=case,
        answers=facts.open_answers,
        counters=facts.open_counters,
        sealed=seal(case, {"answers": facts.private_answers, "counters": facts.private_counters}),
        last_contact_on=facts.last_contact_on,
        last_seen_on=facts.last_seen_on,
        **next_columns(case, facts, on),
    )
    row.save()
    return row


def plan_next_contact(case: Case, *, on: date) -> None:
    """Work out the next contact again, after a birth, a changed date or as time goes by."""
    facts = read_facts(case, with_private=False, for_update=True)
    CaseFacts.objects.filter(case=case).update(**next_columns(case, facts, on))


def next_columns(case: Case, facts: Facts, on: date) -> dict[str, Any]:
    slug, opens_on, until = next_contact(
        case, facts.contacts_done, visit_types(), settings_on(on), on
    )
    return {"next_contact": slug, "next_from": opens_on, "next_until": until}

"""What the last signed contacts left in force: read by rules, carry-forward and prepare card.

Plain values in, plain values out: signing adds one contact, and `rebuild_facts` adds all signed
contacts again in the order of signing and gets the same rows. Nothing here asks a visit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from checklists.facts.advice_given import AdviceGiven
from checklists.facts.contacts import Answer, Answers, Contact, is_put_off, prompt_of
from checklists.facts.counters import baby_last_seen_on, open_counters_after, private_counters_after
from checklists.facts.enquiries import Enquiry
from checklists.facts.ledger import ledger_after
from checklists.guidance.conditions import is_blank
from checklists.guidance.known_prompts import PLAN_LEVEL


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
    def held_on(self) -> list[str]:
        """The ISO day of every contact that was held, first to last."""
        days: list[str] = self.open_counters.get("held_on", [])
        return days

    @property
    def latest(self) -> Answers:
        """The last answers to open prompts that are asked afresh each time (prepare card)."""
        answers: Answers = self.open_counters.get("latest", {})
        return answers

    @property
    def latest_private(self) -> Answers:
        answers: Answers = self.private_counters.get("latest", {})
        return answers

    @property
    def heard(self) -> AdviceGiven:
        """Who has had which advice directly; see `facts.advice_given`."""
        given: AdviceGiven = self.open_counters.get("heard", {})
        return given

    @property
    def enquiries(self) -> list[Enquiry]:
        """Every enquiry that could be made, first to last; see `facts.enquiries`."""
        enquiries: list[Enquiry] = self.private_counters.get("enquiries", [])
        return enquiries

    @property
    def sleep_place_seen(self) -> Mapping[str, Any] | None:
        """{"on", "by", "visit", "surface", "place": [...]} when it was last seen, or None."""
        seen: Mapping[str, Any] | None = self.open_counters.get("sleep_seen")
        return seen


def facts_after_contact(facts: Facts, contact: Contact) -> Facts:
    """The facts with one more signed contact, held or not."""
    if not contact.held:
        return replace(
            facts,
            open_counters=open_counters_after(facts.open_counters, contact, None),
            private_counters=private_counters_after(facts.private_counters, contact, {}),
        )
    now, later = contact.open_answers, contact.private_answers
    answers = updated_answers(facts.open_answers, now, contact, carried=True)
    private = updated_answers(facts.private_answers, later, contact, carried=True)
    counters = open_counters_after(facts.open_counters, contact, value_of(answers, PLAN_LEVEL))
    counters["latest"] = updated_answers(facts.latest, now, contact, carried=False)
    sealed = private_counters_after(facts.private_counters, contact, private)
    sealed["latest"] = updated_answers(facts.latest_private, later, contact, carried=False)
    return replace(
        facts,
        open_answers=answers,
        private_answers=private,
        open_counters=counters,
        private_counters=sealed,
        last_contact_on=max(facts.last_contact_on or contact.on, contact.on),
        last_seen_on=baby_last_seen_on(contact, facts.last_seen_on),
    )


def facts_after_household_entry(facts: Facts, answers: Answers, *, on: date, by: str) -> Facts:
    """The facts with answers about adults written on the household page: {key: {"value", ...}}."""
    asked = frozenset(map(prompt_of, answers))
    contact = Contact(visit_id="", visit_type="", on=on, by=by, carried=asked, baseline=asked)
    ledger = ledger_after(facts.private_counters.get("ledger", {}), answers, contact)
    return replace(
        facts,
        private_answers=updated_answers(facts.private_answers, answers, contact, carried=True),
        private_counters={**facts.private_counters, "ledger": ledger},
    )


def updated_answers(
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
        if before and (before["on"] > day or (carried and not same and is_put_off(answer))):
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


def value_of(answers: Answers, key: str) -> Any:
    answer: Answer = answers.get(key, {})
    return answer.get("value")

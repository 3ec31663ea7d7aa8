"""What a visit, as it stands, would leave to the next one and to the lists. It writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from checklists.answers.before_signing import Gap
from checklists.answers.in_force import Document, counted_entries, prompt_key
from checklists.answers.private import NOTHING_SAID_OF_IT, Room
from checklists.cases.access import Reads
from checklists.facts.contacts import Contact, prompts_to_watch
from checklists.facts.rule_facts import facts_for_rules, facts_of_dates
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Given
from checklists.guidance.left_open import is_left_open, step_prompts
from checklists.outstanding.item_steps import Steps, still_open
from checklists.outstanding.models import OutstandingItem, State
from checklists.outstanding.rules import Earlier, Plan, PlannedItem, plan
from checklists.reading.clock import is_before_noon, london_date, london_today
from checklists.visits.draft.contradicting import Contradiction, contradictions
from checklists.visits.draft.gathering import with_gathered
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from checklists.visits.room import is_matched, people_to_match


@dataclass(frozen=True, eq=False)
class Preview:
    """What signing would do now: refuse while there are `gaps` or `contradictions`, open and
    propose as in `plan`, which is made only when it is asked for."""

    working: WorkingVisit
    gaps: list[Gap]
    contradictions: list[Contradiction]

    @cached_property
    def contact(self) -> Contact:
        return contact_of(self.working)

    @cached_property
    def plan(self) -> Plan:
        return plan_of(self.working, self.contact)

    def opens(self, *, with_private: bool) -> list[PlannedItem]:
        """The new items, most urgent first; private ones only when asked for."""
        new = [item for item in self.plan.opens if not item.met_again]
        return sorted(
            (item for item in new if with_private or not item.private),
            key=lambda item: (URGENCY.index(item.priority), item.due_on),
        )

    def closings(self, *, with_private: bool) -> list[OutstandingItem]:
        """The open items that could be closed, in the order of the list."""
        proposed = {closing.item_id for closing in self.plan.closes}
        return [
            item
            for item in self.working.items
            if item.pk in proposed and (with_private or not item.private)
        ]

    def steps_left(self, item: OutstandingItem) -> Steps:
        """The steps of an open item that no answer of this visit ticks."""
        answered = {key for one in self.plan.ticks if one.item_id == item.pk for key in one.steps}
        steps = still_open(self.working.item_steps.get(item.pk, ()))
        return [step for step in steps if step.key not in answered]


URGENCY = ("immediate", "high", "routine")


def preview(visit: Visit, right: Reads) -> Preview:
    """What signing this draft would do."""
    return preview_of(WorkingVisit(visit, right))


def preview_of(working: WorkingVisit) -> Preview:
    return Preview(working, working.gaps(), contradictions(working))


def contact_of(working: WorkingVisit) -> Contact:
    """The draft as the facts would keep it: what is shown and answered, open and private apart."""
    room = working.private_half.room
    return contact_with(working.visit, working.compiled, working.current, room)


def signed_contact(visit: Visit, documents: Document, room: Room = NOTHING_SAID_OF_IT) -> Contact:
    """A signed visit as signing kept it; `documents` are its open and private answers together."""
    return contact_with(visit, compiled(visit.version), counted_entries(documents), room)


def contact_with(visit: Visit, wording: Compiled, answers: Document, room: Room) -> Contact:
    return Contact(
        visit_id=str(visit.pk),
        visit_type=visit.visit_type,
        on=london_date(visit.held_at),
        by=visit.author.name_on(visit.signed_at) if visit.signed_at else visit.author.name,
        outcome=visit.outcome,
        place=visit.place,
        before_noon=is_before_noon(visit.held_at),
        matched={code: is_matched(code, room) for code in people_to_match(visit)},
        open_answers=answers_of_half(answers, wording, private=False),
        private_answers=answers_of_half(answers, wording, private=True),
        carried=carried_prompts(wording),
        watched=prompts_to_watch(wording.prompts.values(), wording.rules),
        baseline=frozenset(key for key, prompt in wording.prompts.items() if prompt.baseline),
    )


def answers_hidden_at_first(document: Document, compiled: Compiled, *, shut: bool) -> Document:
    """What a page shows only once it is opened, or what it shows at once."""
    return {
        key: entry
        for key, entry in document.items()
        if compiled.prompts[prompt_key(key)].is_hidden_at_first == shut
    }


def answers_of_half(document: Document, compiled: Compiled, *, private: bool) -> Document:
    return {
        key: entry
        for key, entry in document.items()
        if compiled.prompts[prompt_key(key)].is_private == private
    }


def carried_prompts(compiled: Compiled) -> frozenset[str]:
    return frozenset(key for key, prompt in compiled.prompts.items() if prompt.is_carried)


def plan_of(working: WorkingVisit, contact: Contact) -> Plan:
    """The items and closings that this visit leaves: of its rules, and of what nobody asked."""
    return with_gathered(
        plan_of_rules(working, contact),
        working,
        contact,
        values=facts_with(working, contact, contact.on),
        earlier=as_earlier(working.all_items, working.item_steps, contact.on),
    )


def plan_of_rules(working: WorkingVisit, contact: Contact) -> Plan:
    """The items and closings that the rules of this visit's version find in it.

    A visit of the pregnancy that is signed once the baby is here leaves what a born baby needs.
    """
    in_pregnancy = working.visit.stage == Visit.Stage.PREGNANCY
    found = plan_on(working, contact, contact.on, working.case.due_on if in_pregnancy else None)
    born_on = working.case.born_on
    if born_on is None or born_on <= contact.on:
        return found
    return raised_by_birth(found, plan_on(working, contact, born_on, None), london_today())


def plan_on(working: WorkingVisit, contact: Contact, on: date, due_date: date | None) -> Plan:
    """The same, counted from a day: that of the contact, or that of the birth."""
    return plan(
        working.compiled.rules,
        answers_in_force=working.current_in_force,
        fresh_keys=fresh_keys(working),
        confirmed_keys={
            key for key, entry in working.current.items() if entry["how"] == "confirmed"
        },
        facts=facts_with(working, contact, on),
        facts_before=working.rule_facts,
        settings=working.settings,
        shown=working.shown,
        on=on,
        due_date=due_date,
        earlier_items=with_settled_steps(
            as_earlier(working.all_items, working.item_steps, contact.on), working
        ),
        adults=[adult.pk for adult in working.adults],
        prompts=working.compiled.prompts,
    )


def facts_with(working: WorkingVisit, contact: Contact, on: date) -> dict[str, Any]:
    """The facts that count this contact, with the dates of the case as of that day."""
    facts = facts_for_rules(
        working.case,
        working.facts,
        contact.on,
        open_items=working.items,
        contact=contact,
        adults=working.adults,
    )
    return {**facts, **facts_of_dates(working.case, on)}


def raised_by_birth(found: Plan, at_birth: Plan, today: date) -> Plan:
    """Each item as if it had come up again on the day of the birth, due today at the earliest."""
    again = {(item.rule_key, item.subject): item for item in at_birth.opens}
    opens = (
        item_raised_by_birth(item, again.get((item.rule_key, item.subject)), today)
        for item in found.opens
    )
    return replace(found, opens=tuple(opens))


def item_raised_by_birth(item: PlannedItem, again: PlannedItem | None, today: date) -> PlannedItem:
    if again is None:
        return item
    due_on = min(item.due_on, max(again.due_on, today))
    return replace(
        item, priority=min(item.priority, again.priority, key=URGENCY.index), due_on=due_on
    )


def fresh_keys(working: WorkingVisit) -> set[str]:
    """What was said now and shown. "Could not ask" beside a carried answer says nothing new."""
    return {
        key
        for key, entry in working.current.items()
        if entry["value"] or (entry["reason"] and key not in working.carried)
    }


def as_earlier(
    items: Iterable[OutstandingItem], steps: Mapping[UUID, Steps], on: date
) -> list[Earlier]:
    """Items as the rules want to know them, in the same order. A contact that is signed late
    answers no step that a later one left open."""
    return [
        Earlier(
            item.pk,
            item.rule_key,
            item.subject,
            is_open=item.state != State.CLOSED,
            closing_asked=item.state == State.CLOSING_ASKED,
            because=tuple(item.opened_because),
            steps_open=frozenset(
                step.key for step in still_open(steps.get(item.pk, ())) if step.since <= on
            ),
            steps_done=frozenset(step.key for step in steps.get(item.pk, ()) if step.done),
        )
        for item in items
    ]


def with_settled_steps(found: Iterable[Earlier], working: WorkingVisit) -> list[Earlier]:
    """What a contact has answered since an item was opened is done like what was ticked: a blank
    at a later one does not make a step of it."""
    opened = {
        item.pk: london_date(item.opened_at_visit.held_at)
        for item in working.items
        if item.opened_at_visit
    }
    return [
        replace(one, steps_done=one.steps_done | settled_since(opened[one.id], one, working))
        if one.id in opened
        else one
        for one in found
    ]


def settled_since(day: date, item: Earlier, working: WorkingVisit) -> set[str]:
    """The steps that the item's rule names and that were answered on that day or later."""
    rule = next((one for one in working.compiled.rules if one.key == item.rule_key), None)
    prompts = step_prompts(rule, working.compiled.prompts) if rule else []
    suffix = item.subject.replace("adult:", ":")
    said = [(prompt, working.last_said.get(f"{prompt.key}{suffix}")) for prompt in prompts]
    return {
        prompt.key
        for prompt, entry in said
        if entry
        and entry["on"] >= day.isoformat()
        and not is_left_open(prompt, Given(entry["value"], entry.get("reason", "")))
    }

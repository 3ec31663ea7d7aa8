"""What a contact leaves to do, and which items it may close. Source: content.md sections 5 and 12.

Answers are those in force: given at this contact, or carried from the last signed one. A rule of
kind visit or case opens an item when its condition holds and something it names is fresh.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from checklists.guidance.conditions import Given, facts_in, holds, is_blank, prompts_in
from checklists.guidance.left_open import is_left_open, step_prompts, steps_left_open

if TYPE_CHECKING:
    from checklists.guidance.compiled_prompt import CompiledPrompt
    from checklists.guidance.compiled_version import CompiledRule

KINDS = ("visit", "case")
NONE: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Earlier:
    """An item that the case already has, open or closed.

    `because` are the prompts that opened it; of a gathered item the lines that stood on it, and
    once it is closed those that were left. Its steps are keys of prompts; of those still open only
    what stood open on the day of the contact.
    """

    id: UUID
    rule_key: str
    subject: str
    is_open: bool
    closing_asked: bool = False
    because: tuple[str, ...] = ()
    steps_open: frozenset[str] = frozenset()
    steps_done: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlannedItem:
    """`met_again` is the open item that gets a note instead; `follows` the last closed one.
    `steps` are the prompts that the contact leaves open, and that nobody has ticked."""

    rule_key: str
    subject: str
    title: str
    neutral_title: str
    guidance: str
    priority: str
    due_on: date
    private: bool
    point_number: int
    because: tuple[str, ...]
    bring_to_supervision: bool
    steps: tuple[str, ...] = ()
    met_again: UUID | None = None
    follows: UUID | None = None


@dataclass(frozen=True)
class ProposedClosing:
    """An item whose closing condition is met. Only a person closes it."""

    item_id: UUID
    because: tuple[str, ...]


@dataclass(frozen=True)
class AnsweredSteps:
    """Open steps of an item that this contact has answered."""

    item_id: UUID
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    opens: tuple[PlannedItem, ...] = ()
    closes: tuple[ProposedClosing, ...] = ()
    ticks: tuple[AnsweredSteps, ...] = ()


@dataclass(frozen=True)
class Contact:
    """What a rule reads. Keys of adults' answers are `prompt:adult_id` until `of` picks one."""

    answers: Mapping[str, Given]
    fresh: Collection[str]
    confirmed: Collection[str]
    facts: Mapping[str, Any]
    facts_before: Mapping[str, Any]
    settings: Mapping[str, Any]
    shown: Collection[str]
    prompts: Mapping[str, CompiledPrompt] = field(default_factory=dict)

    def holds(self, condition: Any) -> bool:
        return holds(
            condition, self.answers, facts=self.facts, settings=self.settings, shown=self.shown
        )

    def of(self, subject: str) -> Contact:
        """The same contact as a rule about this subject reads it: one adult's record, or none."""
        suffix = ":" + subject.removeprefix("adult:") if subject.startswith("adult:") else ""
        return replace(
            self,
            answers=_answers_of(self.answers, suffix),
            fresh=_answers_of(dict.fromkeys(self.fresh), suffix).keys(),
            confirmed=_answers_of(dict.fromkeys(self.confirmed), suffix).keys(),
            shown=_answers_of(dict.fromkeys(self.shown), suffix).keys(),
        )

    def names_something_fresh(self, condition: Any) -> bool:
        return any(key in self.fresh for key in prompts_in(condition))

    def holds_by_changed_facts(self, condition: Any) -> bool:
        """Whether facts alone make it true, and this contact has changed one of them."""
        changed = any(
            self.facts.get(key) != self.facts_before.get(key) for key in facts_in(condition)
        )
        # Without answers, so that a carried one cannot make the condition true.
        return changed and replace(self, answers={}, shown=()).holds(condition)

    def because(self, condition: Any) -> tuple[str, ...]:
        """The prompts, and facts as `fact:<key>`, whose part of a condition is true."""
        true = (leaf for leaf in _comparisons(condition) if self.holds(leaf))
        return tuple(
            dict.fromkeys(leaf.get("prompt") or f"fact:{leaf.get('fact')}" for leaf in true)
        )

    def left_open(self, rule: CompiledRule, done: Collection[str] = ()) -> tuple[str, ...]:
        """The steps of a rule that are left open. Of those `done`, only what was said now not to
        be: an answer carried from before a tick undoes nothing."""
        left = steps_left_open(rule, self.prompts, self.answers, self.shown)
        return tuple(key for key in left if key not in done or self.says(key))

    def answers_step(self, prompt: CompiledPrompt) -> bool:
        """Whether it was answered or confirmed now, and settled by that."""
        is_fresh = prompt.key in self.fresh
        return is_fresh and not is_left_open(prompt, self.answers[prompt.key])

    def says(self, key: str) -> bool:
        return key in self.fresh and not is_blank(self.answers[key].value)


ContactOf = Callable[[str], Contact]  # as a rule about this subject reads it


def plan(
    rules: Iterable[CompiledRule],
    *,
    answers_in_force: Mapping[str, Given],
    fresh_keys: Collection[str],
    facts: Mapping[str, Any],
    settings: Mapping[str, Any],
    shown: Collection[str],
    on: date,
    due_date: date | None = None,
    earlier_items: Collection[Earlier] = (),
    adults: Iterable[UUID | str] = (),
    facts_before: Mapping[str, Any] | None = None,
    confirmed_keys: Collection[str] = (),
    prompts: Mapping[str, CompiledPrompt] = NONE,
) -> Plan:
    """What to open, what came up again, which closings to propose and which steps are answered,
    for one contact. `prompts` are those of the wording; the steps of rules are among them.

    `on` is the London date of the contact and `due_date` the expected date of birth of an unborn
    baby. `fresh_keys` were answered, confirmed or changed now, and count only while `shown`; of
    these `confirmed_keys` were carried and only confirmed. A carried answer counts whether this
    contact asks it or not. `facts` count this contact, `facts_before` do not (both on the same
    day). `earlier_items` are in the order in which they were opened.
    """
    carried = answers_in_force.keys() - set(fresh_keys)
    contact = Contact(
        answers=answers_in_force,
        fresh=[key for key in fresh_keys if key in shown],
        confirmed=confirmed_keys,
        facts=facts,
        facts_before=facts_before or {},
        settings=settings,
        shown={*shown, *carried},
        prompts=prompts,
    )
    by_key = {rule.key: rule for rule in rules if rule.kind in KINDS}
    subjects = {None: [""], "adult": [f"adult:{adult}" for adult in adults]}
    of = cache(contact.of)  # most rules are about the same subject
    opening = _Opening(of, on, due_date, list(earlier_items))
    opens = (
        opening.item(rule, subject)
        for rule in by_key.values()
        for subject in subjects[rule.for_each or None]
    )
    return Plan(
        opens=tuple(item for item in opens if item),
        closes=tuple(_closings(by_key, of, earlier_items)),
        ticks=tuple(_answered_steps(by_key, of, earlier_items)),
    )


@dataclass(frozen=True)
class _Opening:
    of: ContactOf
    on: date
    due_date: date | None
    earlier: list[Earlier] = field(default_factory=list)

    def item(self, rule: CompiledRule, subject: str) -> PlannedItem | None:
        contact = self.of(subject)
        if not fires(rule, contact):
            return None
        same = [e for e in self.earlier if (e.rule_key, e.subject) == (rule.key, subject)]
        still_open = next((e for e in same if e.is_open), None)
        closed = next((e for e in reversed(same) if not e.is_open), None)
        if still_open:
            steps = contact.left_open(rule, done=still_open.steps_done)
            return self._planned(rule, subject, contact, steps, met_again=still_open.id)
        if contact.holds(rule.closes_when) or (closed and is_only_confirmed(rule, contact)):
            return None
        steps, follows = contact.left_open(rule), closed.id if closed else None
        return self._planned(rule, subject, contact, steps, follows=follows)

    def _planned(
        self,
        rule: CompiledRule,
        subject: str,
        contact: Contact,
        steps: tuple[str, ...],
        **links: UUID | None,
    ) -> PlannedItem:
        priority, due_on = urgency(rule, contact, on=self.on, due_date=self.due_date)
        return PlannedItem(
            rule_key=rule.key,
            subject=subject,
            title=rule.title,
            neutral_title=rule.neutral_title,
            guidance=rule.guidance,
            priority=priority,
            due_on=due_on,
            private=rule.privacy == "private",
            point_number=rule.point_number,
            because=contact.because(rule.when),
            bring_to_supervision=rule.bring_to_supervision,
            steps=steps,
            **links,
        )


def fires(rule: CompiledRule, contact: Contact) -> bool:
    """True when the condition holds and this contact gave it something new.

    New is a prompt answered, confirmed or changed now; for a rule about the case also a count
    that this contact moved, since a contact that could not happen has no answers.
    """
    if not contact.holds(rule.when):
        return False
    if contact.names_something_fresh(rule.when):
        return True
    return rule.kind == "case" and contact.holds_by_changed_facts(rule.when)


def is_only_confirmed(rule: CompiledRule, contact: Contact) -> bool:
    """Whether nothing that makes it true is new (meta.evaluation.refire).

    What was carried or only confirmed is not. An answer about the mother does not bring back what
    was closed about the father.
    """
    if not contact.names_something_fresh(rule.when):
        return False  # a count moved
    new = set(contact.fresh) - set(contact.confirmed)
    return new.isdisjoint(contact.because(rule.when))


def urgency(
    rule: CompiledRule, contact: Contact, *, on: date, due_date: date | None
) -> tuple[str, date]:
    """Priority and due date: the rule's, or those of the first override that holds."""
    override = next((o for o in rule.overrides if contact.holds(o["when"])), {})
    priority = override.get("priority") or rule.priority
    if override.get("due_anchor") == "edd" and due_date:
        return priority, due_date + timedelta(days=override["due_offset_days"])
    return priority, on + timedelta(days=override.get("due_in_days", rule.due_in_days))


def _closings(
    by_key: Mapping[str, CompiledRule], of: ContactOf, earlier: Iterable[Earlier]
) -> Iterator[ProposedClosing]:
    for item in earlier:
        rule = by_key.get(item.rule_key)
        if rule is None or not item.is_open or item.closing_asked:
            continue
        seen = of(item.subject)
        # A condition on facts alone names no answer that could be fresh.
        fresh = seen.names_something_fresh(rule.closes_when) or not prompts_in(rule.closes_when)
        if fresh and seen.holds(rule.closes_when):
            yield ProposedClosing(item.id, seen.because(rule.closes_when))


def _answered_steps(
    by_key: Mapping[str, CompiledRule], of: ContactOf, earlier: Iterable[Earlier]
) -> Iterator[AnsweredSteps]:
    """A wording whose rule names no such step, as every one before steps, ticks nothing."""
    for item in earlier:
        rule = by_key.get(item.rule_key)
        if rule is None or not item.is_open:
            continue
        seen = of(item.subject)
        answered = [one.key for one in step_prompts(rule, seen.prompts) if seen.answers_step(one)]
        if steps := tuple(key for key in answered if key in item.steps_open):
            yield AnsweredSteps(item.id, steps)


def _comparisons(condition: Any) -> Iterator[dict[str, Any]]:
    """The comparisons in a condition that stand outside a `not`."""
    if not isinstance(condition, dict):
        return
    if "op" in condition:
        yield condition
    for part in [*condition.get("all", ()), *condition.get("any", ())]:
        yield from _comparisons(part)


def _answers_of(answers: Mapping[str, Any], suffix: str) -> dict[str, Any]:
    """Answers about the case, and those of the record with this suffix under their plain key."""
    found = {key: value for key, value in answers.items() if ":" not in key}
    if suffix:
        found |= {
            key.removesuffix(suffix): value
            for key, value in answers.items()
            if key.endswith(suffix)
        }
    return found

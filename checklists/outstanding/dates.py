"""How urgent an open item is, and when it is due, once a date of its case has changed.

It reads no database. The urgency is what its rule gives at each time it came up, in that order;
the birth of the baby counts as one. Nothing that came up again was ever put off by it.
"""

from dataclasses import dataclass, replace
from datetime import date

from checklists.guidance.compiled_version import CompiledRule
from checklists.guidance.conditions import facts_in
from checklists.outstanding.models import Priority

COUNTED_FROM_A_DATE = frozenset({"days_to_edd", "baby_age_days"})


@dataclass(frozen=True)
class Urgency:
    priority: Priority
    due_on: date


def reads_a_date(rule: CompiledRule) -> bool:
    """Whether the due date or the baby's age decides how urgent its items are, or their day."""
    return any(
        override.get("due_anchor") == "edd" or COUNTED_FROM_A_DATE & facts_in(override["when"])
        for override in rule.overrides
    )


def raised_urgency(so_far: Urgency, again: Urgency) -> Urgency:
    """As signing raises it: only what is more urgent changes the day, and never to a later one."""
    if again.priority >= so_far.priority:
        return so_far
    return Urgency(again.priority, min(so_far.due_on, again.due_on))


def urgency_after_birth(so_far: Urgency, again: Urgency) -> Urgency:
    """Once the baby is here, no less urgent and no later than the rule says of a born baby."""
    return Urgency(min(so_far.priority, again.priority), min(so_far.due_on, again.due_on))


def fitting_urgency(now: Urgency, wanted: Urgency, today: date) -> Urgency:
    """What becomes of an open item that the rule wants at `wanted`.

    An immediate item is a person's to settle and no date puts it off. A day that has gone becomes
    today, because nobody could have known it then; what was due before stays so.
    """
    if now.priority == Priority.IMMEDIATE:
        return now
    if wanted.due_on >= today:
        return wanted
    return replace(wanted, due_on=min(now.due_on, today))

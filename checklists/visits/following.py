"""What visits left to do follows a date of the case that was changed.

Only open items whose rule reads the due date or the baby's age move, and only when the changed
date makes a difference to what the rule gave. Nothing that is signed is read by anyone here: the
rules read it, as at signing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from checklists.answers import private
from checklists.answers.in_force import (
    Document,
    answers_in_force,
    carried_entries,
    counted_entries,
    given_here,
)
from checklists.cases.ages import born_by
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts
from checklists.facts.following import Dates, changed_date, dates_of
from checklists.facts.rule_facts import facts_for_rules, facts_of_dates
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_version import CompiledRule
from checklists.guidance.in_force import settings_on
from checklists.outstanding.dates import (
    Urgency,
    fitting_urgency,
    raised_urgency,
    reads_a_date,
    urgency_after_birth,
)
from checklists.outstanding.dating import redate, urgency_of
from checklists.outstanding.models import ItemEvent, OutstandingItem, Priority
from checklists.outstanding.rules import Contact, urgency
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.models import Visit

CAME_UP = (ItemEvent.Kind.OPENED, ItemEvent.Kind.MET_AGAIN)


def move_items(case: Case, was: Dates, facts: Facts, *, by: User, at: datetime) -> None:
    dates, today = dates_of(case), london_date(at)
    moves = {}
    for item, visits in came_up_at(case):
        times = [CameUp(case, visit, item, facts) for visit in visits]
        before, after = urgency_after(times, was), urgency_after(times, dates)
        if before != after and after:
            moves[item] = fitting_urgency(urgency_of(item), after, today)
    redate(moves, changed_date(was, dates), by=by, at=at)


def came_up_at(case: Case) -> Iterator[tuple[OutstandingItem, list[Visit]]]:
    """The open items of the case that a rule opened, with the signed visits they came up at."""
    # Held, so that an item that is closed at this moment gets no new day afterwards.
    rows = OutstandingItem.objects.select_for_update().open().filter(case=case)
    items = {item.pk: item for item in rows.exclude(rule_key="").order_by("opened_at", "pk")}
    events = ItemEvent.objects.filter(
        item__in=items, kind__in=CAME_UP, visit__status=Visit.Status.SIGNED
    ).select_related("visit__version", "visit__sheet", "visit__author")
    visits: dict[Any, list[Visit]] = {}
    for event in events.order_by("at", "pk"):
        if event.visit:
            visits.setdefault(event.item_id, []).append(event.visit)
    for pk, found in visits.items():
        items[pk].case = case
        if any(reads_a_date(rule) for visit in found for rule in rules_of(visit, items[pk])):
            yield items[pk], found


def rules_of(visit: Visit, item: OutstandingItem) -> list[CompiledRule]:
    """The item's rule in the wording of that visit; none where that version did not have it."""
    return [rule for rule in compiled(visit.version).rules if rule.key == item.rule_key]


@dataclass(frozen=True, eq=False)
class CameUp:
    """One time that an item came up, as its rule reads that visit now."""

    case: Case
    visit: Visit
    item: OutstandingItem
    facts: Facts

    @cached_property
    def on(self) -> date:
        return london_date(self.visit.held_at)

    @cached_property
    def documents(self) -> Document:
        sheet = self.visit.sheet
        sheet.case = self.case
        return counted_entries({**sheet.body, **private.read_own(sheet)})

    def urgency(self, dates: Dates, on: date) -> Iterator[Urgency]:
        """What the rule gives on that day, had the case always had these dates."""
        given, known = given_here(self.documents), known_answers(self.facts)
        answers = answers_in_force(
            given, carried_entries(given, known, compiled(self.visit.version))
        )
        facts = facts_for_rules(self.case, self.facts, on, open_items=())
        contact = Contact(
            answers=answers,
            fresh=given.keys(),
            confirmed=(),
            facts={**facts, **facts_of_dates(dates, on)},
            facts_before={},
            settings=settings_on(on),
            shown=answers.keys(),
        ).of(self.item.subject)
        due_date = None if born_by(dates, on) else dates.due_on
        for rule in rules_of(self.visit, self.item):
            priority, due_on = urgency(rule, contact, on=on, due_date=due_date)
            yield Urgency(Priority[priority.upper()], due_on)


def known_answers(facts: Facts) -> Document:
    return {**facts.open_answers, **facts.private_answers}


def urgency_after(times: list[CameUp], dates: Dates) -> Urgency | None:
    """The urgency after every time the item came up; None when no rule speaks of it.

    An item of the pregnancy comes up once more on the day the baby is born.
    """
    unborn = [one for one in times if not born_by(dates, one.on)]
    so_far = urgency_raised_by(None, unborn, dates)
    if so_far and dates.born_on:
        for again in unborn[-1].urgency(dates, dates.born_on):
            so_far = urgency_after_birth(so_far, again)
    return urgency_raised_by(so_far, [one for one in times if one not in unborn], dates)


def urgency_raised_by(
    so_far: Urgency | None, times: Iterable[CameUp], dates: Dates
) -> Urgency | None:
    for one in times:
        for again in one.urgency(dates, one.on):
            so_far = raised_urgency(so_far, again) if so_far else again
    return so_far

"""The item for the next attempt at a contact that did not happen, with a day and an owner.

There is never more than one. When the rule about a run of such contacts fires too, the routine
item becomes the high one, because nothing closes by itself. Another attempt never puts off a high
item.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from checklists.cases.models.case import Case
from checklists.nhsuk.wording import in_words
from checklists.outstanding.history import Action, new_event
from checklists.outstanding.models import ItemEvent, OutstandingItem, Priority
from checklists.outstanding.opening import open_planned
from checklists.outstanding.rules import Plan, PlannedItem
from checklists.people.models.users import User

if TYPE_CHECKING:
    from checklists.visits.models import Visit

ATTEMPT_RULE = "try_again"
RUN_RULE = "no_access_or_refused"
CHANGED_FIELDS = (
    *("rule_key", "title", "neutral_title", "guidance", "point_number", "opened_because"),
    *("private", "bring_to_supervision", "priority", "due_on", "follows"),
)


def next_attempt(case: Case) -> OutstandingItem | None:
    """The open item that says when the visit is tried again, or that it comes too often."""
    rows = OutstandingItem.objects.open().filter(case=case, rule_key__in=(ATTEMPT_RULE, RUN_RULE))
    # Where both are open the attempt comes first, by its key.
    return rows.order_by("-rule_key").first()


def open_with_next_attempt(
    plan: Plan, case: Case, visit: "Visit", *, again_on: date, by: User, at: datetime
) -> None:
    """Open what the rules found; the attempt is due on the day that was chosen.

    Called inside the transaction that signs the contact, which holds the facts of the case.
    """
    found = {planned.rule_key: planned for planned in plan.opens}
    attempt, run = found.pop(ATTEMPT_RULE, None), found.pop(RUN_RULE, None)
    there = next_attempt(case) if attempt else None
    if there:
        there.case = case
        set_next_day(there, run, visit, again_on=again_on, by=by, at=at)
    elif first := run or attempt:
        found[first.rule_key] = first if attempt is None else due_by(first, again_on)
    open_planned(Plan(tuple(found.values())), case, visit, by=by, at=at)


def due_by(planned: PlannedItem, again_on: date) -> PlannedItem:
    """The attempt on that day; what is urgent no later than its rule says."""
    due_on = again_on if planned.rule_key == ATTEMPT_RULE else min(planned.due_on, again_on)
    return replace(planned, due_on=due_on)


def set_next_day(
    item: OutstandingItem,
    run: PlannedItem | None,
    visit: "Visit",
    *,
    again_on: date,
    by: User,
    at: datetime,
) -> None:
    """Another attempt did not happen: give the open item its new day and note it in its history."""
    if item.rule_key == RUN_RULE:
        # A high item is never put off.
        item.due_on = min(item.due_on, again_on)
    elif run and not run.met_again:
        turn_into_run(item, due_by(run, again_on))
    else:
        item.due_on = again_on
    item.save(update_fields=CHANGED_FIELDS)
    said = Action(f"To be tried again by {in_words(again_on)}")
    new_event(item, ItemEvent.Kind.MET_AGAIN, by=by, at=at, visit=visit, action=said).save()


def turn_into_run(item: OutstandingItem, run: PlannedItem) -> None:
    """Make the routine item the high one; who opened it, when and where stays."""
    item.rule_key, item.point_number = run.rule_key, run.point_number
    item.title, item.neutral_title, item.guidance = run.title, run.neutral_title, run.guidance
    item.private, item.bring_to_supervision = run.private, run.bring_to_supervision
    item.priority, item.due_on = Priority[run.priority.upper()], run.due_on
    item.opened_because, item.follows_id = list(run.because), run.follows or item.follows_id

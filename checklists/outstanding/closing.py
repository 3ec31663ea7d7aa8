"""What people do about an item until it is closed. Source: meta.evaluation, close and manual_close.

Routine: closed by the person with an outcome and words. High: the person asks, a manager or deputy
of the team agrees or declines; a closing that answers propose and a person confirms at signing
needs no agreement. Immediate: always what was done, when and with whom, and always agreement.
Steps that are still open are ticked with the closing, or it says why they stay undone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from checklists.audit.recording import record
from checklists.audit.refused import AlreadyAsked, NothingAsked, NotYours, Overtaken, Refused
from checklists.cases.models.notices import Notice
from checklists.cases.notices import give_notice
from checklists.outstanding.history import Action, new_event, steps
from checklists.outstanding.item_steps import open_steps_of, steps_by_item, steps_of
from checklists.outstanding.models import ItemEvent, Outcome, OutstandingItem, Priority, State
from checklists.outstanding.still_to_ask import keys_left
from checklists.outstanding.unasked import is_gathered
from checklists.outstanding.undone import left_with_a_reason, steps_left, ticks_at_closing
from checklists.people.models.teams import TEAM_MANAGERS, Role
from checklists.people.models.users import User
from checklists.people.roles import roles_of, teams_of

if TYPE_CHECKING:
    from checklists.visits.models import Visit

Kind = ItemEvent.Kind
CLOSING = (
    *("state", "outcome", "closed_at", "closed_by", "closed_at_visit"),
    "opened_because",  # of a gathered item; see `rules.Earlier`
)
ASKING = ("state", "outcome", "closing_asked_at", "closing_asked_by")


class AlreadyClosed(Overtaken):
    """Someone closed it first."""


class NeedsAgreement(Refused):
    """High and immediate items are not closed by hand without a manager."""


class NotYoursToDecide(NotYours):
    """Only a manager or deputy of the team decides, and never on their own asking."""


class SayWhatWasDone(Refused):
    """An immediate item is not closed without what was done, when and with whom."""


class MoreIsOpen(Refused):
    """What was asked to be closed is not what would be closed now."""


class AlreadyRecorded(Refused):
    """The same person has said the same words for the same moment: the button pressed twice."""


@dataclass(frozen=True)
class ConfirmedClosing:
    """A proposed closing that a person confirmed at signing; an immediate one says its action.
    `steps_done` are those of its open steps that she ticked with it."""

    item_id: UUID
    action: Action | None = None
    outcome: Outcome = Outcome.DONE
    steps_done: Collection[str] = ()


def manages(user: User, item: OutstandingItem) -> bool:
    """Whether the user is a manager or deputy of the item's team today."""
    return item.team_id in teams_of(user, *TEAM_MANAGERS)


def answers_for(user: User, item: OutstandingItem) -> bool:
    """Whether the user can say that an immediate item was seen: a manager or deputy of its team,
    or a safeguarding lead, whom the clock tells when no manager has looked."""
    return manages(user, item) or Role.SAFEGUARDING_LEAD in roles_of(user)


def may_decide(user: User, item: OutstandingItem) -> bool:
    """Whether the user may agree to close it, or decline: nobody agrees to their own asking."""
    return manages(user, item) and item.closing_asked_by_id != user.pk


@transaction.atomic
def record_action(item: OutstandingItem, *, action: Action, by: User, at: datetime) -> None:
    """Add what was done to the history; the item stays open. Raises AlreadyRecorded."""
    row = lock_open(item)
    if has_recorded(row, action, by):
        raise AlreadyRecorded("This is recorded already. If you did it again, say so in the words.")
    mark_seen_by_manager(row, by=by, at=at)
    new_event(row, Kind.ACTED, by=by, at=at, action=action).save()
    record("item.acted", row, by=by, at=at, case=row.case_id)


def has_recorded(
    item: OutstandingItem, action: Action, by: User, *, kind: Kind = Kind.ACTED
) -> bool:
    """Whether this person has said the same words, for the same moment, of this item."""
    said = [step for step in steps(item, with_words=True) if step.event.kind == kind]
    return any(step.event.by_id == by.pk and step.action == action for step in said)


@transaction.atomic
def acknowledge(item: OutstandingItem, *, by: User, at: datetime) -> None:
    """A manager, deputy or safeguarding lead has seen it. Seeing it twice changes nothing."""
    row = lock_open(item)
    if not answers_for(by, row):
        raise NotYoursToDecide("Only a manager, deputy or safeguarding lead says that it was seen.")
    if row.acknowledged_at:
        return
    _mark_seen(row, by=by, at=at)
    new_event(row, Kind.ACKNOWLEDGED, by=by, at=at).save()
    record("item.acknowledged", row, by=by, at=at, case=row.case_id)


@transaction.atomic
def close(
    item: OutstandingItem,
    *,
    outcome: Outcome,
    action: Action,
    by: User,
    at: datetime,
    steps_done: Collection[str] = (),
) -> None:
    """Close a routine item by hand. Raises NeedsAgreement for the others, SayWhatStaysUndone."""
    row = lock_open(item)
    if row.priority != Priority.ROUTINE:
        raise NeedsAgreement("Ask your manager to agree to close this.")
    left = tick_and_leave(row, steps_done, action, by=by, at=at)
    _mark_closed(row, outcome=outcome, by=by, at=at)
    row.save(update_fields=CLOSING)
    new_event(row, Kind.CLOSED, by=by, at=at, action=action, steps=left).save()
    record("item.closed", row, by=by, at=at, case=row.case_id, outcome=outcome)


@transaction.atomic
def ask_to_close(
    item: OutstandingItem,
    *,
    outcome: Outcome,
    action: Action,
    by: User,
    at: datetime,
    steps_done: Collection[str] = (),
) -> None:
    """Ask a manager to agree. The item stays open, and on every list, until one does. Raises
    AlreadyAsked, SayWhatWasDone or SayWhatStaysUndone."""
    row = lock_open(item)
    _mark_asked(row, outcome=outcome, action=action, by=by, at=at)
    row.save(update_fields=ASKING)
    left = tick_and_leave(row, steps_done, action, by=by, at=at)
    mark_seen_by_manager(row, by=by, at=at)
    new_event(row, Kind.CLOSING_ASKED, by=by, at=at, action=action, steps=left).save()
    record("item.closing_asked", row, by=by, at=at, case=row.case_id, outcome=outcome)


@transaction.atomic
def agree(item: OutstandingItem, *, by: User, at: datetime) -> None:
    """A manager or deputy closes an item as it was asked. Raises MoreIsOpen."""
    row = _lock_asked(item, by)
    if set(left_in(row)) - set(left_when_asked(row)):
        raise MoreIsOpen(
            "More is open than when closing was asked: a step was opened again, or a question "
            "came on the list. Leave the item open and say so."
        )
    _mark_closed(row, outcome=Outcome(row.outcome), by=by, at=at)
    row.save(update_fields=CLOSING)
    _mark_seen(row, by=by, at=at)
    new_event(row, Kind.CLOSED, by=by, at=at).save()
    record("item.closing_agreed", row, by=by, at=at, case=row.case_id, outcome=row.outcome)


@transaction.atomic
def decline(item: OutstandingItem, *, reason: str, by: User, at: datetime) -> None:
    """A manager or deputy leaves it open and says why. Who asked and who owns it get a notice."""
    row = _lock_asked(item, by)
    concerned = (row.closing_asked_by, row.owner)
    row.state, row.outcome = State.OPEN, ""
    row.closing_asked_at = row.closing_asked_by = None
    row.save(update_fields=ASKING)
    _mark_seen(row, by=by, at=at)
    new_event(row, Kind.DECLINED, by=by, at=at, action=Action(reason)).save()
    left_open = Notice.Kind.LEFT_OPEN
    give_notice(concerned, left_open, row.pk, row.case, private=row.private, by=by, at=at)
    record("item.closing_declined", row, by=by, at=at, case=row.case_id)


def close_at_signing(
    confirmed: Iterable[ConfirmedClosing], visit: "Visit", *, by: User, at: datetime
) -> list[OutstandingItem]:
    """Close the items that a person confirmed; ask for agreement when one is immediate.

    Called inside the transaction of signing, which records the event. Items of another case, and
    what is closed or asked for already, are left alone. Statements do not grow with the number of
    items. Raises SayWhatWasDone or SayWhatStaysUndone.
    """
    wanted = {one.item_id: one for one in confirmed}
    if not wanted:
        return []
    rows = OutstandingItem.objects.select_for_update().filter(pk__in=wanted, state=State.OPEN)
    items = list(rows.filter(case=visit.case))
    steps, history = steps_by_item(items), []
    for item in items:
        # The one object for all, so that no item reads its case for the history.
        item.case = visit.case
        said, its = wanted[item.pk], steps.get(item.pk, ())
        left = steps_left(its, said.steps_done, said.action)
        history += ticks_at_closing(item, its, said.steps_done, by=by, at=at, visit=visit)
        kind = _confirm(item, said, visit, by=by, at=at)
        closed = new_event(item, kind, by=by, at=at, visit=visit, action=said.action, steps=left)
        history.append(closed)
    OutstandingItem.objects.bulk_update(items, {*CLOSING, *ASKING})
    ItemEvent.objects.bulk_create(history)
    return items


def left_in(row: OutstandingItem) -> list[str]:
    """The keys of its open steps, or of the lines of a gathered item that nobody has asked."""
    if is_gathered(row.rule_key):
        return keys_left(row)
    return [step.key for step in open_steps_of(row)]


def left_when_asked(row: OutstandingItem) -> list[str]:
    """What the asking left open, with its reason."""
    asked = row.history.filter(kind=Kind.CLOSING_ASKED).order_by("at", "pk").last()
    return asked.steps if asked else []


def tick_and_leave(
    row: OutstandingItem, done: Collection[str], action: Action, *, by: User, at: datetime
) -> list[str]:
    """Tick the steps that are done; gives those that stay open, or the lines of a gathered item
    that stay unasked. Raises SayWhatStaysUndone."""
    if is_gathered(row.rule_key):
        return left_with_a_reason(keys_left(row), action)
    steps = steps_of(row)
    left = steps_left(steps, done, action)
    for event in ticks_at_closing(row, steps, done, by=by, at=at):
        event.save()
    return left


def _confirm(
    item: OutstandingItem, said: ConfirmedClosing, visit: "Visit", *, by: User, at: datetime
) -> Kind:
    if item.priority == Priority.IMMEDIATE:
        _mark_asked(item, outcome=said.outcome, action=said.action, by=by, at=at)
        return Kind.CLOSING_ASKED
    _mark_closed(item, outcome=said.outcome, by=by, at=at, visit=visit)
    return Kind.CLOSED


def _mark_asked(
    row: OutstandingItem, *, outcome: Outcome, action: Action | None, by: User, at: datetime
) -> None:
    """Set what says that closing is asked for; saved by the caller."""
    if row.state == State.CLOSING_ASKED:
        raise AlreadyAsked("Your manager has already been asked.")
    if row.priority == Priority.IMMEDIATE and not (action and action.is_whole):
        raise SayWhatWasDone("Say what was done, when, and with whom.")
    row.state, row.outcome = State.CLOSING_ASKED, outcome
    row.closing_asked_at, row.closing_asked_by = at, by


def _mark_closed(
    row: OutstandingItem,
    *,
    outcome: Outcome,
    by: User,
    at: datetime,
    visit: "Visit | None" = None,
) -> None:
    """The same of a closing."""
    row.state, row.outcome = State.CLOSED, outcome
    row.closed_at, row.closed_by, row.closed_at_visit = at, by, visit
    if is_gathered(row.rule_key):
        # With a visit it was proposed, since nothing was left.
        row.opened_because = [] if visit else keys_left(row)


def _mark_seen(row: OutstandingItem, *, by: User, at: datetime) -> None:
    """Whoever decides about an item has seen it; the first to see it stays on record."""
    if row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by = at, by
        row.save(update_fields=["acknowledged_at", "acknowledged_by"])


def mark_seen_by_manager(row: OutstandingItem, *, by: User, at: datetime) -> None:
    """A manager who does something about another's item has seen it.

    One who holds the family has to say so, because then nobody else has looked.
    """
    if by.pk != row.owner_id and manages(by, row):
        _mark_seen(row, by=by, at=at)


def lock_open(item: OutstandingItem) -> OutstandingItem:
    """The item as it is now, held until the transaction ends. Raises AlreadyClosed."""
    # PostgreSQL locks no optional relation, and `closing_asked_by` is one: the item alone is held.
    rows = OutstandingItem.objects.select_for_update(of=("self",))
    rows = rows.select_related("case", "owner", "closing_asked_by")
    row = rows.get(pk=item.pk)
    if row.state == State.CLOSED:
        raise AlreadyClosed("This item is closed already.")
    return row


def _lock_asked(item: OutstandingItem, by: User) -> OutstandingItem:
    """The item as it is now, waiting for this person's answer, held like `lock_open`."""
    row = lock_open(item)
    if row.state != State.CLOSING_ASKED:
        raise NothingAsked("Nobody is waiting for an answer about this item.")
    if not may_decide(by, row):
        raise NotYoursToDecide("Another manager or deputy of this team has to decide.")
    return row

"""What stands under "Due first" on a caseload, and in which order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from uuid import UUID

from django.db.models import Q

from checklists.cases.querysets import CaseQuerySet
from checklists.cases.siblings import BORN_TOO
from checklists.guidance.models import VisitType
from checklists.nhsuk.wording import counted, day_month
from checklists.outstanding import full_titles
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.models import Visit

DUE_FIRST = 50  # of each kind: items, contacts and drafts


class Rank(IntEnum):
    """What a family waits for, the most urgent first.

    A mandated contact that ends today cannot be held in time tomorrow, and a routine item that has
    waited for months can.
    """

    IMMEDIATE = 1
    HIGH_OVERDUE = 2
    MANDATED_ENDS = 3
    ROUTINE_OVERDUE = 4
    CONTACT = 5
    DRAFT = 6


RANK_OF_ITEM = {
    Priority.IMMEDIATE: Rank.IMMEDIATE,
    Priority.HIGH: Rank.HIGH_OVERDUE,
    Priority.ROUTINE: Rank.ROUTINE_OVERDUE,
}


@dataclass(frozen=True)
class Reason:
    """Why a family stands under "Due first"."""

    rank: Rank
    day: date
    case_id: UUID
    icon: str
    fact: str
    text: str


def sort_reasons(reasons: Iterable[Reason]) -> list[Reason]:
    """By rank, then what has waited longest."""
    return sorted(reasons, key=lambda reason: (reason.rank, reason.day))


def rank_of_contact(last_day: date, today: date, *, is_mandated: bool) -> Rank:
    return Rank.MANDATED_ENDS if is_mandated and last_day <= today else Rank.CONTACT


def due_first(
    mine: CaseQuerySet,
    user: User,
    today: date,
    kinds: Mapping[str, VisitType],
    *,
    full: bool = False,
) -> list[Reason]:
    """Immediate and overdue items, contacts whose window is open, unsigned drafts, in order."""
    return sort_reasons(
        [
            *item_reasons(mine, user, today, full=full),
            *contact_reasons(mine, today, kinds),
            *draft_reasons(user, today, kinds),
        ]
    )


def item_reasons(mine: CaseQuerySet, user: User, today: date, *, full: bool) -> Iterator[Reason]:
    """One line for each case and urgency, with the day of the item that waits longest."""
    items = (
        OutstandingItem.objects.visible_to(user)
        .open()
        .filter(Q(priority=Priority.IMMEDIATE) | Q(due_on__lt=today), case__in=mine.values("pk"))
        .order_by("priority", "due_on", "pk")[:DUE_FIRST]
    )
    by_urgency = defaultdict(list)
    for item in items:
        by_urgency[item.case_id, item.priority].append(item)
    for waiting in by_urgency.values():
        yield item_reason(waiting, today, full=full)


def item_reason(waiting: list[OutstandingItem], today: date, *, full: bool) -> Reason:
    first = waiting[0]
    level = Priority(first.priority)
    title = first.title if full else full_titles.NEUTRAL
    return Reason(
        rank=RANK_OF_ITEM[level],
        day=first.due_on,
        case_id=first.case_id,
        icon=level.label.lower(),
        fact=item_fact(level, (today - first.due_on).days),
        text=title if len(waiting) == 1 else f"{len(waiting)} items",
    )


def item_fact(level: Priority, over: int) -> str:
    """'Immediate, today.', 'Overdue by 19 days, high.'; `over` is in days."""
    if level != Priority.IMMEDIATE:
        return f"Overdue by {counted(over, 'day')}, {level.label.lower()}."
    return "Immediate, today." if over <= 0 else f"Immediate, overdue by {counted(over, 'day')}."


def contact_reasons(
    mine: CaseQuerySet, today: date, kinds: Mapping[str, VisitType]
) -> Iterator[Reason]:
    due = (
        mine.saying_births()  # type: ignore[misc]  # which annotates `birth_begun`
        .filter(facts__next_from__lte=today)
        .exclude(facts__next_contact="")
        .order_by("facts__next_until")
        .values_list("pk", "facts__next_contact", "facts__next_until", "birth_begun")[:DUE_FIRST]
    )
    for pk, slug, until, birth_begun in due:
        reason = contact_reason(pk, slug, until or today, today, kinds)
        yield replace(reason, text=f"{reason.text}. {BORN_TOO}") if birth_begun else reason


def contact_reason(
    case_id: UUID, slug: str, last_day: date, today: date, kinds: Mapping[str, VisitType]
) -> Reason:
    kind = kinds.get(slug)
    return Reason(
        rank=rank_of_contact(last_day, today, is_mandated=bool(kind and kind.is_mandated)),
        day=last_day,
        case_id=case_id,
        icon="contact",
        fact=contact_fact(last_day, today),
        text=visit_type_name(slug, kinds),
    )


def contact_fact(last_day: date, today: date) -> str:
    if last_day < today:
        return f"Contact overdue by {counted((today - last_day).days, 'day')}."
    if last_day == today:
        return "Contact due, last day."
    return f"Contact due by {day_month(last_day)}."


def draft_reasons(user: User, today: date, kinds: Mapping[str, VisitType]) -> Iterator[Reason]:
    drafts = Visit.objects.editable_by(user).order_by("written_at")[:DUE_FIRST]
    for visit in drafts:
        begun_on = london_date(visit.written_at)
        waited = (today - begun_on).days
        fact = f"Not signed for {counted(waited, 'day')}." if waited else "Not signed yet."
        text = visit_type_name(visit.visit_type, kinds)
        yield Reason(Rank.DRAFT, begun_on, visit.case_id, "draft", fact, text)


def visit_type_name(slug: str, kinds: Mapping[str, VisitType]) -> str:
    """The slug itself when the kind of visit is no longer listed."""
    return kinds[slug].short_name if slug in kinds else slug

"""What stands under "Due first" on a caseload, and in which order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from uuid import UUID

from checklists.cases.models.case import Case
from checklists.cases.siblings import BORN_TOO
from checklists.guidance.in_force import GuidanceInForce
from checklists.guidance.models import VisitType
from checklists.home.what_stands import CONTACT, DRAFT, ITEM, Standing
from checklists.nhsuk.wording import counted, day_month
from checklists.outstanding import full_titles
from checklists.outstanding.models import Priority
from checklists.reading.clock import london_date


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
    found: Iterable[Standing],
    cases: Mapping[UUID, Case],
    today: date,
    guidance: GuidanceInForce,
    *,
    full: bool = False,
) -> list[Reason]:
    """Immediate and overdue items, contacts whose window is open, unsigned drafts, in order.

    `cases` are theirs by id, each with whether another of its birth is born.
    """
    due, kinds = defaultdict(list), {kind.slug: kind for kind in guidance.kinds}
    for one in sorted(found, key=lambda one: (one.level, one.day, one.pk)):
        if one.case_id in cases:
            due[one.kind].append(one)
    return sort_reasons(
        [
            *item_reasons(due[ITEM], today, full=full),
            *contact_reasons(due[CONTACT], cases, today, kinds),
            *draft_reasons(due[DRAFT], today, kinds),
        ]
    )


def item_reasons(items: Iterable[Standing], today: date, *, full: bool) -> Iterator[Reason]:
    """One line for each case and urgency, with the day of the item that waits longest."""
    by_urgency = defaultdict(list)
    for item in items:
        by_urgency[item.case_id, item.level].append(item)
    for waiting in by_urgency.values():
        yield item_reason(waiting, today, full=full)


def item_reason(waiting: list[Standing], today: date, *, full: bool) -> Reason:
    first = waiting[0]
    level = Priority(first.level)
    title = first.words if full else full_titles.NEUTRAL
    return Reason(
        rank=RANK_OF_ITEM[level],
        day=first.day,
        case_id=first.case_id,
        icon=level.label.lower(),
        fact=item_fact(level, (today - first.day).days),
        text=title if len(waiting) == 1 else f"{len(waiting)} items",
    )


def item_fact(level: Priority, over: int) -> str:
    """'Immediate, today.', 'Overdue by 19 days, high.'; `over` is in days."""
    if level != Priority.IMMEDIATE:
        return f"Overdue by {counted(over, 'day')}, {level.label.lower()}."
    return "Immediate, today." if over <= 0 else f"Immediate, overdue by {counted(over, 'day')}."


def contact_reasons(
    contacts: Iterable[Standing],
    cases: Mapping[UUID, Case],
    today: date,
    kinds: Mapping[str, VisitType],
) -> Iterator[Reason]:
    for one in contacts:
        reason = contact_reason(one.case_id, one.words, one.day, today, kinds)
        born_too = cases[one.case_id].birth_begun
        yield replace(reason, text=f"{reason.text}. {BORN_TOO}") if born_too else reason


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


def draft_reasons(
    drafts: Iterable[Standing], today: date, kinds: Mapping[str, VisitType]
) -> Iterator[Reason]:
    for one in sorted(drafts, key=lambda one: one.at):
        begun_on = london_date(one.at)
        waited = (today - begun_on).days
        fact = f"Not signed for {counted(waited, 'day')}." if waited else "Not signed yet."
        text = visit_type_name(one.words, kinds)
        yield Reason(Rank.DRAFT, begun_on, one.case_id, "draft", fact, text)


def visit_type_name(slug: str, kinds: Mapping[str, VisitType]) -> str:
    """The slug itself when the kind of visit is no longer listed."""
    return kinds[slug].short_name if slug in kinds else slug

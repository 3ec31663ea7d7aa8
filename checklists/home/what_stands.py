"""What stands on a caseload, read in one statement: what is due, and a page of its families.

Each part is cut by an index of its own before they are joined. Whoever holds a family, or covers
for who does, opens all of it, so that private items stand here like others.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from checklists.cases.querysets import CaseQuerySet
from checklists.home.family_list import PAGE, YOUNGEST_FIRST
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.people.models.users import User
from checklists.reading.cutting import as_part
from checklists.visits.models import Visit

DUE_FIRST = 50  # of each kind: items, contacts and drafts
ITEM, CONTACT, DRAFT, FAMILY = "item", "contact", "draft", "family"
NO_LEVEL, NO_WORDS = Value(0, IntegerField()), Value("", CharField())

Part = tuple[QuerySet[Any], tuple[Any, ...]]  # rows and their columns
Column = str | Coalesce | Value


class Standing(NamedTuple):
    """An item with its urgency, the day it is due and its title; a contact with its last day and
    kind; a draft with its kind and when it was begun; a family with the day of the birth.
    """

    kind: str
    case_id: UUID
    pk: UUID
    level: int
    day: date
    at: datetime
    words: str


class Stands(NamedTuple):
    """What is due in no order, a page of families in theirs, and where the next one begins."""

    due: list[Standing]
    page: list[Standing]
    following: str

    def cases(self) -> set[UUID]:
        return {one.case_id for one in (*self.due, *self.page)}


def what_stands(mine: CaseQuerySet, user: User, today: date, after: str | None) -> Stands:
    """What is due of these families and the first of them; those behind a place alone when the
    page has begun elsewhere."""
    found = read_due_and_page(mine, user, today) if after is None else read_page(mine, after)
    families = [one for one in found if one.kind == FAMILY]
    families.sort(key=lambda one: (-one.day.toordinal(), one.pk))
    return Stands([one for one in found if one.kind != FAMILY], *YOUNGEST_FIRST.cut(families, PAGE))


def read_due_and_page(mine: CaseQuerySet, user: User, today: date) -> list[Standing]:
    """In no order; of the families one more than a page has."""
    parts = [*due_parts(mine, user, today), page_part(mine, "")]
    first, *others = (as_part(rows).values_list(*columns) for rows, columns in parts)
    return [Standing(*row) for row in first.union(*others, all=True)]


def read_page(mine: CaseQuerySet, after: str) -> list[Standing]:
    rows, columns = page_part(mine, after)
    return [Standing(*row) for row in rows.values_list(*columns)]


def due_parts(mine: CaseQuerySet, user: User, today: date) -> Iterator[Part]:
    """Items, contacts and drafts. The first of them gives the columns of all their types."""
    held, this_day = mine.values("pk"), Value(today, DateField())
    urgent = Q(priority=Priority.IMMEDIATE) | Q(due_on__lt=today)
    items = OutstandingItem.objects.still_there().open().filter(urgent, case__in=held)
    due = columns(ITEM, "case", level="priority", day="due_on", at="opened_at", words="title")
    yield items.by_urgency()[:DUE_FIRST], due
    contacts = mine.filter(facts__next_from__lte=today).exclude(facts__next_contact="")
    until = Coalesce("facts__next_until", this_day)
    planned = columns(CONTACT, day=until, words="facts__next_contact")
    yield contacts.order_by("facts__next_until", "pk")[:DUE_FIRST], planned
    drafts = Visit.objects.drafts().filter(author=user, case__in=held)
    begun = columns(DRAFT, "case", day=this_day, at="written_at", words="visit_type")
    yield drafts.order_by("written_at", "pk")[:DUE_FIRST], begun


def page_part(mine: CaseQuerySet, after: str) -> Part:
    born = Coalesce("born_on", "due_on")
    families = YOUNGEST_FIRST.behind_place(mine.annotate(day=born), after)
    return families[: PAGE + 1], columns(FAMILY, day=born, words=NO_WORDS)


def columns(
    kind: str,
    case: str = "pk",
    *,
    level: Column = NO_LEVEL,
    day: Column,
    at: str = "created_at",
    words: Column,
) -> tuple[Any, ...]:
    """As a `Standing` has them."""
    named = (case, "pk", level, day, at, words)
    return (Value(kind, CharField()), *(F(one) if isinstance(one, str) else one for one in named))

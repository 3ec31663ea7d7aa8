"""Which items someone sees, in what order, and a page at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.querysets import (
    EVERY_REASON,
    OPENS_PRIVATE,
    Why,
    any_reason,
    not_kept_from,
    opens_to,
)
from checklists.guidance.models import VisitType
from checklists.people.models.users import User
from checklists.people.requests import AnyUser
from checklists.reading.cursors import Cursor
from checklists.reading.numbers import row_number

if TYPE_CHECKING:
    from checklists.outstanding.models import OutstandingItem

BY_URGENCY = ("priority", "due_on", "id")
MOST_URGENT_FIRST = Cursor(BY_URGENCY, (row_number, date.fromisoformat, UUID))
LONG_FIELDS = (
    "guidance",
    "opened_because",
    "case__facts__answers",
    "case__facts__counters",
    "case__facts__sealed",
)
CLOSED = "closed"
TAKEN_OUT = "taken_out"
CLOSING_ASKED = "closing_asked"
FAMILIES_A_PAGE = 25
MOST_COUNTED = 100


class ItemQuerySet(CoveredQuerySet["OutstandingItem"]):
    def visible_to(self, user: AnyUser) -> Self:
        """Items of cases the user may open; private ones only with the private permission."""
        opens = any_reason(user, OPENS_PRIVATE, through="case__")
        opens |= Q(private=False) & any_reason(user, EVERY_REASON, through="case__")
        return self.still_there().filter(not_kept_from(user, through="case__") & opens)

    def still_there(self) -> Self:
        """Not emptied because the visit that opened them was entered in error."""
        return self.exclude(outcome=TAKEN_OUT)

    def open(self) -> Self:
        """Not closed: open, or waiting for agreement to close."""
        return self.exclude(state=CLOSED)

    def in_hand_of(self, user: User, owners: Iterable[UUID]) -> Self:
        """The user's own, and those of these owners whose family the user covers today."""
        if list(owners) == [user.pk]:
            return self
        return self.filter(Q(owner=user) | opens_to(user, (Why.COVER,), through="case__"))

    def waiting(self) -> Self:
        """Those whose closing someone has asked for."""
        return self.filter(state=CLOSING_ASKED)

    def overdue(self, day: date) -> Self:
        """Open and past the due date; due today is not yet overdue."""
        return self.open().filter(due_on__lt=day)

    def by_urgency(self) -> Self:
        return self.order_by(*BY_URGENCY)

    def page_after(self, after: str) -> Self:
        """What stands behind that place in the order of urgency; everything for ''."""
        place = MOST_URGENT_FIRST.read(after)
        if place is None:
            return self
        # One comparison of three columns, which the indexes of items answer from the place on.
        return self.filter(TupleGreaterThan(Tuple(*map(F, BY_URGENCY)), place))

    def with_what_rows_say(self) -> Self:
        """With case, owner, when the baby was last seen and where each was opened, but without
        the long answers."""
        return self.saying_where_opened().select_related("case__facts", "owner").defer(*LONG_FIELDS)

    def saying_where_opened(self) -> Self:
        """With who opened it and at which contact, whose kind is `opened_at_kind`."""
        kinds = VisitType.objects.filter(slug=OuterRef("opened_at_visit__visit_type"))
        named = self.annotate(opened_at_kind=Subquery(kinds.values("name")[:1]))
        return named.select_related("opened_by", "opened_at_visit")

    def most_urgent_of_its_case(self) -> Self:
        """Of these items only the first of each case: one row a family."""
        more_urgent = (
            Q(priority__lt=OuterRef("priority"))
            | Q(priority=OuterRef("priority"), due_on__lt=OuterRef("due_on"))
            | Q(priority=OuterRef("priority"), due_on=OuterRef("due_on"), pk__lt=OuterRef("pk"))
        )
        return self.exclude(Exists(self.filter(more_urgent, case=OuterRef("case"))))

    def first_of_each(self, parts: Iterable[Self], size: int) -> "ItemQuerySet":
        """The `size` most urgent of several lists, such as one for each team, in one query.

        Each part is cut to `size` by its own index before they are joined.
        """
        first, *others = [
            # SQLite cuts no part of a UNION, so each is cut in a query of its own.
            self.model.objects.filter(pk__in=part.by_urgency().values("pk")[:size]).values("pk")
            for part in parts
        ]
        joined = first.union(*others, all=True) if others else first
        return self.model.objects.filter(pk__in=joined).by_urgency()[:size]


def families_page(
    items: ItemQuerySet, user: User, by: str, values: Iterable[object], after: str = ""
) -> tuple[list["OutstandingItem"], str]:
    """(items, following): what the user sees of these items, for at most 25 families.

    The most urgent family comes first; its items stand together and it is on one page only. `by`
    is "team" or "owner", and `values` says which, each found by its own index. `following` is
    where the next families begin, '' at the end. Two queries whatever the size.
    """
    values = list(values)
    if not values:
        return [], ""
    within = Q(**{f"{by}__in": values})
    seen = items.filter(within).visible_to(user)
    first = seen.most_urgent_of_its_case().page_after(after)
    parts = [first.filter(**{by: value}) for value in values]
    # One more than is shown says whether there is a next page.
    heads = list(items.first_of_each(parts, FAMILIES_A_PAGE + 1).values_list("case", *BY_URGENCY))
    shown, more = heads[:FAMILIES_A_PAGE], heads[FAMILIES_A_PAGE:]
    order = {case: number for number, (case, *_) in enumerate(shown)}
    found = seen.filter(case__in=order).by_urgency().with_what_rows_say()
    ordered = sorted(found, key=lambda item: order[item.case_id])
    return ordered, MOST_URGENT_FIRST.write(*shown[-1][1:]) if more else ""


class Counted(NamedTuple):
    """How many items, and of how many families; one more than COUNTED_TO means "more than that"."""

    items: int
    families: int


def count_lists(parts: Mapping[str, models.QuerySet[Any]]) -> dict[str, Counted]:
    """How many rows each of the named lists has, items or others of a case, counted no further
    than COUNTED_TO. One query."""
    first, *others = [
        part.model.objects.filter(pk__in=part.order_by().values("pk")[: MOST_COUNTED + 1])
        .order_by()
        .values_list(models.Value(name, models.CharField()), "case")
        for name, part in parts.items()
    ]
    cases = defaultdict(list)
    for name, case in first.union(*others, all=True):
        cases[name].append(case)
    return {name: Counted(len(cases[name]), len(set(cases[name]))) for name in parts}

"""Which items someone sees, in what order, and a page at a time."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.querysets import (
    OPENS_PRIVATE,
    OPENS_SHARED_ALONE,
    Why,
    any_reason,
    not_kept_from,
    opens_to,
)
from checklists.people.models.users import User
from checklists.people.requests import AnyUser
from checklists.reading.cursors import Cursor
from checklists.reading.cutting import as_part
from checklists.reading.numbers import row_number

if TYPE_CHECKING:
    from checklists.outstanding.models import OutstandingItem

BY_URGENCY = ("priority", "due_on", "id")
MOST_URGENT_FIRST = Cursor(BY_URGENCY, (row_number, date.fromisoformat, UUID))
PEOPLE = ("owner", "opened_by")
# A list reads no more of a row, so that its long texts stay where they are.
IN_ROWS = (
    *("priority", "title", "due_on", "state", "outcome", "opened_at", "closed_at"),
    *("acknowledged_at", "closing_asked_at", "closing_asked_by"),
    *(f"{one}__{field}" for one in PEOPLE for field in ("name", "username", "former_names")),
    *("opened_at_visit__visit_type", "opened_at_visit__held_at"),
)
OF_THE_CASE = (
    *("given_name", "family_name", "mother_name", "birth_order", "born_on", "due_on"),
    "facts__last_seen_on",
)
IMMEDIATE = 1
CLOSED = "closed"
TAKEN_OUT = "taken_out"
CLOSING_ASKED = "closing_asked"
FAMILIES_A_PAGE = 25


class ItemQuerySet(CoveredQuerySet["OutstandingItem"]):
    def visible_to(self, user: AnyUser) -> Self:
        """Items of cases the user may open; private ones only with the private permission."""
        opens = any_reason(user, OPENS_PRIVATE, through="case__")
        opens |= Q(private=False) & any_reason(user, OPENS_SHARED_ALONE, through="case__")
        return self.still_there().filter(not_kept_from(user, through="case__") & opens)

    def managed_by(self, user: User) -> Self:
        """Items of families in teams that the user manages, where every item opens to them."""
        return self.still_there().filter(opens_to(user, (Why.MANAGER,), through="case__"))

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

    def unseen(self) -> Self:
        """Open and immediate, and no manager or safeguarding lead has seen it."""
        return self.open().filter(priority=IMMEDIATE, acknowledged_at=None)

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

    def saying_where_opened(self) -> Self:
        """With all that a list of one case says of them: owner, and who opened each at which
        contact."""
        return self.select_related(*PEOPLE, "opened_at_visit").only("case_id", *IN_ROWS)

    def with_what_rows_say(self) -> Self:
        """The same for a list over many: with the case, and when the baby was last seen."""
        case = (f"case__{field}" for field in OF_THE_CASE)
        with_case = self.select_related(*PEOPLE, "opened_at_visit", "case__facts")
        return with_case.only(*IN_ROWS, *case)

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
        first, *others = [part.by_urgency()[:size] for part in parts]
        if not others:
            return first
        joined = (
            as_part(first)
            .values("pk")
            .union(*(as_part(one).values("pk") for one in others), all=True)
        )
        return self.model.objects.filter(pk__in=joined).by_urgency()[:size]


def families_page(
    items: ItemQuerySet, user: User, by: str, values: Iterable[object], after: str = ""
) -> tuple[list["OutstandingItem"], str]:
    """(items, following): what the user sees of these items, for at most 25 families.

    The most urgent family comes first; its items stand together and it is on one page only. `by`
    is "team" or "owner", and `values` says which, each found by its own index. `following` is
    where the next families begin, '' at the end. One query whatever the size.
    """
    return page_of_families(items.visible_to(user), by, values, after)


def page_of_families(
    items: ItemQuerySet, by: str, values: Iterable[object], after: str = ""
) -> tuple[list["OutstandingItem"], str]:
    """The same of items that the caller has asked to be open to the user."""
    values = list(values)
    if not values:
        return [], ""
    seen = items.filter(**{f"{by}__in": values})
    first = seen.most_urgent_of_its_case().page_after(after)
    parts = [first.filter(**{by: value}) for value in values]
    # One more than is shown says whether there is a next page.
    cases = items.first_of_each(parts, FAMILIES_A_PAGE + 1).values("case")
    families = by_family(seen.filter(case__in=cases).by_urgency().with_what_rows_say())
    shown, more = families[:FAMILIES_A_PAGE], families[FAMILIES_A_PAGE:]
    return list(chain(*shown)), place_of(shown[-1][0]) if more else ""


def by_family(items: Iterable["OutstandingItem"]) -> list[list["OutstandingItem"]]:
    """The items of each case together, in the order of the first of each."""
    families: dict[UUID, list[OutstandingItem]] = {}
    for item in items:
        families.setdefault(item.case_id, []).append(item)
    return list(families.values())


def place_of(item: "OutstandingItem") -> str:
    return MOST_URGENT_FIRST.write(*MOST_URGENT_FIRST.place_of(item))

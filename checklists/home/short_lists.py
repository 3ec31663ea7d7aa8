"""The short lists of a manager's page and those it only counts, read together in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    PositiveSmallIntegerField,
    QuerySet,
    Value,
)

from checklists.cases.models.called import NAMES, baby_name
from checklists.nhsuk.wording import day_month
from checklists.reading.cutting import as_part

MOST_COUNTED = 100


class Listed(NamedTuple):
    """A row of one of the lists; of one that is only counted, `case_id` is all there is.

    `ref` is what its address takes. `who` asked, and `since` when. `title`, `priority` and `due_on`
    are those of an item.
    """

    kind: str
    ref: UUID
    case_id: UUID
    who: str
    username: str
    since: datetime | None
    title: str
    priority: int
    due_on: date | None
    given_name: str
    family_name: str
    mother_name: str
    birth_order: int | None

    @property
    def name(self) -> str:
        """What the baby is called."""
        return baby_name(**{field: getattr(self, field) for field in NAMES})

    @property
    def asked_by(self) -> str:
        return self.who or self.username

    @property
    def asked_on(self) -> str:
        return day_month(self.since) if self.since else ""


NO_WORDS = Value("", CharField())
BLANK: dict[str, Any] = {
    "ref": "pk",
    "case_id": "case_id",
    "who": NO_WORDS,
    "username": NO_WORDS,
    "since": Value(None, DateTimeField()),
    "title": NO_WORDS,
    "priority": Value(0),
    "due_on": Value(None, DateField()),
    "given_name": NO_WORDS,
    "family_name": NO_WORDS,
    "mother_name": NO_WORDS,
    "birth_order": Value(None, PositiveSmallIntegerField()),
}


def short_list(
    kind: str, rows: QuerySet[Any], *, first: Iterable[str] = (), **columns: str
) -> QuerySet[Any, Any]:
    """These rows in the columns of `Listed`, and no more of them than are counted and one.

    `first` orders them. `columns` fill those of BLANK, each from a name of its own, since Django
    reads a name once. A row has a case and a `ref`, its own id.
    """
    cut = as_part(rows.order_by(*first)[: MOST_COUNTED + 1])
    return cut.values_list(Value(kind, CharField()), *(BLANK | columns).values())


def read_lists(lists: Iterable[QuerySet[Any, Any]]) -> Mapping[str, list[Listed]]:
    """The rows of each list by kind, in no order; [] for one without any. One statement.

    The first gives the columns of all their types, so that it fills every one of them.
    """
    first, *others = lists
    found = defaultdict(list)
    for row in map(Listed._make, first.union(*others, all=True)):
        found[row.kind].append(row)
    return found

"""A long list is read page by page: each page says at which place the next one begins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

BETWEEN = "_"
Row = TypeVar("Row")
Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


@dataclass(frozen=True)
class Cursor:
    """`order` as for order_by, whose last field no two rows share; `reads` makes each of its values
    from text, and raises ValueError."""

    order: tuple[str, ...]
    reads: tuple[Callable[[str], Any], ...]

    def page(self, rows: QuerySet[Any, Any], after: str, size: int) -> tuple[list[Any], str]:
        """At most `size` of the rows that stand behind `after`, and the place of the next page or
        ''."""
        return self.cut(list(self.behind_place(rows, after)[: size + 1]), size)

    def behind_place(self, rows: Rows, after: str) -> Rows:
        """The rows that stand behind `after`, in their order."""
        place = self.read(after)
        behind = rows.filter(self.behind(place)) if place else rows
        return behind.order_by(*self.order)

    def cut(self, found: list[Row], size: int) -> tuple[list[Row], str]:
        """Of one row more than a page has, the page, and the place of the next one or ''."""
        shown, more = found[:size], found[size:]
        return shown, self.write(*self.place_of(shown[-1])) if more else ""

    def read(self, text: str) -> tuple[Any, ...] | None:
        """The place that an address names; None when nobody here made it."""
        try:
            parts = zip(self.reads, text.split(BETWEEN), strict=True)
            return tuple(read(part) for read, part in parts)
        except ValueError:
            return None

    def write(self, *place: Any) -> str:
        return BETWEEN.join(
            value.isoformat() if isinstance(value, date) else str(value) for value in place
        )

    def behind(self, place: tuple[Any, ...]) -> Q:
        """Of the rows that stand behind a place."""
        found, same = Q(), Q()
        for name, value in zip(self.order, place, strict=True):
            found |= same & beyond(name, value)
            same &= Q((name.lstrip("-"), value))
        # This says nothing more, but lets an index begin where the page does.
        return beyond(self.order[0], place[0], or_equal="e") & found

    def place_of(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name.lstrip("-")) for name in self.order)


def beyond(name: str, value: Any, *, or_equal: str = "") -> Q:
    way = "lt" if name.startswith("-") else "gt"
    return Q((f"{name.lstrip('-')}__{way}{or_equal}", value))

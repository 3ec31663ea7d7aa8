"""The list of the log in the admin, which never reads the whole log.

A log of millions is neither counted nor searched for the days and kinds that stand in it: the
list goes no further than its first pages, and offers every day since the first event.
"""

import calendar
from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from checklists.audit.models import Event
from checklists.reading.clock import london_date, london_today

MOST_LISTED = 1000
KINDS_OF_NEWEST = 1000  # events


class NewestEvents(Paginator):  # type: ignore[type-arg]  # takes none when it runs
    @cached_property
    def counted(self) -> int:
        """How many there are, no further than one more than MOST_LISTED."""
        rows: Any = self.object_list
        return int(rows[: MOST_LISTED + 1].count())

    @property
    def count(self) -> int:  # Django keeps it, and this is kept already
        """How many there are to turn over."""
        return min(self.counted, MOST_LISTED)


class KindFilter(SimpleListFilter):
    """By the kinds of the newest events; an older one is found by its name."""

    title = parameter_name = "kind"

    def lookups(
        self, request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> list[tuple[str, str]]:
        newest = model_admin.get_queryset(request).order_by("-pk")[:KINDS_OF_NEWEST]
        return [(kind, kind) for kind in sorted(set(newest.values_list("kind", flat=True)))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class LogList(ChangeList):
    @property
    def is_cut_short(self) -> bool:
        shown: Any = self.paginator
        return bool(shown.counted > MOST_LISTED)

    @property
    def days(self) -> list[dict[str, str]]:
        """Where dates lead to: the way back, then years, months or days: [{"title", "url"}]."""
        chosen = {part: self.params.get(f"at__{part}") for part in ("year", "month", "day")}
        year, month = chosen["year"], chosen["month"]
        if year and month:
            _, last = calendar.monthrange(int(year), int(month))
            days = {"year": year, "month": month}
            found = [(str(day), {**days, "day": day}) for day in range(1, last + 1)]
            return self.links([(year, {"year": year}), *found])
        if year:
            months = ((calendar.month_name[one], {"year": year, "month": one}) for one in MONTHS)
            return self.links([("All dates", {}), *months])
        return self.links((str(one), {"year": one}) for one in years_of_log())

    def links(self, named: Any) -> list[dict[str, str]]:
        return [
            {
                "title": title,
                "url": self.get_query_string(
                    {f"at__{part}": value for part, value in parts.items()}, ["at__"]
                ),
            }
            for title, parts in named
        ]


MONTHS = range(1, 13)


def years_of_log() -> Iterator[int]:
    """From the year of the first event to this one."""
    first = Event.objects.order_by("pk").values_list("at", flat=True).first()
    today = london_today()
    yield from range(london_date(first).year if first else today.year, today.year + 1)

"""Whom a team rings, and where it looks: its own, and those of every team."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checklists.reading.names import folded


@dataclass(frozen=True)
class Local:
    """A number or a pathway as a page shows it. `overdue_since` is None while it need not be
    checked again."""

    name: str
    number: str
    url: str | None = None
    note: str = ""
    checked_on: date | None = None
    overdue_since: date | None = None


def local_numbers_for(
    point: int, rows: Iterable[Mapping[str, Any]] | None, today: date
) -> list[Local]:
    """Those of a point: of the team first, then those of every team that it has no other for.

    `rows` are as `LocalNumbersBeside` gives them.
    """
    by_name: dict[str, Mapping[str, Any]] = {}
    for row in sorted(rows or (), key=lambda row: (row["team_id"] is None, row["id"])):
        if not row["points"] or point in row["points"]:
            by_name.setdefault(folded(row["name"]), row)
    return [as_shown(row, today) for row in by_name.values()]


def as_shown(row: Mapping[str, Any], today: date) -> Local:
    review_on = date.fromisoformat(row["review_on"])
    return Local(
        name=row["name"],
        number=row["number"],
        url=row["url"],
        note=row["note"],
        checked_on=date.fromisoformat(row["checked_on"]),
        overdue_since=review_on if review_on < today else None,
    )

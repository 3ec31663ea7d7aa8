"""The log as people read it: who opened what, with a line for each day.

A page is made of the newest entries and goes on with those before; what is unusual comes first
on each page. It gives words and counts only: no rank and no score of anybody.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from checklists.audit.models import Event
from checklists.cases.querysets import Why
from checklists.nhsuk.wording import at_time, in_words
from checklists.people.models.teams import Role
from checklists.reading.clock import london_date, moment_of
from checklists.reading.cursors import Cursor
from checklists.reading.numbers import row_number

ENTRIES = 2000
DAYS_SHOWN = 3  # of each group; the others are one tap away

# Why the case opened to them; the lead's reason is the role itself.
WHY_WORDS = {
    Why.CASELOAD: "holds the case",
    Why.COVER: "covers for a colleague",
    Why.MANAGER: "manages the team",
    Why.EMERGENCY: "emergency access",
    Why.TEAM: "same team",
}
PRIVATE = "private part opened"
# What an event says was done, by the end of its kind; anything else changed something.
ACTIONS = {
    "private_read": PRIVATE,
    "item.read": "item opened",
    "access_read": "this log read",
    "read": "opened",
    "copied": "printed or copied",
    "printed": "printed or copied",
    "family_copied": "printed or copied",
    "exported": "printed or copied",
    "refused": "refused",
}
CHANGED = "changed"


class Entry(NamedTuple):
    """An event of one person in one case.

    `roles` are codes with a space between; `opened` is the private part that was opened with it.
    """

    pk: int
    by: UUID
    at: datetime
    kind: str
    why: str
    roles: str
    case: UUID
    opened: str | None


@dataclass(frozen=True)
class Group:
    """The entries of one person in a case, or of one case by a person, newest first."""

    title: str
    url: str
    unusual: list[str]
    days: list[dict[str, str]]

    @property
    def newest(self) -> list[dict[str, str]]:
        return self.days[:DAYS_SHOWN]

    @property
    def older(self) -> list[dict[str, str]]:
        return self.days[DAYS_SHOWN:]


def read_entries(events: QuerySet[Event], after: str) -> tuple[list[Entry], str]:
    """The newest entries of people after this cursor, and the cursor of the next page or ''."""
    fields = ("pk", "by", "at", "kind", "why", "roles", "case_ref", "details__opened")
    # Commands write events without a person.
    rows = events.exclude(by=None).values_list(*fields, named=True)
    page, following = NEWEST_FIRST.page(rows, after, ENTRIES)
    return [Entry(*row) for row in page], following


NEWEST_FIRST = Cursor(("-at", "-pk"), (moment_of, row_number))


def group_entries(
    entries: Iterable[Entry], key: Callable[[Entry], UUID]
) -> dict[UUID, list[Entry]]:
    """Entries by person or by case; the group with the newest entry comes first."""
    found = defaultdict(list)
    for entry in entries:
        found[key(entry)].append(entry)
    return found


def split_by_unusual(groups: Iterable[Group]) -> tuple[list[Group], list[Group]]:
    """(those to look at first, the others), both in the order they came."""
    found = list(groups)
    return [one for one in found if one.unusual], [one for one in found if not one.unusual]


def day_lines(entries: Iterable[Entry]) -> list[dict[str, str]]:
    """[{"day", "line"}], newest day first."""
    by_day = defaultdict(list)
    for entry in entries:
        by_day[london_date(entry.at)].append(entry)
    return [{"day": in_words(day), "line": day_line(found)} for day, found in by_day.items()]


def day_line(entries: list[Entry]) -> str:
    """'9.12am to 3.40pm. Opened 14 times, changed once. Health visitor, holds the case'"""
    first, last = at_time(entries[-1].at), at_time(entries[0].at)
    when = first if first == last else f"{first} to {last}"
    done = Counter(action_words(entry) for entry in entries)
    said = ", ".join(f"{what} {times_words(number)}" for what, number in done.items())
    parts = (when, capitalised(said), capitalised(role_words(entries)))
    return ". ".join(part for part in parts if part)


def action_words(entry: Entry) -> str:
    """What was done: 'opened', 'printed or copied', 'changed' and so on."""
    if entry.opened:
        return PRIVATE
    last = entry.kind.rpartition(".")[2]
    return (
        ACTIONS.get(entry.kind)
        or ACTIONS.get(last)
        or ACTIONS.get(last.removeprefix("private_"), CHANGED)
    )


def times_words(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def role_words(entries: list[Entry]) -> str:
    """What the person was and why the case opened to them, each said once."""
    codes = dict.fromkeys(code for entry in entries for code in entry.roles.split())
    whys = dict.fromkeys(entry.why for entry in entries)
    roles = [str(Role(code).label).lower() if code in Role else code for code in codes]
    return ", ".join([*roles, *(WHY_WORDS[Why(why)] for why in whys if why in WHY_WORDS)])

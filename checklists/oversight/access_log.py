"""The log as people read it: who opened what, a line a day, what is unusual in front.

A page is made of the newest entries and goes on with those before; what is unusual comes first
on each page. Only words and counts: nobody is ranked, nothing is summed up into a score.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from checklists.audit.models import Event
from checklists.cases.querysets import Why
from checklists.nhsuk.wording import at_time, in_words
from checklists.oversight import unusual
from checklists.people.models.teams import Role
from checklists.reading.clock import LONDON, london_date
from checklists.reading.cursors import Cursor

ENTRIES = 2000
DAYS_SHOWN = 3  # of each group; the others are one tap away
DAYS_COUNTED = 100  # days of people for which all families opened are counted

# Why the case opened to them; the lead's reason is the role itself.
WHY = {
    Why.CASELOAD: "holds the case",
    Why.COVER: "covers for a colleague",
    Why.MANAGER: "manages the team",
    Why.EMERGENCY: "emergency access",
    Why.TEAM: "same team",
}
PRIVATE = "private part opened"
# What an event says was done, by the end of its kind; anything else changed something.
DONE = {
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

Day = tuple[UUID, date]


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


def page_of(events: QuerySet[Event], after: str) -> tuple[list[Entry], str]:
    """(entries, cursor): the newest of people behind the cursor, and where to go on or ''."""
    fields = ("pk", "by", "at", "kind", "why", "roles", "case_ref", "details__opened")
    rows = events.exclude(by=None).values_list(*fields, named=True)
    page, following = NEWEST_FIRST.page(rows, after, ENTRIES)
    return [Entry(*row) for row in page], following


def aware(text: str) -> datetime:
    """Raises ValueError for what is no moment, and for one of an unknown time zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


NEWEST_FIRST = Cursor(("-at", "-pk"), (aware, int))


def together(entries: Iterable[Entry], key: Callable[[Entry], UUID]) -> dict[UUID, list[Entry]]:
    """Entries by person or by case, the one with the newest first."""
    found = defaultdict(list)
    for entry in entries:
        found[key(entry)].append(entry)
    return found


def unusual_first(groups: Iterable[Group]) -> tuple[list[Group], list[Group]]:
    """(those to look at first, the others), both in the order they came."""
    found = list(groups)
    return [one for one in found if one.unusual], [one for one in found if not one.unusual]


# --- days in words ------------------------------------------------------------------------------


def day_lines(entries: Iterable[Entry]) -> list[dict[str, str]]:
    """[{"day", "line"}], newest day first."""
    by_day = defaultdict(list)
    for entry in entries:
        by_day[london_date(entry.at)].append(entry)
    return [{"day": in_words(day), "line": line_of(found)} for day, found in by_day.items()]


def line_of(entries: list[Entry]) -> str:
    """'9.12am to 3.40pm. Opened 14 times, changed once. Health visitor, holds the case'"""
    first, last = at_time(entries[-1].at), at_time(entries[0].at)
    when = first if first == last else f"{first} to {last}"
    done = Counter(done_words(entry) for entry in entries)
    said = ", ".join(f"{what} {times(number)}" for what, number in done.items())
    parts = (when, capital(said), capital(in_what_role(entries)))
    return ". ".join(part for part in parts if part)


def done_words(entry: Entry) -> str:
    if entry.opened:
        return PRIVATE
    last = entry.kind.rpartition(".")[2]
    return (
        DONE.get(entry.kind) or DONE.get(last) or DONE.get(last.removeprefix("private_"), CHANGED)
    )


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def in_what_role(entries: list[Entry]) -> str:
    """What the person was and why the case opened to them, each said once."""
    codes = dict.fromkeys(code for entry in entries for code in entry.roles.split())
    whys = dict.fromkeys(entry.why for entry in entries)
    roles = [str(Role(code).label).lower() if code in Role else code for code in codes]
    return ", ".join([*roles, *(WHY[Why(why)] for why in whys if why in WHY)])


# --- what is unusual, in words ------------------------------------------------------------------


def unusual_in(
    entries: list[Entry], name: str, family: Iterable[str], many_on: Iterable[date] = ()
) -> list[str]:
    """Sentences about one person in one case; [] when nothing stands out.

    `family` are the surnames known of the family, `many_on` the days of too many families.
    """
    emergency = [entry.at for entry in entries if unusual.is_emergency(entry.why)]
    refused = [entry.at for entry in entries if unusual.is_refused(entry.kind)]
    night = [entry.at for entry in entries if unusual.is_at_night(entry.at)]
    found = [
        f"Emergency access on {on_days(emergency)}" if emergency else "",
        f"Refused {times(len(refused))}, on {on_days(refused)}" if refused else "",
        "Same surname as the family" if unusual.shares_surname(name, family) else "",
        f"At night, {at_time(night[0])} on {on_days(night)}" if night else "",
        many_words(many_on),
    ]
    return [words for words in found if words]


def many_words(days: Iterable[date]) -> str:
    many = list(days)
    most = unusual.MANY_FAMILIES_A_DAY
    return f"More than {most} families on {on_days(many)}" if many else ""


def on_days(moments: Iterable[date | datetime]) -> str:
    """'23 November 2026', '23 November 2026 and 1 other day'"""
    days = list(dict.fromkeys(map(in_words, moments)))
    others = len(days) - 1
    return days[0] + (f" and {others} other day{'s' if others > 1 else ''}" if others else "")


def days_of_many(entries: Iterable[Entry]) -> list[Day]:
    """The days on which these entries alone are of too many families, newest first."""
    families = defaultdict(set)
    for entry in entries:
        families[entry.by, london_date(entry.at)].add(entry.case)
    return [day for day, cases in families.items() if unusual.is_many(len(cases))]


def many_anywhere(entries: Iterable[Entry]) -> list[Day]:
    """Of the newest days of these entries those on which the person opened too many families.

    One query, over at most DAYS_COUNTED days of one person each.
    """
    days = list(dict.fromkeys((entry.by, london_date(entry.at)) for entry in entries))
    if not days:
        return []
    counted = (
        Event.objects.filter(reduce(or_, map(within, days[:DAYS_COUNTED])))
        .exclude(case_ref=None)
        .annotate(day=TruncDate("at", tzinfo=LONDON))
        .values_list("by", "day")
        .annotate(families=Count("case_ref", distinct=True))
    )
    return [(by, day) for by, day, families in counted if unusual.is_many(families)]


def within(day: Day) -> Q:
    """The events of one person on one London day, as its index finds them."""
    start = datetime.combine(day[1], time.min, LONDON)
    end = datetime.combine(day[1] + timedelta(days=1), time.min, LONDON)
    return Q(by=day[0], at__gte=start, at__lt=end)


def of_person(days: Iterable[Day], person: Any) -> list[date]:
    return sorted((day for by, day in days if by == person), reverse=True)

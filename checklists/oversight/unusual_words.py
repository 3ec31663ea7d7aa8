"""What is unusual in the log, in words; how it is found is in `oversight.unusual`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from checklists.audit.models import Event
from checklists.nhsuk.wording import at_time, in_words
from checklists.oversight import unusual
from checklists.oversight.access_log import Entry, times_words
from checklists.reading.clock import LONDON, london_date

DAYS_COUNTED = 100  # each is a condition of the one query


Day = tuple[UUID, date]


def unusual_sentences(
    entries: list[Entry], name: str, family: Iterable[str], many_on: Iterable[date] = ()
) -> list[str]:
    """Sentences about one person in one case; [] when nothing stands out.

    `family` are the surnames known of the family, `many_on` the days of too many families.
    """
    emergency = [entry.at for entry in entries if unusual.is_emergency(entry.why)]
    refused = [entry.at for entry in entries if unusual.is_refused(entry.kind)]
    night = [entry.at for entry in entries if unusual.is_at_night(entry.at)]
    found = [
        f"Emergency access on {days_words(emergency)}" if emergency else "",
        f"Refused {times_words(len(refused))}, on {days_words(refused)}" if refused else "",
        "Same surname as the family" if unusual.shares_surname(name, family) else "",
        f"At night, {at_time(night[0])} on {days_words(night)}" if night else "",
        many_families_words(many_on),
    ]
    return [words for words in found if words]


def many_families_words(days: Iterable[date]) -> str:
    many = list(days)
    most = unusual.MANY_FAMILIES_A_DAY
    return f"More than {most} families on {days_words(many)}" if many else ""


def days_words(moments: Iterable[date | datetime]) -> str:
    """'23 November 2026', '23 November 2026 and 1 other day'"""
    days = list(dict.fromkeys(map(in_words, moments)))
    others = len(days) - 1
    return days[0] + (f" and {others} other day{'s' if others > 1 else ''}" if others else "")


def days_of_many_families(entries: Iterable[Entry]) -> list[Day]:
    """The days on which these entries alone show too many families, newest first."""
    families: dict[Day, set[UUID]] = defaultdict(set)
    for entry in entries:
        families[entry.by, london_date(entry.at)].add(entry.case)
    return [day for day, cases in families.items() if unusual.is_many(len(cases))]


def days_of_many_in_whole_log(entries: Iterable[Entry]) -> list[Day]:
    """The days of these entries on which the person opened too many families, seen or not here.

    One query, over the newest days of one person each, at most DAYS_COUNTED.
    """
    days = list(dict.fromkeys((entry.by, london_date(entry.at)) for entry in entries))
    if not days:
        return []
    counted = (
        Event.objects.filter(reduce(or_, map(events_of_day, days[:DAYS_COUNTED])))
        .exclude(case_ref=None)
        .annotate(day=TruncDate("at", tzinfo=LONDON))
        .values_list("by", "day")
        .annotate(families=Count("case_ref", distinct=True))
    )
    return [(by, day) for by, day, families in counted if unusual.is_many(families)]


def events_of_day(day: Day) -> Q:
    """The events of one person on one London day, as its index finds them."""
    start = datetime.combine(day[1], time.min, LONDON)
    end = datetime.combine(day[1] + timedelta(days=1), time.min, LONDON)
    return Q(by=day[0], at__gte=start, at__lt=end)


def days_of_person(days: Iterable[Day], person: UUID) -> list[date]:
    return sorted((day for by, day in days if by == person), reverse=True)

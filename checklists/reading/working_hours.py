"""When somebody is at work to read what comes in, and when some hours of that have passed.

Hours are those that a clock in London shows; time between two moments is time that really passed,
so a night in which the clocks change neither adds an hour nor takes one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from holidays import country_holidays

from checklists.reading.clock import LONDON, london_date

DAY = timedelta(days=1)
SATURDAY = 5
MIDNIGHT = 24


@dataclass(frozen=True)
class WorkingDay:
    """From which hour to which somebody is at work, Monday to Friday.

    Hours that make no day, such as from 17 to 9, count as the whole day: a slip in a setting
    must not stop the clock.
    """

    starts: int = 9
    ends: int = 17

    def is_at_work(self, at: datetime) -> bool:
        day = london_date(at)
        first, last = self.bounds(day)
        return is_working_day(day) and first <= at < last

    def next_at_work(self, at: datetime) -> datetime:
        """When somebody is at work next; the moment itself while somebody is."""
        return next(self.from_moment(at))[0]

    def after(self, since: datetime, allowed: timedelta) -> datetime:
        """The moment at which this much working time has passed."""
        left = allowed
        for first, last in self.from_moment(since):
            if left <= last - first:
                return first + left
            left -= last - first
        raise AssertionError("working days do not end")

    def from_moment(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is left of that day in London, then every working day after it, in UTC."""
        day = london_date(since)
        while True:
            first, last = self.bounds(day)
            if is_working_day(day) and since < last:
                # In UTC: sums in London's own time count what its clocks show, not what passes.
                yield max(first, since.astimezone(UTC)), last
            day += DAY

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        makes_a_day = 0 <= self.starts < self.ends <= MIDNIGHT
        starts, ends = (self.starts, self.ends) if makes_a_day else (0, MIDNIGHT)
        return moment_at(day, starts), moment_at(day, ends)


def moment_at(day: date, hour: int) -> datetime:
    """When a clock in London shows this hour of the day, in UTC; 24 is the midnight after it."""
    days, hour = divmod(hour, MIDNIGHT)
    shown = datetime.combine(day + days * DAY, time(hour), tzinfo=LONDON)
    return shown.astimezone(UTC)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Those of England, also proclaimed for that year alone as far as the library knows them."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)

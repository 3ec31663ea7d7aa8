"""The bank holidays of England and Wales. Source: the Banking and Financial Dealings Act 1971, and
the days in lieu that are proclaimed every year. One proclaimed for a single year is not known here.
"""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
MONDAY, SATURDAY = 0, 5


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The days of a year on which offices are closed, besides weekends."""
    easter = easter_sunday(year)
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    return frozenset(
        {
            *in_lieu(fixed),
            easter - 2 * DAY,  # Good Friday
            easter + DAY,
            first_monday(date(year, 5, 1)),
            last_monday(date(year, 5, 31)),
            last_monday(date(year, 8, 31)),
        }
    )


def in_lieu(days: list[date]) -> list[date]:
    """Each of these days, or the next day that is neither at a weekend nor a holiday already."""
    found: list[date] = []
    # Boxing Day on a Monday stays when Christmas, the day before, moves past it.
    for day in sorted(days, key=lambda one: one.weekday() >= SATURDAY):
        while day.weekday() >= SATURDAY or day in found:
            day += DAY
        found.append(day)
    return found


def first_monday(start: date) -> date:
    return start + DAY * ((MONDAY - start.weekday()) % 7)


def last_monday(end: date) -> date:
    return end - DAY * ((end.weekday() - MONDAY) % 7)


def easter_sunday(year: int) -> date:
    """In the Gregorian calendar: the method of Meeus, Jones and Butcher."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    leaps, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    week = (32 + 2 * rest + 2 * (in_century // 4) - moon - in_century % 4) % 7
    back = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * back + 114, 31)
    return date(year, month, day + 1)

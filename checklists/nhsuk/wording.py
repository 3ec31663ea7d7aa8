"""Dates, times, ages and numbers as people read them. All moments are shown in London."""

from datetime import date, datetime

from django.utils import timezone

DAYS_IN_A_WEEK = 7
WEEKS_UNTIL_YEARS = 104  # up to two years an age is told in weeks, as health visitors do
DAYS_IN_A_MONTH = 365.25 / 12


def london_day(moment: date | datetime) -> date:
    """The London day of a moment; a date is given back as it is."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def day_month(moment: date | datetime) -> str:
    """23 November"""
    day = london_day(moment)
    return f"{day.day} {day:%B}"


def in_words(moment: date | datetime) -> str:
    """23 November 2026"""
    return f"{day_month(moment)} {london_day(moment).year}"


def weekday_in_words(moment: date | datetime) -> str:
    """Monday 23 November 2026"""
    return f"{london_day(moment):%A} {in_words(moment)}"


def at_time(moment: datetime) -> str:
    """2.21pm, 9am, midday, midnight"""
    clock = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    if clock.minute == 0 and clock.hour % 12 == 0:
        return "midday" if clock.hour else "midnight"
    minutes = f".{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def counted(number: int, unit: str) -> str:
    """1 week, 2 weeks"""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _two_units(large: int, large_unit: str, small: int, small_unit: str) -> str:
    parts = [counted(large, large_unit)] if large else []
    if small or not large:
        parts.append(counted(small, small_unit))
    return " ".join(parts)


def weeks_and_days(days: int) -> str:
    """An age of so many days: 6 weeks 3 days; from two years on 2 years 1 month."""
    weeks, rest = divmod(days, DAYS_IN_A_WEEK)
    if weeks <= WEEKS_UNTIL_YEARS:
        return _two_units(weeks, "week", rest, "day")
    years, months = divmod(int(days / DAYS_IN_A_MONTH), 12)
    return _two_units(years, "year", months, "month")


def days_away(day: date | datetime, today: date | None = None) -> str:
    """How far a day is from today in London: today, tomorrow, in 2 days, 19 days over."""
    ahead = (london_day(day) - (today or timezone.localdate())).days
    if ahead < 0:
        return f"{counted(-ahead, 'day')} over"
    return {0: "today", 1: "tomorrow"}.get(ahead, f"in {ahead} days")


def spaced_nhs_number(number: str) -> str:
    """999 000 1022, from ten digits; anything else as it is."""
    digits = "".join(str(number).split())
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 else str(number)

"""A day and a time in London as a moment, on the nights when the clocks change too."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from checklists.reading.clock import SkippedHour, london_moment

YEARS = range(2024, 2032)


def last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


@pytest.mark.parametrize("year", YEARS)
def test_no_moment_is_made_of_a_time_that_no_clock_showed(year):
    day = last_sunday(year, 3)

    for clock in (time(1), time(1, 30), time(1, 59)):
        with pytest.raises(SkippedHour):
            london_moment(day, clock)
    assert london_moment(day, time(0, 59)) == datetime(year, 3, day.day, 0, 59, tzinfo=UTC)
    assert london_moment(day, time(2)) == datetime(year, 3, day.day, 1, tzinfo=UTC)


@pytest.mark.parametrize("year", YEARS)
def test_the_hour_that_comes_twice_is_the_first_of_the_two(year):
    day = last_sunday(year, 10)

    moment = london_moment(day, time(1, 30)).astimezone(UTC)

    assert moment == datetime(year, 10, day.day, 0, 30, tzinfo=UTC)


def test_the_same_time_is_a_moment_on_every_other_day():
    day = date(2026, 6, 1)

    assert london_moment(day, time(1, 30)) == datetime(2026, 6, 1, 0, 30, tzinfo=UTC)

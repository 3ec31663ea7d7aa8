"""Dates, times, ages and numbers in words."""

from datetime import UTC, date, datetime

import pytest

from checklists.nhsuk.wording import (
    at_time,
    days_away,
    in_words,
    spaced_nhs_number,
    weekday_in_words,
    weeks_and_days,
)

TODAY = date(2026, 11, 23)


def test_dates_are_written_out():
    assert in_words(TODAY) == "23 November 2026"
    assert weekday_in_words(TODAY) == "Monday 23 November 2026"


def test_a_moment_late_in_a_summer_evening_is_the_next_day_in_london():
    assert in_words(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (14, 21, "2.21pm"),
        (9, 0, "9am"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (12, 5, "12.05pm"),
        (0, 5, "12.05am"),
        (23, 59, "11.59pm"),
    ],
)
def test_times_are_said_as_people_say_them(hour, minute, said):
    assert at_time(datetime(2026, 11, 23, hour, minute, tzinfo=UTC)) == said


def test_times_are_told_in_london():
    assert at_time(datetime(2026, 7, 1, 13, 21, tzinfo=UTC)) == "2.21pm"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (7, "1 week"),
        (11, "1 week 4 days"),
        (45, "6 weeks 3 days"),
        (56, "8 weeks"),
        (734, "104 weeks 6 days"),
        (735, "2 years"),
        (765, "2 years 1 month"),
    ],
)
def test_ages_are_told_in_weeks_until_two_years(days, said):
    assert weeks_and_days(days) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 4), "19 days over"),
        (date(2026, 11, 22), "1 day over"),
        (TODAY, "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 25), "in 2 days"),
    ],
)
def test_due_today_is_not_yet_over(day, said):
    assert days_away(day, TODAY) == said


@pytest.mark.parametrize(
    ("number", "shown"),
    [("9990001022", "999 000 1022"), ("999 000 1022", "999 000 1022"), ("", ""), ("12", "12")],
)
def test_nhs_numbers_are_shown_in_threes(number, shown):
    assert spaced_nhs_number(number) == shown

"""When somebody is at work, and when some hours of that have passed: to the minute, in London."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from checklists.reading.clock import LONDON
from checklists.reading.working_hours import DAY, WorkingDay

NINE_TO_FIVE = WorkingDay()
ALL_DAY = WorkingDay(0, 24)
TWO_HOURS = timedelta(hours=2)


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-11-23 10:00", "2026-11-23 12:00"),
        ("2026-11-23 15:00", "2026-11-23 17:00"),
        ("2026-11-23 15:01", "2026-11-24 09:01"),  # over a night
        ("2026-11-23 17:00", "2026-11-24 11:00"),
        ("2026-11-23 03:00", "2026-11-23 11:00"),
        ("2026-11-27 16:30", "2026-11-30 10:30"),  # over a weekend
        ("2026-11-28 12:00", "2026-11-30 11:00"),
        ("2026-12-24 16:00", "2026-12-29 10:00"),  # Christmas, and Boxing Day on a Saturday
        ("2026-12-31 16:59", "2027-01-04 10:59"),
        ("2026-04-02 16:00", "2026-04-07 10:00"),  # Easter
        ("2026-03-27 16:00", "2026-03-30 10:00"),  # the clocks go forward
        ("2026-10-23 16:00", "2026-10-26 10:00"),  # and back
    ],
)
def test_two_working_hours_end_when_a_clock_in_london_shows(since, due):
    assert NINE_TO_FIVE.after(london(since), TWO_HOURS) == london(due)


@pytest.mark.parametrize(
    ("since", "due"),
    [("2026-03-29 00:30", "02:30"), ("2026-10-25 00:30", "01:30")],
)
def test_two_hours_of_a_night_in_which_clocks_change_are_two_hours(since, due, monkeypatch):
    """Where people work at night: what really passed counts, not what the clocks showed."""
    monkeypatch.setattr("checklists.reading.working_hours.is_working_day", lambda day: True)

    end = ALL_DAY.after(london(since), TWO_HOURS)

    assert end.astimezone(UTC) == datetime.fromisoformat(f"{since[:10]} {due}+00:00")


@pytest.mark.parametrize(
    ("at", "at_work"),
    [
        ("2026-11-23 08:59", False),
        ("2026-11-23 09:00", True),
        ("2026-11-23 16:59", True),
        ("2026-11-23 17:00", False),
        ("2026-11-28 12:00", False),
        ("2026-12-25 12:00", False),
        ("2026-07-01 09:00", True),  # 8 o'clock in UTC
    ],
)
def test_somebody_is_at_work(at, at_work):
    assert NINE_TO_FIVE.is_at_work(london(at)) is at_work


@pytest.mark.parametrize(("starts", "ends"), [(17, 9), (9, 9), (9, 25), (0, 0)])
def test_hours_that_make_no_day_are_all_day(starts, ends):
    assert WorkingDay(starts, ends).is_at_work(london("2026-11-23 03:00"))


# As gov.uk/bank-holidays has them for England and Wales.
KNOWN = {
    2021: ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
    # With days that were proclaimed for one year: a jubilee, a funeral, a coronation.
    2022: [
        *("01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19"),
        *("12-26", "12-27"),
    ],
    2023: ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2028: ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
}


@pytest.mark.parametrize("year", KNOWN)
def test_on_bank_holidays_of_england_nobody_is_at_work(year):
    noons = [datetime(year, 1, 1, 12, tzinfo=LONDON) + number * DAY for number in range(365)]
    closed = [at for at in noons if at.weekday() < 5 and not NINE_TO_FIVE.is_at_work(at)]

    assert [f"{at:%m-%d}" for at in closed] == KNOWN[year]


def test_a_moment_in_utc_counts_as_the_day_it_is_in_london():
    """Half past eleven in the evening of UTC is the next day there in summer."""
    at = datetime.combine(date(2026, 6, 30), time(23, 30), tzinfo=UTC)

    assert NINE_TO_FIVE.after(at, TWO_HOURS) == london("2026-07-01 11:00")

"""Dates and times are read as people type them, and refused in plain words."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from checklists.nhsuk.date_fields import ClockTimeField, DayMonthYearField
from checklists.nhsuk.forms import PlainForm


def typed(day, month, year):
    return {"day": day, "month": month, "year": year}


class BirthForm(PlainForm):
    born = DayMonthYearField(
        label="Date of birth",
        earliest=date(2020, 1, 1),
        latest=lambda: date(2026, 11, 23),
        too_late="Enter a date of birth that is today or before",
    )


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("9", "10", "2026"), ("09", "10", "2026"), ("9", "Oct", "2026"), ("9", "october", "2026")],
)
def test_a_date_is_read_as_people_type_it(day, month, year):
    assert DayMonthYearField().clean(typed(day, month, year)) == date(2026, 10, 9)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (typed("", "", ""), "Enter the date"),
        (typed("9", "", "2026"), "Enter the day, month and year, like 23 11 2026"),
        (typed("31", "2", "2026"), "Enter a date that exists, like 23 11 2026"),
        (typed("x", "2", "2026"), "Enter a date that exists, like 23 11 2026"),
        (typed("9", "brumaire", "2026"), "Enter a date that exists, like 23 11 2026"),
        (typed("9", "-1", "2026"), "Enter a date that exists, like 23 11 2026"),
        (typed("9", "10", "26"), "Enter the year with 4 numbers, like 2026"),
        (typed("9", "10", "1800"), "Enter a date that exists, like 23 11 2026"),
        (typed("٩", "10", "2026"), "Enter the date with numbers from 0 to 9, like 23 11 2026"),
        (typed("9", "10", "۲۰۲۷"), "Enter the year with 4 numbers from 0 to 9, like 2026"),
        (typed("9" * 200_000, "10", "2026"), "Enter a date that exists, like 23 11 2026"),
    ],
)
def test_what_is_no_date_is_told_plainly(parts, message):
    with pytest.raises(ValidationError) as told:
        DayMonthYearField().clean(parts)

    assert told.value.messages == [message]


def test_a_date_in_the_future_is_told_in_the_page_s_own_words():
    form = BirthForm({"born-day": "24", "born-month": "11", "born-year": "2026"})

    assert form.errors["born"] == ["Enter a date of birth that is today or before"]


def test_a_date_too_long_ago_names_the_limit():
    form = BirthForm({"born-day": "31", "born-month": "12", "born-year": "2019"})

    assert form.errors["born"] == ["Enter a date that is not before 1 January 2020"]


def test_the_edges_of_the_limits_are_allowed():
    for day, month, year in [("1", "1", "2020"), ("23", "11", "2026")]:
        form = BirthForm({"born-day": day, "born-month": month, "born-year": year})

        assert form.is_valid()


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2.21pm", time(14, 21)),
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("2:21 p.m.", time(14, 21)),
        ("14:21", time(14, 21)),
        ("1421", time(14, 21)),
        ("09.05", time(9, 5)),
    ],
)
def test_a_time_is_read_as_people_type_it(text, clock):
    assert ClockTimeField().clean(text) == clock


@pytest.mark.parametrize("text", ["2", "14pm", "0am", "25:00", "9:60", "half past", "14:21:00"])
def test_what_is_no_time_is_told_plainly(text):
    with pytest.raises(ValidationError) as told:
        ClockTimeField().clean(text)

    assert told.value.messages == ["Enter a time, like 2.21pm or 14:21"]

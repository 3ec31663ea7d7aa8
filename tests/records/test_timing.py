"""Until when a record is kept and by when a copy is due, at every edge."""

from datetime import date

import pytest

from checklists.records.timing import copy_due_on, disposable_from

OPEN = None


@pytest.mark.parametrize(
    ("born_on", "due_on", "ended_on", "expected"),
    [
        pytest.param((2001, 11, 23), None, OPEN, None, id="care goes on"),
        pytest.param((2001, 11, 23), None, (2006, 11, 23), (2026, 11, 23), id="25th birthday"),
        pytest.param((2001, 11, 23), (2001, 12, 1), (2006, 1, 1), (2026, 11, 23), id="birth rules"),
        pytest.param((2001, 11, 23), None, (2018, 11, 22), (2026, 11, 23), id="still 16"),
        pytest.param((2001, 11, 23), None, (2018, 11, 23), (2027, 11, 23), id="17 that day"),
        pytest.param((2001, 11, 23), None, (2019, 11, 22), (2027, 11, 23), id="still 17"),
        pytest.param((2001, 11, 23), None, (2019, 11, 23), (2027, 11, 23), id="18 that day"),
        pytest.param((2001, 11, 23), None, (2021, 2, 1), (2029, 2, 1), id="of age: 8 years"),
        pytest.param((2004, 2, 29), None, (2008, 1, 1), (2029, 3, 1), id="born 29 February"),
        pytest.param((2003, 2, 28), None, (2008, 1, 1), (2028, 2, 28), id="born 28 February"),
        pytest.param((2004, 2, 29), None, (2021, 2, 28), (2029, 3, 1), id="leap, still 16"),
        pytest.param((2004, 2, 29), None, (2021, 3, 1), (2030, 3, 1), id="leap, 17"),
        pytest.param((2000, 1, 1), None, (2020, 2, 29), (2028, 2, 29), id="ended 29 February"),
        pytest.param(None, (2001, 5, 6), (2001, 4, 1), (2026, 5, 6), id="no birth: due date"),
        pytest.param(None, (2001, 5, 6), (2001, 7, 1), (2026, 7, 1), id="no birth: end if later"),
        pytest.param(None, (2004, 2, 29), (2004, 1, 1), (2029, 3, 1), id="due 29 February"),
    ],
)
def test_the_first_day_on_which_it_may_go(born_on, due_on, ended_on, expected):
    days = [date(*day) if day else None for day in (born_on, due_on, ended_on, expected)]

    found = disposable_from(born_on=days[0], due_on=days[1], ended_on=days[2])

    assert found == days[3]


@pytest.mark.parametrize(
    ("asked_on", "due_on"),
    [
        ((2026, 11, 23), (2026, 12, 23)),
        ((2026, 12, 1), (2027, 1, 1)),
        ((2026, 12, 31), (2027, 1, 31)),
        ((2027, 1, 31), (2027, 2, 28)),
        ((2028, 1, 30), (2028, 2, 29)),
        ((2028, 2, 29), (2028, 3, 29)),
        ((2026, 3, 31), (2026, 4, 30)),
    ],
)
def test_a_copy_is_due_one_calendar_month_later(asked_on, due_on):
    assert copy_due_on(date(*asked_on)) == date(*due_on)

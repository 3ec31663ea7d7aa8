"""What stands out in the log, each rule at its edges."""

from datetime import UTC, datetime

import pytest

from checklists.oversight.unusual import (
    is_at_night,
    is_emergency,
    is_many,
    is_refused,
    shares_surname,
)


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        (datetime(2026, 11, 23, 21, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 22, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 5, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 6, tzinfo=UTC), False),
        (datetime(2026, 7, 1, 20, 59, tzinfo=UTC), False),  # 9.59pm in summer
        (datetime(2026, 7, 1, 21, tzinfo=UTC), True),
        (datetime(2026, 7, 2, 5, tzinfo=UTC), False),  # 6am
        (datetime(2026, 3, 29, 4, 59, tzinfo=UTC), True),  # 5.59am, an hour after the change
        (datetime(2026, 3, 29, 5, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 5, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 6, tzinfo=UTC), False),
        (datetime(2026, 10, 24, 21, tzinfo=UTC), True),
    ],
)
def test_night_is_from_ten_until_six_by_the_clock_in_london(moment, night):
    assert is_at_night(moment) is night


@pytest.mark.parametrize(("families", "many"), [(0, False), (30, False), (31, True)])
def test_more_than_thirty_families_a_day_are_many(families, many):
    assert is_many(families) is many


@pytest.mark.parametrize(
    ("name", "family", "shares"),
    [
        ("Nia Fableton", ["Fableton", "Rosa Fableton"], True),
        ("nia FABLETON", ["Fableton"], True),
        ("Nia Inkwell-Fableton", ["Fableton"], True),
        ("Nia Fableton", ["Inkwell-Fableton"], True),
        ("Ana Inkwéll", ["Inkwell"], True),
        ("Pat O'Inkwell", ["O’Inkwell"], True),  # noqa: RUF001  as phones write it
        ("Pat O Inkwell", ["O'Inkwell"], True),
        ("Pat O'Inkwell", ["O Inkwell"], True),
        ("Łucja Ørsted", ["Orsted"], True),
        ("Nia Inkwell\u2011Fableton", ["Fable\u00adton"], True),
        ("नीता शर्मा", ["शर्मा"], True),
        ("नीता शर्मा", ["शर्मी"], False),
        ("Nia Northfield", ["Fableton", "Rosa Inventall"], False),
        ("Rosa Northfield", ["Fableton", "Rosa Fableton"], False),
        ("Fableton Northfield", ["Fableton"], False),
        ("Nia Fable", ["Fableton"], False),
        ("Nia", ["Nia"], True),
        ("", ["", "Rosa"], False),
        ("Nia F", ["F"], False),
    ],
)
def test_the_same_surname_as_the_family(name, family, shares):
    assert shares_surname(name, family) is shares


@pytest.mark.parametrize(
    ("kind", "refused"), [("case.refused", True), ("case.read", False), ("refused.read", False)]
)
def test_refused_attempts(kind, refused):
    assert is_refused(kind) is refused


@pytest.mark.parametrize(("why", "emergency"), [("emergency", True), ("team", False), ("", False)])
def test_emergency_access(why, emergency):
    assert is_emergency(why) is emergency

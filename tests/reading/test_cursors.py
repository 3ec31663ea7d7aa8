from datetime import UTC, date, datetime
from itertools import product
from uuid import UUID

import pytest

from checklists.cases.models.case import Case
from checklists.reading.clock import moment_of
from checklists.reading.cursors import Cursor
from checklists.reading.numbers import row_number
from tests.factories import CaseFactory

ID = UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
URGENCY = Cursor(("priority", "due_on", "id"), (row_number, date.fromisoformat, UUID))
NEWEST = Cursor(("-at", "-pk"), (moment_of, row_number))


@pytest.mark.parametrize(
    ("cursor", "place", "text"),
    [
        (URGENCY, (2, date(2026, 11, 23), ID), f"2_2026-11-23_{ID}"),
        (NEWEST, (datetime(2026, 11, 23, 14, 21, tzinfo=UTC), 7), "2026-11-23T14:21:00+00:00_7"),
    ],
)
def test_a_place_is_read_as_it_was_written(cursor, place, text):
    assert cursor.write(*place) == text
    assert cursor.read(text) == place


@pytest.mark.parametrize(
    "text", ["", "_", "1", "x_2026-11-23_y", "1_2026-11-23", f"1_2026-02-30_{ID}", f"1_{ID}_1_1"]
)
def test_a_place_that_nobody_wrote_is_none(text):
    assert URGENCY.read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31T23:59:59-14:00_1",  # in UTC no database counts so far
        "0001-01-01T00:00:00+14:00_1",
        "2026-11-23T14:21:00_1",
        f"2026-11-23T14:21:00+00:00_{'9' * 19}",
        f"2026-11-23T14:21:00+00:00_{'9' * 5000}",
        "2026-11-23T14:21:00+00:00_-1",
        "2026-11-23T14:21:00+00:00_\u0663",
    ],
)
def test_a_place_that_no_database_can_compare_is_none(text):
    assert NEWEST.read(text) is None


@pytest.mark.django_db
@pytest.mark.parametrize("way", list(product(["", "-"], repeat=3)), ids="".join)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_leave_nothing_out_and_repeat_nothing(way, size):
    for day, mother in [(1, "A"), (1, "B"), (1, "B"), (2, "A"), (2, "A"), (3, "C")]:
        CaseFactory(born_on=date(2026, 11, day), mother_name=mother)
    order = tuple(map("".join, zip(way, ("born_on", "mother_name", "pk"), strict=True)))
    cursor = Cursor(order, (date.fromisoformat, str, UUID))

    shown, after = cursor.page(Case.objects.all(), "", size)
    while after and len(shown) < 6:
        page, after = cursor.page(Case.objects.all(), after, size)
        assert len(page) <= size
        shown += page

    assert shown == list(Case.objects.order_by(*order))


@pytest.mark.django_db
def test_a_last_page_that_is_full_says_that_it_is_the_last():
    CaseFactory.create_batch(2, born_on=date(2026, 11, 1))

    page, after = Cursor(("born_on", "pk"), (date.fromisoformat, UUID)).page(
        Case.objects.all(), "", 2
    )

    assert (len(page), after) == (2, "")

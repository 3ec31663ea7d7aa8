"""In which order families stand under "Due first"."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from checklists.home.due_first import (
    Rank,
    contact_reason,
    item_reason,
    rank_of_contact,
    sort_reasons,
)
from checklists.outstanding.models import Priority

TODAY = date(2026, 11, 23)
KINDS = {
    "6-8-week": SimpleNamespace(is_mandated=True, short_name="6 to 8 week review"),
    "3-4-month": SimpleNamespace(is_mandated=False, short_name="3 to 4 month contact"),
}


def ago(days):
    return TODAY - timedelta(days=days)


def item(priority, days_over):
    row = SimpleNamespace(level=priority, day=ago(days_over), case_id=uuid4(), words="Ring")
    return item_reason([row], TODAY, full=False)


def contact(slug, days_over):
    return contact_reason(uuid4(), slug, ago(days_over), TODAY, KINDS)


DUE_FIRST = [
    item(Priority.IMMEDIATE, 2),
    item(Priority.IMMEDIATE, 0),
    item(Priority.HIGH, 40),
    item(Priority.HIGH, 1),
    contact("6-8-week", 9),
    contact("6-8-week", 0),
    item(Priority.ROUTINE, 200),
    item(Priority.ROUTINE, 1),
    contact("3-4-month", 9),
    contact("3-4-month", 0),
    contact("6-8-week", -1),
    contact("no longer listed", -2),
]


def test_a_mandated_contact_on_its_last_day_comes_before_routine_items_long_overdue():
    assert sort_reasons(reversed(DUE_FIRST)) == DUE_FIRST


@pytest.mark.parametrize(
    ("is_mandated", "days_over", "rank"),
    [
        (True, 1, Rank.MANDATED_ENDS),
        (True, 0, Rank.MANDATED_ENDS),
        (True, -1, Rank.CONTACT),
        (False, 1, Rank.CONTACT),
        (False, 0, Rank.CONTACT),
    ],
)
def test_a_mandated_contact_moves_up_on_its_last_day(is_mandated, days_over, rank):
    assert rank_of_contact(ago(days_over), TODAY, is_mandated=is_mandated) is rank

"""A family goes to someone else, and nothing that is outstanding stays behind."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from checklists.outstanding.models import ItemEvent
from checklists.outstanding.moving import change_holder
from tests.factories import CaseFactory, ItemFactory, TeamFactory, person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def given(case, **how):
    south = TeamFactory(name="South")
    to = person(team=south)
    with transaction.atomic():
        moved = change_holder(case, to=to, team=south, by=to, at=NOON, **how)
    case.refresh_from_db()
    return to, south, moved


def test_the_new_holder_has_the_family_from_that_day():
    case = CaseFactory()

    to, south, _ = given(case)

    assert (case.owner, case.team, case.owner_since) == (to, south, NOON.date())
    assert case.notified_on is None


def test_open_items_follow_with_a_line_in_their_history():
    case = CaseFactory()
    item, closed = ItemFactory(case=case), ItemFactory(case=case, closed=True)

    to, south, moved = given(case)

    item.refresh_from_db()
    closed.refresh_from_db()
    assert moved == 1
    assert (item.owner, item.team) == (to, south)
    assert list(item.history.values_list("kind", flat=True)) == [ItemEvent.Kind.MOVED]
    assert closed.team != south


@pytest.mark.usefixtures("content_in_force")
def test_a_family_from_outside_is_due_a_first_contact():
    case = CaseFactory()

    given(case, from_outside=True)

    case.facts.refresh_from_db()
    assert case.notified_on == date(2026, 11, 23)
    assert case.facts.next_contact == "movement-in"

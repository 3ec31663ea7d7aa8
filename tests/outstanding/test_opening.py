"""What a plan leaves on the case: new items, notes on open ones, owners and history."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checklists.audit.models import Event
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.opening import open_by_hand, open_planned
from checklists.outstanding.rules import Plan, PlannedItem
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ItemFactory, person
from tests.outstanding.visits import a_visit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
SOON = date(2026, 11, 24)


def planned(**changes):
    fields = {
        "rule_key": f"rule_{uuid4().hex}",
        "subject": "",
        "title": "Get a safe sleep space in place",
        "neutral_title": "Visit follow-up",
        "guidance": "Use a local cot or crib scheme.",
        "priority": "high",
        "due_on": SOON,
        "private": False,
        "point_number": 3,
        "because": ("sleep_own_surface",),
        "bring_to_supervision": False,
    }
    return PlannedItem(**fields | changes)


@pytest.fixture
def case():
    return CaseFactory()


def opened(case, *items):
    return open_planned(Plan(items), case, a_visit(case), by=case.owner, at=AT)


def test_an_item_belongs_to_the_owner_and_team_of_the_case(case):
    writer = person(Role.MANAGER, case.team)
    visit = a_visit(case)

    [item] = open_planned(Plan((planned(),)), case, visit, by=writer, at=AT)

    item.refresh_from_db()
    assert (item.owner, item.team, item.opened_by) == (case.owner, case.team, writer)
    assert (item.opened_at_visit, item.opened_because) == (visit, ["sleep_own_surface"])
    assert (item.priority, item.due_on) == (Priority.HIGH, SOON)
    assert [event.kind for event in item.history.all()] == ["opened"]


def test_what_comes_up_again_is_noted_and_not_put_off(case):
    item = ItemFactory(case=case, due_on=date(2026, 11, 20))

    opened(case, planned(met_again=item.pk, due_on=date(2026, 12, 20)))

    item.refresh_from_db()
    assert OutstandingItem.objects.count() == 1
    assert item.due_on == date(2026, 11, 20)
    assert [event.kind for event in item.history.all()] == ["met_again"]


def test_what_comes_up_again_more_urgently_becomes_more_urgent(case):
    item = ItemFactory(case=case, routine=True)

    opened(case, planned(met_again=item.pk, priority="immediate", due_on=SOON))

    item.refresh_from_db()
    assert (item.priority, item.due_on) == (Priority.IMMEDIATE, SOON)


def test_an_item_that_follows_a_closed_one_points_at_it(case):
    old = ItemFactory(case=case, closed=True)

    [item] = opened(case, planned(follows=old.pk))

    assert item.follows == old


def test_many_items_cost_the_statements_of_one(case):
    visit, counts = a_visit(case), []
    for number in (1, 12):
        plan = Plan(tuple(planned() for _ in range(number)))
        with CaptureQueriesContext(connection) as queries:
            open_planned(plan, case, visit, by=case.owner, at=AT)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_person_adds_an_item_and_the_log_knows(case):
    item = open_by_hand(
        case,
        title="Ring the midwife",
        priority=Priority.ROUTINE,
        due_on=SOON,
        private=False,
        by=case.owner,
        at=AT,
    )

    assert (item.rule_key, item.neutral_title, item.owner) == ("", "Follow-up", case.owner)
    assert Event.objects.get(kind="item.opened").case_ref == case.pk

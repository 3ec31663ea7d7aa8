"""Who sees which items, in what order, and that a list costs the same at any size."""

from datetime import date, timedelta

import pytest

from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.querysets import (
    FAMILIES_A_PAGE,
    MOST_URGENT_FIRST,
    families_page,
)
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ItemFactory, TeamFactory, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def manager(north):
    return person(Role.MANAGER, north)


def seen_by(user):
    return set(OutstandingItem.objects.visible_to(user))


def test_the_holder_and_the_manager_see_private_items(manager, north):
    item = ItemFactory(case=CaseFactory(team=north), about_her=True)

    assert seen_by(item.case.owner) == {item}
    assert seen_by(manager) == {item}


def test_a_colleague_of_the_team_does_not_see_that_a_private_item_exists(north):
    case = CaseFactory(team=north)
    plain = ItemFactory(case=case)
    ItemFactory(case=case, about_her=True)

    assert seen_by(person(team=north)) == {plain}


def test_another_team_sees_nothing(north):
    ItemFactory(case=CaseFactory(team=north))

    assert seen_by(person(Role.MANAGER, TeamFactory())) == set()


@pytest.mark.parametrize(("days", "overdue"), [(-1, True), (0, False), (1, False)])
def test_overdue_starts_the_day_after(days, overdue):
    ItemFactory(due_on=TODAY + timedelta(days=days))

    assert OutstandingItem.objects.overdue(TODAY).exists() == overdue


def test_a_closed_item_is_never_overdue():
    ItemFactory(closed=True, due_on=TODAY - timedelta(days=9))

    assert not OutstandingItem.objects.overdue(TODAY).exists()


def test_pages_by_urgency_leave_nothing_out_and_repeat_nothing():
    case = CaseFactory()
    for priority in Priority:
        for days in (0, 0, 3):
            ItemFactory(case=case, priority=priority, due_on=TODAY + timedelta(days=days))
    in_order = list(OutstandingItem.objects.by_urgency())

    for number, item in enumerate(in_order):
        place = MOST_URGENT_FIRST.write(item.priority, item.due_on, item.pk)
        after = OutstandingItem.objects.page_after(place).by_urgency()
        assert list(after) == in_order[number + 1 :]


@pytest.mark.parametrize("typed", ["", "1", "x_2026-11-23_y", "1_2026-11-23", "1_2026-02-30_a"])
def test_a_place_that_nobody_wrote_is_the_beginning(typed):
    item = ItemFactory()

    assert list(OutstandingItem.objects.page_after(typed)) == [item]


def test_a_family_stands_where_its_most_urgent_item_stands(north, manager):
    later = ItemFactory(case=CaseFactory(team=north), due_on=TODAY + timedelta(days=3))
    case = CaseFactory(team=north)
    routine = ItemFactory(case=case, routine=True)
    now = ItemFactory(case=case, immediate=True)

    items, following = page_of(manager, [north.pk])

    assert items == [now, routine, later]
    assert following == ""


def page_of(user, teams, after=""):
    return families_page(OutstandingItem.objects.open(), user, "team", teams, after)


def test_a_private_item_does_not_lift_its_family_for_someone_who_may_not_see_it(north):
    first = ItemFactory(case=CaseFactory(team=north), due_on=TODAY)
    other = CaseFactory(team=north)
    ItemFactory(case=other, about_her=True, due_on=TODAY - timedelta(days=30))
    second = ItemFactory(case=other, due_on=TODAY + timedelta(days=1))

    items, _ = page_of(person(team=north), [north.pk])

    assert items == [first, second]


def test_families_of_two_teams_come_in_one_order_and_each_on_one_page(north):
    south = TeamFactory()
    manager = person(Role.MANAGER, north)
    manager.memberships.create(team=south, role=Role.MANAGER, starts_on=date(2020, 1, 1))
    for number in range(FAMILIES_A_PAGE + 3):
        team = [north, south][number % 2]
        ItemFactory(case=CaseFactory(team=team), due_on=TODAY + timedelta(days=number))

    first, place = page_of(manager, [north.pk, south.pk])
    second, end = page_of(manager, [north.pk, south.pk], place)

    assert [item.due_on for item in first + second] == [
        TODAY + timedelta(days=number) for number in range(FAMILIES_A_PAGE + 3)
    ]
    assert end == ""


@pytest.mark.parametrize("teams", [1, 3])
@pytest.mark.parametrize("items", [1, 40])
def test_a_page_is_one_query_for_any_number_of_teams_and_items(teams, items, statements):
    managed = TeamFactory.create_batch(teams)
    manager = person(Role.MANAGER, managed[0])
    for team in managed[1:]:
        manager.memberships.create(team=team, role=Role.MANAGER, starts_on=date(2020, 1, 1))
    for team in managed:
        ItemFactory.create_batch(items, case=CaseFactory(team=team))
    page_of(manager, [managed[0].pk])  # rights are read once for a request

    with statements() as counted:
        found, _ = page_of(manager, [team.pk for team in managed])
        said = [(item.case.name, str(item.owner), item.opened_by.name) for item in found]

    assert (len(said), len(counted)) == (teams * items, 1)


def test_no_item_of_a_family_beyond_the_page_is_shown(north, manager):
    for number in range(FAMILIES_A_PAGE + 2):
        ItemFactory(case=CaseFactory(team=north), due_on=TODAY + timedelta(days=number))

    items, place = page_of(manager, [north.pk])

    assert len(items) == FAMILIES_A_PAGE
    assert place == MOST_URGENT_FIRST.write(items[-1].priority, items[-1].due_on, items[-1].pk)

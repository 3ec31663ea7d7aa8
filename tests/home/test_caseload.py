"""My caseload: what is due first, then all families."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.facts.models import CaseFacts
from checklists.facts.renewing import renew_not_known
from checklists.outstanding.models import Priority
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ItemFactory, TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def nurse():
    return person(team=TeamFactory())


def caseload_of(client, user):
    client.force_login(user)
    return client.get(reverse("caseload"))


def mine(nurse, **fields):
    team = nurse.memberships.get().team
    return CaseFactory(owner=nurse, team=team, **fields)


def test_an_overdue_item_puts_its_family_first(client, nurse):
    case = mine(nurse)
    ItemFactory(case=case, priority=Priority.HIGH, due_on=TODAY - timedelta(days=19))

    page = caseload_of(client, nurse)

    assert page.context["due"][0]["reasons"][0].fact == "Overdue by 19 days, high."


def test_an_item_due_today_is_not_yet_due_first(client, nurse):
    ItemFactory(case=mine(nurse), priority=Priority.HIGH, due_on=TODAY)

    page = caseload_of(client, nurse)

    assert page.context["due"] == []


def test_immediate_comes_before_overdue(client, nurse):
    late = mine(nurse, given_name="Ivy")
    now = mine(nurse, given_name="Milo")
    ItemFactory(case=late, priority=Priority.HIGH, due_on=TODAY - timedelta(days=40))
    ItemFactory(case=now, priority=Priority.IMMEDIATE, due_on=TODAY)

    page = caseload_of(client, nurse)

    assert [row["babies"][0]["name"] for row in page.context["due"]] == [now.name, late.name]


def test_twins_are_one_row_under_due_first(client, nurse):
    ada = mine(nurse, given_name="Ada")
    bea = mine(nurse, given_name="Bea", family=ada.family)
    for baby in (ada, bea):
        ItemFactory(case=baby, priority=Priority.HIGH, due_on=TODAY - timedelta(days=1))

    rows = caseload_of(client, nurse).context["due"]

    assert len(rows) == 1
    assert {baby["name"] for baby in rows[0]["babies"]} == {ada.name, bea.name}


def test_a_contact_whose_window_is_open_is_due_first(client, nurse):
    case = mine(nurse)
    case.facts.next_contact = "6-8-week"
    case.facts.next_from = TODAY - timedelta(days=3)
    case.facts.next_until = TODAY
    case.facts.save()

    page = caseload_of(client, nurse)

    assert page.context["due"][0]["reasons"][0].fact == "Contact due, last day."


@pytest.mark.usefixtures("content_in_force")
def test_the_last_day_of_a_mandated_review_comes_before_a_routine_item_long_overdue(client, nurse):
    waits, ends = mine(nurse, given_name="Ivy"), mine(nurse, given_name="Milo")
    ItemFactory(case=waits, routine=True, due_on=TODAY - timedelta(days=90))
    CaseFacts.objects.filter(case=ends).update(
        next_contact="6-8-week", next_from=TODAY - timedelta(days=14), next_until=TODAY
    )

    page = caseload_of(client, nurse)

    assert [row["babies"][0]["name"] for row in page.context["due"]] == [ends.name, waits.name]


def test_a_colleague_of_the_team_is_not_in_my_caseload(client, nurse):
    case = mine(nurse, given_name="Ivy")
    colleague = person(team=case.team)

    page = caseload_of(client, colleague)

    assert case.name not in page.content.decode()


def test_a_list_is_one_event_with_the_families_it_showed(client, nurse):
    case = mine(nurse)

    caseload_of(client, nurse)

    assert Event.objects.get(kind="caseload.read").shown == [str(case.pk)]


def test_pages_of_families_leave_nobody_out(client, nurse):
    for number in range(53):
        mine(nurse, given_name=f"Baby {number}", born_on=TODAY - timedelta(days=number % 7))
    client.force_login(nurse)

    first = client.get(reverse("caseload"))
    second = client.get(reverse("caseload"), {"after": first.context["following"]})

    shown = [row["name"] for page in (first, second) for row in page.context["families"]]
    assert len(shown) == len(set(shown)) == 53


@pytest.mark.parametrize("cursor", ["x", "2026-99-99_1", "_", "2026-11-01_notauuid", "\x00"])
def test_a_cursor_nobody_made_starts_from_the_top(client, nurse, cursor):
    mine(nurse)
    client.force_login(nurse)

    page = client.get(reverse("caseload"), {"after": cursor})

    assert page.status_code == 200
    assert len(page.context["families"]) == 1


def test_a_private_item_and_one_of_another_owner_put_their_family_first(client, nurse):
    days_ago = {"due_on": TODAY - timedelta(days=3)}
    private = ItemFactory(case=mine(nurse, given_name="Ivy"), about_her=True, **days_ago)
    colleagues = ItemFactory(
        case=mine(nurse, given_name="Milo"), owner=person(team=private.case.team), **days_ago
    )

    rows = caseload_of(client, nurse).context["due"]

    shown = {baby["name"] for row in rows for baby in row["babies"]}
    assert shown == {private.case.name, colleagues.case.name}


def test_what_is_due_of_others_crowds_nothing_out(client, nurse):
    elsewhere = CaseFactory(team=nurse.memberships.get().team)
    ItemFactory.create_batch(51, case=elsewhere, immediate=True, due_on=TODAY - timedelta(days=9))
    ItemFactory(case=mine(nurse), routine=True, due_on=TODAY - timedelta(days=1))

    assert len(caseload_of(client, nurse).context["due"]) == 1


def test_nothing_is_due_of_a_family_whose_care_has_ended(client, nurse):
    ended = mine(nurse, ended_on=TODAY - timedelta(days=1))
    ItemFactory(case=ended, immediate=True, due_on=TODAY)

    page = caseload_of(client, nurse)

    assert (page.context["due"], page.context["families"]) == ([], [])


def test_the_event_of_a_page_names_nobody_who_stands_on_the_next(client, nurse):
    for number in range(51):
        mine(nurse, given_name=f"Baby {number}", born_on=TODAY - timedelta(days=number))

    caseload_of(client, nurse)

    assert len(Event.objects.get(kind="caseload.read").shown) == 50


def overdue_families(nurse, number, items=1):
    for place in range(number):
        case = mine(nurse, given_name=f"Baby {place}")
        due_on = TODAY - timedelta(days=1 + place)
        ItemFactory.create_batch(items, case=case, priority=Priority.HIGH, due_on=due_on)
    renew_not_known(on=TODAY)


MOST_STATEMENTS = 12  # seven for who asks and the log, and five for the page


def test_statements_do_not_grow_with_the_caseload(client, nurse, statements):
    overdue_families(nurse, 1)
    caseload_of(client, nurse)
    with statements() as few:
        client.get(reverse("caseload"))

    overdue_families(nurse, 60)
    overdue_families(nurse, 1, items=40)
    with statements() as many:
        client.get(reverse("caseload"))

    assert len(many) == len(few) <= MOST_STATEMENTS


def test_who_works_in_three_teams_asks_no_more(client, nurse, statements):
    overdue_families(nurse, 2)
    caseload_of(client, nurse)
    with statements() as one_team:
        client.get(reverse("caseload"))

    for team in TeamFactory.create_batch(2):
        nurse.memberships.create(team=team, role=Role.HEALTH_VISITOR, starts_on=date(2020, 1, 1))
        ItemFactory(case=CaseFactory(owner=nurse, team=team), due_on=TODAY - timedelta(days=1))
    renew_not_known(on=TODAY)
    with statements() as three_teams:
        page = client.get(reverse("caseload"))

    assert len(page.context["due"]) == 4
    assert len(three_teams) == len(one_team) <= MOST_STATEMENTS


@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.SAFEGUARDING_LEAD, "safeguarding"), (Role.EDITOR, "admin:index")],
)
def test_other_roles_begin_at_their_own_page(client, role, place):
    page = caseload_of(client, person(role))

    assert page.url == reverse(place)


def test_a_manager_begins_at_the_team(client):
    page = caseload_of(client, person(Role.MANAGER, team=TeamFactory()))

    assert page.url == reverse("team")

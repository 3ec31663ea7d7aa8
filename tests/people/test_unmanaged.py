"""A team without a manager is said to administrators on every page of the admin."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.unmanaged import Unled, unled_teams
from tests.factories import AbsenceFactory, CaseFactory, UserFactory, person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
PAGES = ["", "checklists/user/", "checklists/user/add/", "checklists/team/", "checklists/event/"]


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


def managed(team, **fields):
    return person(Role.MANAGER, team, **fields)


def away(user):
    AbsenceFactory(user=user, covered_by=None, starts_on=TODAY, ends_on=TODAY)


MANAGERS = {
    "a manager": (lambda team: managed(team), []),
    "a deputy": (lambda team: person(Role.DEPUTY, team), []),
    "nobody": (lambda team: person(team=team), [Unled("North", all_away=False)]),
    "someone deactivated": (
        lambda team: managed(team, is_active=False),
        [Unled("North", all_away=False)],
    ),
    "someone who left yesterday": (
        lambda team: managed(team).memberships.update(ends_on=TODAY - DAY),
        [Unled("North", all_away=False)],
    ),
    "someone whose last day it is": (
        lambda team: managed(team).memberships.update(ends_on=TODAY),
        [],
    ),
    "someone away": (lambda team: away(managed(team)), [Unled("North", all_away=True)]),
    "one of two away": (lambda team: (away(managed(team)), managed(team)), []),
}


@pytest.mark.parametrize("who", MANAGERS)
def test_a_team_has_a_manager_while_one_is_at_work(north, who):
    make, expected = MANAGERS[who]
    make(north)

    assert unled_teams(TODAY) == expected


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_admin_says_so(client, north, page):
    CaseFactory(team=north)
    client.force_login(person(Role.SYSTEM_ADMINISTRATOR))

    said = client.get(f"/admin/{page}").text

    assert "North has no manager or deputy. Give someone the role." in said
    assert "Wren" not in said


def test_it_says_when_all_are_away(client, north):
    away(managed(north))
    client.force_login(UserFactory(is_superuser=True))

    assert "Every manager and deputy of North is away today" in client.get("/admin/").text
    assert "ALL AWAY today" in client.get("/admin/checklists/team/").text


def test_it_says_nothing_when_all_is_well(client, north):
    managed(north)
    client.force_login(person(Role.SYSTEM_ADMINISTRATOR))

    assert "unled" not in client.get("/admin/").text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_who_cannot_give_roles_is_not_told(client, north, role):
    client.force_login(person(role))

    assert "has no manager" not in client.get("/admin/").text


def test_a_visitor_is_told_nothing(client, north):
    assert "has no manager" not in client.get("/admin/login/", follow=True).text
    assert not User.objects.exists()


NO_COVER = "Nia Northfield is away and has no cover in North on 23 to 25 November."


def uncovered(team):
    """Nia of this team, away today and for two days more."""
    nia = person(team=team, name="Nia Northfield")
    days = {"starts_on": TODAY, "ends_on": TODAY + 2 * DAY}
    return AbsenceFactory(user=nia, covered_by=None, **days)


@pytest.mark.parametrize(
    "where", ["", "checklists/user/", "checklists/user/add/", "checklists/team/"]
)
def test_days_without_cover_are_said_where_people_are_looked_after(client, north, where):
    absence = uncovered(north)
    client.force_login(person(Role.SYSTEM_ADMINISTRATOR))

    said = client.get(f"/admin/{where}").text

    assert NO_COVER in said
    assert f"/admin/checklists/user/{absence.user.pk}/change/" in said


def test_it_goes_when_a_colleague_who_can_is_named(client, north):
    absence = uncovered(north)
    absence.covered_by = person(team=north)
    absence.save()
    client.force_login(person(Role.SYSTEM_ADMINISTRATOR))

    assert "has no cover" not in client.get("/admin/").text


def test_other_pages_of_the_admin_are_left_alone(client, north):
    uncovered(north)
    client.force_login(person(Role.SYSTEM_ADMINISTRATOR))

    assert "has no cover" not in client.get("/admin/checklists/event/").text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_editors_are_not_told_who_is_away(client, north, role):
    uncovered(north)
    client.force_login(person(role))

    assert "has no cover" not in client.get("/admin/").text


def test_an_account_that_is_closed_needs_no_cover(client, north):
    absence = uncovered(north)
    absence.user.is_active = False
    absence.user.save()
    client.force_login(person(Role.SYSTEM_ADMINISTRATOR))

    assert "has no cover" not in client.get("/admin/").text

"""Rows of a person that are added or removed while the page of the admin is open."""

import pytest

from checklists.people.models.absences import Absence
from checklists.people.models.teams import Role
from tests.accounts.admin_pages import page_of, role_typed
from tests.browsing import sent_back
from tests.factories import AbsenceFactory, MembershipFactory, TeamFactory, UserFactory, person
from tests.handover.conftest import DAY, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ada(client):
    user = person(Role.SYSTEM_ADMINISTRATOR, name="Ada Keyes")
    client.force_login(user)
    return user


@pytest.fixture
def away():
    days = {"starts_on": TODAY + DAY, "ends_on": TODAY + DAY}
    return AbsenceFactory(user=UserFactory(), covered_by=None, **days)


def test_a_time_away_taken_back_meanwhile_stays_away_and_the_rest_is_saved(client, away):
    page = client.get(page_of(away.user))
    away.delete()

    answer = client.post(page_of(away.user), sent_back(page, name="New name"))

    away.user.refresh_from_db()
    assert answer.status_code == 302
    assert away.user.name == "New name"
    assert not Absence.objects.exists()


def test_a_change_to_a_time_away_that_was_taken_back_meanwhile_is_told(client, away):
    page = client.get(page_of(away.user))
    away.delete()

    told = client.post(page_of(away.user), sent_back(page, **{"absences-0-ends_on": "01/01/2030"}))

    assert "This row was taken away while you had the page open" in told.text
    assert "01/01/2030" in told.text
    assert not Absence.objects.exists()


def test_a_role_given_meanwhile_stays_and_counts(client):
    user, team = UserFactory(), TeamFactory()
    page = client.get(page_of(user))
    MembershipFactory(user=user, team=team)
    added = {name: value for name, value in role_typed("editor").items() if "id" not in name}

    client.post(page_of(user), sent_back(page, **added))

    assert set(user.memberships.values_list("role", flat=True)) == {"editor", "health_visitor"}

"""Whom a person stands in for today."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from checklists.people.covered import covered_today, rota_around
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.factories import AbsenceFactory, MembershipFactory, TeamFactory, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(datetime(2026, 11, 23, 14, 21, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def nia(north):
    return person(team=north)


@pytest.fixture
def morag(north):
    return person(Role.MANAGER, north)


def away(user, cover=None, first=0, last=2):
    days = {"starts_on": TODAY + first * DAY, "ends_on": TODAY + last * DAY}
    return AbsenceFactory(user=user, covered_by=cover, **days)


def covers(user):
    """Everyone whose families come to them, asked as by a request of its own."""
    return covered_today(User.objects.get(pk=user.pk)).everyone


def test_a_manager_stands_in_for_who_is_away_without_cover(nia, morag):
    away(nia)

    assert covers(morag) == [nia.pk]


@pytest.mark.parametrize(("first", "last"), [(1, 2), (-3, -1)])
def test_nobody_stands_in_on_other_days_than_those_away(nia, morag, north, first, last):
    away(nia, first=first, last=last)
    away(person(team=north), morag, first=first, last=last)

    assert covers(morag) == []
    assert covered_today(User.objects.get(pk=morag.pk)).shared == {}


def test_a_manager_stands_in_for_nobody_who_has_left_the_team(nia, morag):
    nia.memberships.update(ends_on=TODAY - DAY)
    MembershipFactory(user=nia)
    away(nia)

    assert covers(morag) == []


def test_times_away_are_read_once_and_of_nobody_elses_team(nia, morag, statements):
    away(nia, first=5, last=9)
    away(person(team=(other := TeamFactory())), person(team=other))
    user = User.objects.get(pk=morag.pk)
    user.memberships_on(TODAY)

    with statements() as counted:
        covered_today(user)
        rota = rota_around(user, TODAY)

    assert len(counted) == 1
    assert list(rota.absences) == [nia.pk]

"""Which roles somebody holds on a day, and in which teams."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.roles import roles_of, teams_of
from checklists.reading.clock import london_today
from tests.factories import MembershipFactory, TeamFactory, UserFactory, person

pytestmark = pytest.mark.django_db

TODAY = london_today()
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY - DAY, False),
        (TODAY + DAY, None, False),
    ],
)
def test_a_role_holds_from_its_first_to_its_last_day(starts, ends, holds):
    user = MembershipFactory(starts_on=starts, ends_on=ends).user

    assert (Role.HEALTH_VISITOR in roles_of(user)) is holds


def test_teams_are_asked_by_role():
    north, south = TeamFactory(), TeamFactory()
    user = person(Role.MANAGER, north)
    MembershipFactory(user=user, team=south, role=Role.DEPUTY)

    assert teams_of(user, Role.MANAGER) == [north.pk]
    assert teams_of(user) == sorted([north.pk, south.pk])


def test_someone_deactivated_holds_nothing():
    user = person(Role.MANAGER, TeamFactory(), is_active=False)

    assert roles_of(user) == frozenset()
    assert teams_of(user) == []


def test_a_visitor_holds_nothing():
    assert roles_of(AnonymousUser()) == frozenset()
    assert teams_of(AnonymousUser()) == []


def test_roles_are_read_once(django_assert_num_queries):
    user = User.objects.get(pk=person(Role.EDITOR).pk)

    with django_assert_num_queries(1):
        roles_of(user)
        teams_of(user)
        assert user.is_staff


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (Role.EDITOR, True),
        (Role.PUBLISHER, True),
        (Role.SYSTEM_ADMINISTRATOR, True),
        (Role.SAFEGUARDING_LEAD, False),
    ],
)
def test_the_admin_opens_for_the_roles_that_work_there(role, opens):
    assert person(role).is_staff is opens


def test_a_manager_has_nothing_to_do_in_the_admin():
    assert not person(Role.MANAGER, TeamFactory()).is_staff


def test_the_first_superuser_may_make_an_administrator():
    user = User.objects.create_superuser("first", "a long password", name="First")

    assert user.is_staff
    assert user.check_password("a long password")
    assert not UserFactory().is_staff

"""What is fixed when a row is made stays when the whole row is saved."""

import pytest

from checklists.people.models.teams import Membership
from checklists.people.models.users import User
from tests.factories import MembershipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_saving_somebody_makes_no_superuser():
    user = UserFactory()
    user.is_superuser, user.name = True, "Rhoda Root"

    user.save()

    stored = User.objects.get(pk=user.pk)
    assert (stored.is_superuser, stored.name) == (False, "Rhoda Root")


def test_who_names_the_field_saves_it():
    user = UserFactory()
    user.is_superuser = True

    user.save(update_fields=["is_superuser"])

    assert User.objects.get(pk=user.pk).is_superuser


def test_a_role_stays_whose_it_was_made():
    role, team = MembershipFactory(user=UserFactory(), team=TeamFactory()), TeamFactory()
    owner, role.user, role.team = role.user, UserFactory(), team

    role.save()

    stored = Membership.objects.get(pk=role.pk)
    assert (stored.user, stored.team) == (owner, team)


def test_a_superuser_is_made_whole():
    root = User.objects.create_superuser("root", name="Rhoda Root")

    assert User.objects.get(pk=root.pk).is_superuser

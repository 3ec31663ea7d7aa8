"""An administrator resets a second factor that somebody lost."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from checklists.accounts.second_factors import reset_second_factors
from checklists.audit.models import Event
from checklists.audit.refused import NotYours
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.accounts.second_factors import (
    NINE,
    give_app,
    sign_in,
)
from tests.factories import UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def ada():
    return person(Role.SYSTEM_ADMINISTRATOR, username="ada")


def ask_to_reset(client, *users):
    asking = {"action": "reset_second_factors", "_selected_action": [user.pk for user in users]}
    return client.post("/admin/checklists/user/", asking, follow=True)


def test_the_administrator_removes_a_lost_one(client, nia, ada):
    lead = person(Role.SAFEGUARDING_LEAD)
    phone = Client()
    sign_in(phone)
    client.force_login(ada)

    page = ask_to_reset(client, nia).text

    assert "sets up a new one at the next sign-in" in page
    assert not Authenticator.objects.filter(user=nia).exists()
    assert phone.get("/accounts/sessions/").status_code == 302
    assert Event.objects.filter(kind="user.second_factor_reset", by=ada).count() == 1
    told = Alert.objects.get(kind="second_factor_reset")
    assert (told.recipient, told.about) == (lead, nia)


def test_nobody_resets_their_own_or_a_superusers(client, ada, clock):
    root = UserFactory(is_superuser=True)
    for user in (ada, root):
        give_app(user)
    client.force_login(ada)

    page = ask_to_reset(client, ada, root).text

    assert page.count("someone else has to do this") == 2
    assert Authenticator.objects.filter(type="totp").count() == 2
    assert not Alert.objects.exists()
    for user in (ada, root):
        with pytest.raises(NotYours):
            reset_second_factors(user, by=ada, at=NINE)


def test_a_superuser_resets_a_superusers(clock):
    root, other = UserFactory(is_superuser=True), UserFactory(is_superuser=True)
    give_app(other)

    reset_second_factors(other, by=root, at=NINE)

    assert not Authenticator.objects.filter(user=other).exists()


def test_an_editor_may_not_reset_anything(client, nia):
    client.force_login(person(Role.EDITOR))

    assert ask_to_reset(client, nia).status_code in {302, 403}
    assert Authenticator.objects.filter(user=nia).exists()


@pytest.mark.parametrize("table", ["mfa/authenticator", "usersessions/usersession", "axes"])
def test_the_admin_offers_no_keys_and_no_sessions(client, table):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(f"/admin/{table}/").status_code == 404
    assert Session.objects.exists()

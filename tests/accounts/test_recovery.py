"""Somebody whose only second factor cannot be read is sent to recovery, and not let in without."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from checklists.accounts.second_factor_reading import kinds_held
from checklists.accounts.second_factors import reset_second_factors
from checklists.people.models.teams import Role
from tests.accounts.second_factors import (
    NINE,
    UNREADABLE_PASSKEYS,
    code_of,
    give,
    give_app,
    give_code,
    give_password,
    only_unreadable,
)
from tests.factories import PASSWORD, TeamFactory, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor_required")]

LOST = "cannot be read any more"


@pytest.fixture
def nia(clock):
    return person(team=TeamFactory(), username="nia")


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("why", ["what was let in once", "no object"])
def test_a_password_alone_stays_out_where_the_only_passkey_cannot_be_read(client, nia, why):
    give(nia, "webauthn", UNREADABLE_PASSKEYS[why])

    page = give_password(client, follow=True)

    assert LOST in page.text
    assert "Ask your team's administrator" in page.text
    assert 'name="code"' not in page.text
    assert not is_signed_in(client)


def test_who_has_recovery_codes_is_led_to_them(client, nia):
    only_unreadable(nia)

    page = give_password(client, follow=True)

    assert LOST in page.text
    assert "Use one of your recovery codes" in page.text
    assert 'name="code"' in page.text
    assert "Use a passkey" not in page.text


def test_a_recovery_code_opens_only_setting_a_new_one_up(client, nia):
    code = only_unreadable(nia)
    give_password(client)
    give_code(client, code)

    assert client.get("/").url == reverse("mfa_index")
    assert client.post("/items/", {"title": "x"}).status_code == 403
    client.get(reverse("mfa_activate_totp"))
    new = code_of(client.session["mfa.totp.secret"])
    done = client.post(reverse("mfa_activate_totp"), {"code": new})

    assert done.url == reverse("mfa_index")
    assert client.get("/accounts/sessions/").status_code == 200
    assert kinds_held(nia) == {"totp"}
    assert nia.authenticator_set.filter(type="totp").count() == 1


def test_what_cannot_be_read_stays_until_another_works(client, nia):
    """Without a row a password alone would set up a new one."""
    code = only_unreadable(nia)
    key = give(nia, "webauthn", {"name": "Old", "credential": 0})
    give_password(client)
    give_code(client, code)

    for address in (reverse("mfa_deactivate_totp"), reverse("mfa_remove_webauthn", args=[key.pk])):
        client.post(address)

    assert nia.authenticator_set.exclude(type="recovery_codes").count() == 2


def test_one_that_cannot_be_read_is_removed_once_another_works(client, nia):
    give_app(nia)
    key = give(nia, "webauthn", {"name": "Old", "credential": 0})
    give_password(client)
    give_code(client, code_of())
    remove = reverse("mfa_remove_webauthn", args=[key.pk])

    assert "Old" in client.get(remove).text
    assert client.post(remove).url == reverse("mfa_index")
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_the_last_one_that_works_stays_beside_one_that_cannot_be_read(client, nia):
    give_app(nia)
    give(nia, "webauthn", {"name": "Old", "credential": 0})
    give_password(client)
    give_code(client, code_of())

    assert client.post(reverse("mfa_deactivate_totp")).status_code == 409
    assert kinds_held(nia) == {"totp"}


def test_a_session_from_before_is_led_to_recovery_and_not_round_in_a_circle(client, nia):
    give_password(client)
    give(nia, "webauthn", {"name": "Old", "credential": 0})

    for name in ("mfa_index", "mfa_add_webauthn", "account", "mfa_reauthenticate"):
        page = client.get(reverse(name), follow=True)
        assert page.status_code == 403
        assert "Ask your team's administrator" in page.text
    assert client.post(reverse("account_logout")).status_code == 302


def test_a_session_from_before_shows_a_recovery_code(client, nia):
    give_password(client)
    code = only_unreadable(nia)

    asked = client.get("/items/")
    page = client.get(asked.url)
    client.post(asked.url, {"code": code})

    assert "One of your recovery codes" in page.text
    assert client.get("/items/").url == reverse("mfa_index")
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_what_cannot_be_read_is_not_offered_to_confirm(client, nia):
    give_app(nia)
    give(nia, "webauthn", {"name": "Old", "credential": 0})
    give_password(client)
    give_code(client, code_of())

    page = client.get(reverse("account_reauthenticate"))

    assert "Use a code" in page.text
    assert "Use a passkey" not in page.text


def test_no_codes_are_made_for_what_cannot_be_read(client, nia, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(nia)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    give(nia, "webauthn", {"name": "Old", "credential": 0})

    page = client.post(reverse("mfa_generate_recovery_codes"))

    assert "Set up an app or a passkey first" in page.text


# --- who helps --------------------------------------------------------------------------------


def test_the_administrator_sees_whose_cannot_be_read_and_resets_it(client, nia, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    ada = person(Role.SYSTEM_ADMINISTRATOR, name="Ada")
    only_unreadable(nia)
    give_app(UserFactory(name="Bo"))
    client.force_login(ada)

    page = client.get("/admin/checklists/user/").text
    for words in ("Cannot be read", "Set up", "None yet"):
        assert page.count(f">{words}<") == 1
    reset_second_factors(nia, by=ada, at=NINE)

    settings.SECOND_FACTOR_REQUIRED = True
    other = Client()
    give_password(other)
    assert other.get("/").url == reverse("mfa_index")


def test_the_command_lists_those_that_cannot_be_read_by_id_only(nia, capsys):
    only_unreadable(nia)
    give_app(UserFactory())
    app = nia.authenticator_set.get(type="totp")

    with pytest.raises(CommandError, match="1 second factors cannot be read"):
        call_command("check_second_factors")
    assert capsys.readouterr().out == f"totp {app.pk} of user {nia.pk}\n"

    app.delete()
    call_command("check_second_factors")

"""A second factor that cannot be read counts for nothing and stops no other."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from checklists.accounts.second_factor_reading import is_working, kinds_held
from tests.accounts.second_factors import (
    UNREADABLE_PASSKEYS,
    code_of,
    give,
    give_app,
    give_code,
    give_passkey,
    give_password,
    only_unreadable,
    recovery_codes_of,
    spoil,
)
from tests.accounts.soft_passkey import SoftPasskey, add, browser, show, sign_in_alone
from tests.factories import TeamFactory, person

in_service = pytest.mark.usefixtures("db", "second_factor_required")

LOST = "cannot be read any more"
APPS = {
    "an unknown key": {"secret": "gone:AAAA"},
    "changed bytes": {"secret": "test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    "no secret": {},
    "no text": {"secret": 0},
    "no object": "secret",
}


@pytest.fixture
def nia(clock):
    return person(team=TeamFactory(), username="nia")


def is_signed_in(client):
    return "_auth_user_id" in client.session


# --- what counts ------------------------------------------------------------------------------


@pytest.mark.parametrize("why", UNREADABLE_PASSKEYS)
def test_a_passkey_that_cannot_be_read_does_not_count(why):
    assert not is_working(Authenticator(type="webauthn", data=UNREADABLE_PASSKEYS[why]))


@pytest.mark.parametrize("why", APPS)
def test_an_app_that_cannot_be_read_does_not_count(why):
    assert not is_working(Authenticator(type="totp", data=APPS[why]))


@pytest.mark.parametrize("data", [{}, 0, {"seed": "gone:AAAA", "used_mask": 0}, {"seed": 1}])
def test_recovery_codes_that_cannot_be_read_do_not_count(data):
    assert not is_working(Authenticator(type="recovery_codes", data=data))


def test_a_kind_that_nobody_knows_does_not_count():
    assert not is_working(Authenticator(type="carrier_pigeon", data={}))


@in_service
def test_what_was_set_up_here_counts_and_nothing_else(nia):
    give_app(nia)
    give(nia, "webauthn", None)
    assert kinds_held(nia) == {"totp"}

    give_passkey(nia)

    assert kinds_held(nia) == {"totp", "webauthn"}


def test_the_log_says_which_one_and_nothing_of_what_it_holds(caplog):
    row = Authenticator(pk=7, user_id=9, type="totp", data={"secret": "gone:SECRETSECRET"})

    with caplog.at_level(logging.WARNING):
        is_working(row)

    assert "7 (totp) of user 9 cannot be read" in caplog.text
    assert "SECRET" not in caplog.text


# --- it stops no other ------------------------------------------------------------------------


@in_service
@pytest.mark.parametrize("why", ["what was let in once", "no object", "no name"])
def test_an_app_signs_in_beside_a_passkey_that_cannot_be_read(client, nia, why):
    give_app(nia)
    give(nia, "webauthn", UNREADABLE_PASSKEYS[why])

    give_password(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    give_code(client, code_of())

    assert is_signed_in(client)
    for name in ("mfa_index", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "account"):
        assert client.get(reverse(name), follow=True).status_code == 200


@in_service
def test_a_passkey_signs_in_beside_others_that_cannot_be_read(nia):
    first, passkey = browser(), SoftPasskey()
    give_password(first)
    add(first, passkey)
    give(nia, "totp", APPS["an unknown key"])
    give(nia, "webauthn", {"name": "Old", "credential": 0})

    second, alone = browser(), browser()
    give_password(second)
    show(second, passkey)
    sign_in_alone(alone, passkey, nia)

    assert is_signed_in(second)
    assert is_signed_in(alone)
    assert second.get(reverse("mfa_index")).text.count(LOST) == 2


@in_service
@pytest.mark.parametrize("why", ["changed bytes", "no object"])
def test_a_recovery_code_signs_in_beside_an_app_that_cannot_be_read(client, nia, why):
    code = only_unreadable(nia)
    spoil(nia, "totp", APPS[why])

    give_password(client)
    give_code(client, code)

    assert is_signed_in(client)


@in_service
def test_an_app_signs_in_beside_recovery_codes_that_cannot_be_read(client, nia):
    give_app(nia)
    spoil(nia, "recovery_codes")

    give_password(client)
    give_code(client, "123456")
    give_code(client, code_of())

    assert LOST in client.get(reverse("mfa_index")).text
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    client.post(reverse("mfa_generate_recovery_codes"))
    assert len(recovery_codes_of(nia)) == 10

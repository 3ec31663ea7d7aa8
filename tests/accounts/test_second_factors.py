"""Adding and removing second factors, and what is refused of a passkey that was made up."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from checklists.audit.models import Event
from tests.accounts.second_factors import (
    PASSKEY,
    code_of,
    give_passkey,
    give_password,
    is_signed_in,
    kinds_of,
    recovery_codes_of,
    sign_in,
)
from tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


# --- adding and removing -------------------------------------------------------------------------


def test_a_second_press_on_setting_an_app_up_leads_on_as_the_first_did(client, clock):
    UserFactory(username="nia")
    give_password(client)
    address = reverse("mfa_activate_totp")
    client.get(address)
    code = code_of(client.session["mfa.totp.secret"])

    first, second = (client.post(address, {"code": code}) for _ in range(2))

    assert first.url == second.url == reverse("mfa_view_recovery_codes")
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert Event.objects.filter(kind="user.second_factor_added").count() == 1


def test_the_square_stays_the_same_until_a_code_of_it_was_typed(client, clock):
    """Opened in a second window too: the app has scanned the first one."""
    UserFactory(username="nia")
    give_password(client)
    address = reverse("mfa_activate_totp")
    client.get(address)
    scanned = client.session["mfa.totp.secret"]

    client.get(address)
    wrong = client.post(address, {"code": "000000"})
    right = client.post(address, {"code": code_of(scanned)})

    assert scanned in wrong.text
    assert right.status_code == 302
    assert "mfa.totp.secret" not in client.session


def test_a_code_of_another_app_is_not_said_to_have_set_one_up(client, nia):
    sign_in(client)

    for code in ("000000", ""):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code})
        assert answer.url == reverse("mfa_deactivate_totp")


def test_adding_and_removing_are_in_the_log(client, clock, second_factor_required):
    nia = UserFactory(username="nia")
    give_password(client)
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    client.post(reverse("mfa_activate_totp"), {"code": code})
    give_passkey(nia)
    client.post(reverse("mfa_deactivate_totp"))

    assert kinds_of(nia) == [
        "user.second_factor_added",
        "user.recovery_codes_made",
        "user.second_factor_removed",
    ]


def test_adding_and_removing_ask_again_after_five_minutes(client, nia, clock):
    sign_in(client)
    for _ in range(5):
        clock.shift(timedelta(minutes=1))
        client.get("/accounts/confirmed/")

    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        asked = client.get(reverse(name))
        assert asked.url.startswith(reverse("account_reauthenticate"))
        assert client.post(reverse(name), {}).status_code == 302
    assert Authenticator.objects.filter(user=nia, type="totp").exists()


def test_what_was_asked_is_done_after_confirming(client, nia, clock):
    sign_in(client)
    clock.shift(timedelta(minutes=6))
    asked = client.post(reverse("mfa_deactivate_totp"))

    client.post(asked.url, {"password": PASSWORD})

    assert not Authenticator.objects.filter(user=nia, type="totp").exists()
    assert kinds_of(nia) == ["user.second_factor_removed"]


def test_the_last_one_stays_while_one_is_required(client, nia, second_factor_required):
    sign_in(client)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert answer.status_code == 409
    assert "add another first" in answer.text
    assert Authenticator.objects.filter(user=nia, type="totp").exists()
    assert kinds_of(nia) == []


def test_the_last_passkey_stays_as_well(client, nia, second_factor_required):
    MembershipFactory(user=nia)  # so that the page's header asks the database
    sign_in(client)
    key = give_passkey(nia)
    Authenticator.objects.filter(user=nia, type="totp").delete()

    answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert answer.status_code == 409
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_demonstration_may_remove_the_last_one(client, nia):
    sign_in(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=nia).exists()


def test_nobody_removes_a_colleagues_passkey(client, nia):
    sign_in(client)
    key = give_passkey(UserFactory())

    answers = [client.post(remove(pk), follow=True) for pk in (key.pk, key.pk + 1)]

    assert [one.redirect_chain for one in answers] == [[(reverse("mfa_index"), 302)]] * 2
    assert all("You have no such second factor" in one.text for one in answers)
    assert Authenticator.objects.filter(pk=key.pk).exists()


def remove(pk):
    return reverse("mfa_remove_webauthn", args=[pk])


def test_the_window_that_removes_it_later_is_led_to_the_list_and_told(client, nia):
    sign_in(client)
    key = give_passkey(nia)

    for address in (remove(key.pk), reverse("mfa_deactivate_totp")):
        client.post(address)
        later = client.post(address, follow=True)

        assert later.redirect_chain == [(reverse("mfa_index"), 302)]
        assert "another window removed it. Nothing changed." in later.text
    assert kinds_of(nia) == ["user.second_factor_removed"] * 2


def test_recovery_codes_are_shown_once_and_can_be_replaced(client, nia):
    sign_in(client)
    first = recovery_codes_of(nia)

    shown = client.get(reverse("mfa_view_recovery_codes")).text
    again = client.get(reverse("mfa_view_recovery_codes")).text
    client.post(reverse("mfa_generate_recovery_codes"))
    anew = client.get(reverse("mfa_view_recovery_codes")).text

    assert all(code in shown for code in first)
    assert not any(code in again + anew for code in first)
    assert all(code in anew for code in recovery_codes_of(nia))
    assert kinds_of(nia) == ["user.recovery_codes_made"]


# --- what a stranger's browser may send ----------------------------------------------------------


SAID = {
    "nothing": "",
    "no JSON": "{",
    "a number": "17",
    "a list": "[]",
    "nothing in it": "{}",
    "no text": '{"id": 1, "rawId": 2, "type": [], "response": 3}',
    "an empty response": '{"id": "", "rawId": "", "type": "public-key", "response": {}}',
    "no user": '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": '
    '"e30", "authenticatorData": "AA", "signature": "AA", "userHandle": null}}',
    "a broken user": '{"id": "AA", "rawId": "AA", "type": "public-key", "response": '
    '{"clientDataJSON": "e30", "authenticatorData": "' + "A" * 60 + '", "signature": "AA", '
    '"userHandle": "_w"}}',
    "half a registration": json.dumps(
        {**PASSKEY, "response": {**PASSKEY["response"], "attestationObject": "o2NmbXRkbm9uZQ"}}
    ),
    "an old registration": json.dumps(PASSKEY),
    "deep": "[" * 5000 + "]" * 5000,
    "null characters": '{"id": "\\u0000", "rawId": "\\u0000"}',
}


@pytest.mark.parametrize("said", SAID)
def test_a_made_up_passkey_is_refused_in_words(client, nia, said):
    give_passkey(nia)
    sent = {"credential": SAID[said]}
    assert client.post(reverse("mfa_login_webauthn"), sent).status_code == 302
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert client.post(reverse("mfa_login_webauthn"), sent).status_code == 302
    give_password(client)
    assert client.post(reverse("mfa_authenticate"), sent).status_code == 200
    assert not is_signed_in(client)

    other = Client()
    sign_in(other)
    for name in ("mfa_reauthenticate_webauthn", "mfa_add_webauthn"):
        assert other.get(reverse(name)).status_code == 200
        assert other.post(reverse(name), {"name": "x", **sent}).status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 1

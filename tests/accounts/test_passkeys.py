"""Nothing is stored of a passkey that was not verified. The passkey here is made of software."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from tests.accounts.second_factors import give_password
from tests.accounts.soft_passkey import (
    TOUCHED,
    SoftPasskey,
    add,
    browser,
    options_of,
    show,
    sign_in_alone,
)
from tests.factories import TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor_required")]


@pytest.fixture
def nia():
    return person(team=TeamFactory(), username="nia")


@pytest.fixture
def client(nia):
    """Nia's browser, in which she has given her password."""
    made = browser()
    give_password(made)
    return made


def is_signed_in(client):
    return "_auth_user_id" in client.session


def stored():
    return Authenticator.objects.filter(type="webauthn")


@pytest.mark.parametrize("said", ["0", "false", "-0", "0.0", "0e9", "1", "true", '"x"', "[1]"])
def test_what_is_no_passkey_is_not_added(client, said):
    client.get(reverse("mfa_add_webauthn"))

    answer = client.post(reverse("mfa_add_webauthn"), {"name": "Tablet", "credential": said})

    assert answer.status_code == 200
    assert "No passkey was used" in answer.text
    assert not Authenticator.objects.exists()
    assert client.get("/").url == reverse("mfa_index")


@pytest.mark.parametrize(
    "number", ["1" * 5000, "[" + "1" * 5000 + "]", "NaN", "1e999", '"\\ud800"', '"\\u0000"']
)
def test_json_that_cannot_be_read_is_refused_in_words(client, number):
    client.get(reverse("mfa_add_webauthn"))

    answer = client.post(reverse("mfa_add_webauthn"), {"credential": number})

    assert "No passkey was used" in answer.text


def test_a_passkey_is_added_and_signs_in(client, nia):
    passkey = SoftPasskey()

    assert add(client, passkey).url == reverse("mfa_view_recovery_codes")
    assert client.get("/accounts/sessions/").status_code == 200
    other = browser()
    give_password(other)
    show(other, passkey)
    assert is_signed_in(other)
    alone = browser()
    sign_in_alone(alone, passkey, nia)
    assert is_signed_in(alone)


UNUSABLE = {
    "an algorithm that nobody knows": {"k3": -99},
    "a curve that nobody knows": {"k-1": 9},
    "a point off the curve": {"k-2": bytes(32)},
    "no point": {"k-3": "text"},
}


@pytest.mark.parametrize("why", UNUSABLE)
def test_a_key_that_could_never_sign_in_is_not_added(client, why):
    answer = add(client, SoftPasskey(**UNUSABLE[why]))

    assert "This passkey did not fit" in answer.text
    assert not stored().exists()


def test_a_registration_without_a_key_is_not_added(client):
    answer = add(client, with_key=False)

    assert "This passkey did not fit" in answer.text
    assert not stored().exists()


def test_only_what_was_verified_is_stored(client):
    more = {"note": "\ud800\x00", "clientExtensionResults": {"credProps": {"rk": True, "x": "y"}}}

    add(client, **more)

    kept = stored().get().data["credential"]
    assert kept["clientExtensionResults"] == {"credProps": {"rk": True}}
    assert set(kept) == {"id", "rawId", "type", "response", "clientExtensionResults"}
    assert set(kept["response"]) == {"clientDataJSON", "attestationObject"}


@pytest.mark.parametrize("name", ["id", "rawId", "response"])
def test_a_number_where_bytes_belong_is_refused_unread(client, name):
    """fido2 makes a number into so many bytes; a large one would fill the memory."""
    answer = add(client, **{"id": 7, "rawId": 7, name: 7})

    assert "This passkey did not fit" in answer.text
    assert not stored().exists()


def test_what_the_library_would_store_unverified_is_undone(client, settings):
    """Its own form still takes 0 for a passkey."""
    settings.MFA_FORMS = {}
    client.get(reverse("mfa_add_webauthn"))

    answer = client.post(reverse("mfa_add_webauthn"), {"name": "Tablet", "credential": "0"})

    assert answer.status_code == 400
    assert not Authenticator.objects.exists()


def test_an_answer_to_another_question_is_not_added(client):
    old = options_of(client.get(reverse("mfa_add_webauthn")))
    client.get(reverse("mfa_add_webauthn"))

    said = json.dumps(SoftPasskey().registers(old))
    client.post(reverse("mfa_add_webauthn"), {"name": "Tablet", "credential": said})

    assert not stored().exists()


def test_a_key_that_is_only_touched_does_not_sign_in_alone(client, nia):
    """Whoever finds one that asks for no finger and no PIN has only half of what is needed."""
    passkey = SoftPasskey()
    add(client, passkey, flags=TOUCHED)
    finder = browser()

    sign_in_alone(finder, passkey, nia, flags=TOUCHED)

    assert not is_signed_in(finder)


def test_a_question_of_another_page_does_not_help_it_to_sign_in_alone(client, nia):
    """The second step asks for a touch only; what it asked must not open the first."""
    passkey, finder = SoftPasskey(), browser()
    add(client, passkey, flags=TOUCHED)
    person(team=TeamFactory(), username="mallory")
    mallory = browser()
    give_password(mallory, "mallory")
    add(mallory)
    give_password(finder, "mallory")
    asked = options_of(finder.get(reverse("mfa_authenticate")))

    said = json.dumps(passkey.signs(asked, flags=TOUCHED, user=nia))
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):  # the second step is over
        answer = finder.post(reverse("mfa_login_webauthn"), {"credential": said})

    assert urlsplit(answer.url).path == reverse("account_login")
    assert not is_signed_in(finder)

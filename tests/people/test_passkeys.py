"""What a passkey opens. The passkey here is made of software."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.factories import TeamFactory, person
from tests.people.second_factors import give_password
from tests.people.soft_passkey import (
    TOUCHED,
    SoftPasskey,
    add,
    browser,
    options_of,
    show,
    sign_in_alone,
)

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

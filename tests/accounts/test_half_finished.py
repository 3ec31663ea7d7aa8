"""A sign-in that was begun and left waiting, and sessions of what was taken away since."""

import pytest
from django.test import Client
from django.urls import reverse

from checklists.accounts.second_factors import reset_second_factors
from checklists.audit.models import Event
from checklists.people.models.teams import Role
from tests.accounts.second_factors import (
    NINE,
    code_of,
    give_code,
    give_password,
    is_signed_in,
    recovery_codes_of,
    sign_in,
)
from tests.accounts.soft_passkey import SoftPasskey, add, browser, sign_in_alone
from tests.factories import PASSWORD, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor_required")]

NEW = "a quiet river in June"
OPEN = "/accounts/sessions/"


@pytest.fixture
def waiting(nia):
    """A browser in which somebody gave Nia's password, and nothing more."""
    made = Client()
    give_password(made)
    return made


def change_password(desk):
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert desk.post(reverse("account_change_password"), typed).status_code == 302


def is_begun_anew(answer, made):
    leads = answer.url == reverse("account_login")
    return leads and not is_signed_in(made) and made.get(answer.url).status_code == 200


def test_a_password_that_was_changed_meanwhile_begins_no_session(waiting, nia, clock):
    desk = Client()
    sign_in(desk)
    change_password(desk)

    answer = give_code(waiting, recovery_codes_of(nia)[0])

    assert is_begun_anew(answer, waiting)
    assert Event.objects.filter(kind="session.started").count() == 1


@pytest.mark.parametrize("again", [False, True])
def test_an_account_that_was_closed_meanwhile_begins_no_session(waiting, nia, again):
    nia.is_active = False
    nia.save()

    answer = give_code(waiting, code_of())

    nia.is_active = again
    nia.save()
    assert is_begun_anew(answer, waiting)
    assert waiting.get(OPEN).status_code == 302
    assert not Event.objects.filter(kind="session.started").exists()


def test_whoever_waits_while_the_administrator_resets_begins_anew(waiting, nia, clock):
    ada = person(Role.SYSTEM_ADMINISTRATOR, name="Ada")
    reset_second_factors(nia, by=ada, at=NINE)

    answer = waiting.get(reverse("mfa_authenticate"))

    assert is_begun_anew(answer, waiting)
    give_password(waiting)
    assert waiting.get("/").url == reverse("mfa_index")


@pytest.mark.parametrize(
    "taken_away", ["mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_remove_webauthn"]
)
def test_what_is_taken_away_ends_the_sessions_that_it_may_have_begun(nia, clock, taken_away):
    """Whoever stole it would stay in otherwise, until the evening."""
    desk, passkey, thief = browser(), SoftPasskey(), browser()
    sign_in(desk)
    add(desk, passkey)
    sign_in_alone(thief, passkey, nia)
    assert thief.get(OPEN).status_code == 200

    kept = nia.authenticator_set.get(type="webauthn").pk
    desk.post(reverse(taken_away, args=[kept] if taken_away.endswith("webauthn") else []))

    assert thief.get(OPEN).status_code == 302
    assert desk.get(OPEN).status_code == 200
    ended = Event.objects.get(kind="session.ended")
    assert (ended.why, ended.details) == ("second_factor", {"count": 1})


def test_adding_one_ends_no_session(nia, clock):
    desk, tablet = browser(), browser()
    sign_in(desk)
    clock.shift(60)
    sign_in(tablet)

    add(desk)

    assert tablet.get(OPEN).status_code == 200


def test_the_page_says_that_it_ends_them(nia):
    desk = Client()
    sign_in(desk)

    for name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        assert "ends your sessions elsewhere" in desk.get(reverse(name)).text

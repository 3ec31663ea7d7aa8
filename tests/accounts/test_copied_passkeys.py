"""A passkey that was copied, or that does not ask who holds it. The passkeys here are software."""

from copy import deepcopy
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from checklists.accounts.passkey_copies import SIGN_COUNT, refuse_copy
from checklists.accounts.second_factor_reading import is_working
from checklists.audit.models import Event
from tests.accounts.second_factors import (
    PASSKEY,
    give_passkey,
    give_password,
    is_signed_in,
    is_taken,
)
from tests.accounts.soft_passkey import (
    TOUCHED,
    SoftPasskey,
    add,
    browser,
    options_of,
    show,
    sign_in_alone,
)
from tests.concurrent_presses import at_once
from tests.factories import TeamFactory, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor_required")]

CONFIRM = "mfa_reauthenticate_webauthn"


@pytest.fixture
def nia(clock):
    return person(team=TeamFactory(), username="nia")


@pytest.fixture
def passkey():
    return SoftPasskey()


@pytest.fixture
def desk(nia, passkey):
    """Nia's browser, in which she has added the passkey."""
    made = browser()
    give_password(made)
    add(made, passkey)
    return made


def second_step(passkey, nia, **more):
    made = browser()
    give_password(made)
    show(made, passkey, **more)
    return is_signed_in(made)


def alone(passkey, nia, **more):
    made = browser()
    sign_in_alone(made, passkey, nia, **more)
    return is_signed_in(made)


DOORS = [second_step, alone]


@pytest.mark.parametrize("door", DOORS)
def test_a_copy_that_counts_behind_opens_nothing_and_is_in_the_log(desk, nia, passkey, door):
    copied = deepcopy(passkey)
    assert door(passkey, nia)

    assert not door(copied, nia)
    assert Event.objects.filter(kind="session.refused", why="second_factor").count() == 1
    assert door(passkey, nia)


def test_a_copy_that_counts_behind_confirms_nothing(desk, nia, passkey, clock):
    copied = deepcopy(passkey)
    assert second_step(passkey, nia)
    clock.shift(6 * 60)

    answer = show(desk, copied, CONFIRM)

    assert "This passkey did not fit" in answer.text
    assert desk.get(reverse("mfa_add_webauthn")).status_code == 302


def test_whoever_holds_the_first_one_notices_a_copy_that_counted_ahead(desk, nia, passkey):
    copied = deepcopy(passkey)
    assert second_step(copied, nia)

    assert not second_step(passkey, nia)


def test_one_that_was_used_before_counts_were_remembered_counts_from_when_it_was_added(
    desk, nia, passkey
):
    row = Authenticator.objects.get(type="webauthn")
    assert SIGN_COUNT not in row.data
    passkey.signed = 0

    assert not second_step(passkey, nia)
    assert second_step(passkey, nia)


def test_one_that_never_counts_opens_again_and_again(nia):
    passkey, made = SoftPasskey(), browser()
    passkey.signed = None
    give_password(made)
    add(made, passkey)

    assert all(door(passkey, nia) for door in DOORS + DOORS)


def test_one_that_has_counted_and_says_that_it_never_counts_is_a_copy(desk, nia, passkey):
    passkey.signed = None

    assert not second_step(passkey, nia)


@pytest.mark.parametrize("count", ["2", None, {}, 1.5])
def test_a_damaged_count_is_no_working_passkey(count):
    data = {"name": "Tablet", "credential": PASSKEY, SIGN_COUNT: count}

    assert not is_working(Authenticator(type="webauthn", data=data))


@pytest.mark.django_db(transaction=True)
def test_two_answers_of_one_count_at_the_same_moment_are_not_both_taken():
    row = give_passkey(UserFactory())

    assert sorted(at_once(*[partial(is_taken, refuse_copy, row, 2)] * 2)) == [False, True]


# --- stolen, without its PIN ---------------------------------------------------------------------


def test_after_the_password_a_touch_is_enough(desk, nia, passkey):
    """Two things are shown: what she knows, and what she has."""
    assert second_step(passkey, nia, flags=TOUCHED)


def test_to_confirm_a_touch_is_not_enough(desk, nia, passkey, clock):
    """A key left in the tablet would confirm for whoever takes it up."""
    clock.shift(6 * 60)

    answer = show(desk, passkey, CONFIRM, flags=TOUCHED)

    assert "did not check that it is you" in answer.text
    assert desk.get(reverse("mfa_add_webauthn")).status_code == 302
    assert show(desk, passkey, CONFIRM).status_code == 302
    assert desk.get(reverse("mfa_add_webauthn")).status_code == 200


def test_to_confirm_the_page_asks_the_passkey_for_more_than_a_touch(desk):
    asked = options_of(desk.get(reverse(CONFIRM)))

    assert asked["publicKey"]["userVerification"] == "required"


def test_a_question_of_the_second_step_does_not_confirm_by_a_touch(desk, nia, passkey, clock):
    made = browser()
    give_password(made)
    asked = options_of(made.get(reverse("mfa_authenticate")))
    old = made.session["mfa.webauthn.state"]
    session = desk.session
    session["mfa.webauthn.state"] = old
    session.save()
    clock.shift(6 * 60)

    answer = desk.post(reverse(CONFIRM), {"credential": passkey.says(asked, flags=TOUCHED)})

    assert "did not check that it is you" in answer.text
    assert desk.get(reverse("mfa_add_webauthn")).status_code == 302


def test_saying_afterwards_that_it_asked_who_is_there_breaks_the_signature(
    desk, nia, passkey, clock
):
    lied = {"flags": TOUCHED, "lies_about_flags": True}
    clock.shift(6 * 60)

    assert not alone(passkey, nia, **lied)
    assert "did not fit" in show(desk, passkey, CONFIRM, **lied).text

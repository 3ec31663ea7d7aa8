"""Signing in with a code of an app or a recovery code, and guessing one."""

from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import reverse

from checklists.accounts.code_replay import refuse_replay
from checklists.audit.models import Event
from tests.accounts.second_factors import (
    PERIOD,
    SECRET,
    code_of,
    give_code,
    give_password,
    is_signed_in,
    is_taken,
    recovery_codes_of,
    secret_of,
    sign_in,
)
from tests.concurrent_presses import at_once
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


# --- codes ---------------------------------------------------------------------------------------


def test_a_password_alone_is_only_the_first_half(client, nia):
    asked = give_password(client)

    assert asked.url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_the_log_says_what_was_shown(client, nia):
    sign_in(client)

    assert Event.objects.get(kind="session.started").details == {"methods": ["password", "totp"]}


@pytest.mark.parametrize("between", ["\u00a0", "\u2011", "\u200b", " \u2013 "])
def test_a_code_signs_in_however_its_groups_are_set_apart(client, nia, between):
    give_password(client)

    give_code(client, f"{code_of()[:3]}{between}{code_of()[3:]}\u202c")

    assert is_signed_in(client)


def test_a_recovery_code_signs_in_however_its_groups_are_set_apart(client, nia):
    give_password(client)
    code = recovery_codes_of(nia)[0]

    give_code(client, f"{code[:4]}\u2013{code[4:]}\u00a0")

    assert is_signed_in(client)


def test_an_app_is_set_up_with_a_code_that_was_pasted(client, clock):
    client.force_login(UserFactory(username="ann"))
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])

    client.post(reverse("mfa_activate_totp"), {"code": f"{code[:3]}\u00a0{code[3:]}"})

    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize(
    ("later", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_counts_from_one_period_before_to_one_after(client, nia, later, accepted):
    give_password(client)

    give_code(client, code_of(later=later))

    assert is_signed_in(client) is accepted


@pytest.mark.parametrize("passed", [0, PERIOD, PERIOD * 2 - 1])
def test_a_code_is_accepted_once(client, nia, clock, passed):
    code = code_of(later=1)
    give_password(client)
    give_code(client, code)
    assert is_signed_in(client)

    other = Client()
    clock.shift(passed)
    give_password(other)
    answer = give_code(other, code)

    assert not is_signed_in(other)
    assert "was used before" in answer.text


def test_a_code_is_accepted_once_whichever_process_accepted_it(client, nia, settings):
    """Each process has its own memory; what counts is in the database."""
    sign_in(client)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    other = Client()
    give_password(other)
    give_code(other, code_of())

    assert not is_signed_in(other)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_not_both_accepted(nia):
    app, code = nia.authenticator_set.get(type="totp"), code_of()

    assert sorted(at_once(*[partial(is_taken, refuse_replay, app, code)] * 2)) == [False, True]


def test_the_code_that_set_the_app_up_does_not_sign_in(client, clock):
    UserFactory(username="nia")
    give_password(client)
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    client.post(reverse("mfa_activate_totp"), {"code": code})
    client.post(reverse("account_logout"))

    give_password(client)
    give_code(client, code)

    assert not is_signed_in(client)


def test_a_recovery_code_signs_in_once(client, nia):
    code = recovery_codes_of(nia)[0]
    give_password(client)
    give_code(client, code)
    assert is_signed_in(client)

    client.post(reverse("account_logout"))
    give_password(client)
    give_code(client, code)

    assert not is_signed_in(client)
    assert len(recovery_codes_of(nia)) == 9


def test_a_copy_of_the_database_makes_no_codes(nia):
    rows = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in rows
    assert secret_of(nia) == SECRET


def test_an_older_key_still_decrypts_what_it_encrypted(client, nia, settings):
    settings.CASE_KEYS = ["newer:" + "A" * 43 + "=", *settings.CASE_KEYS]

    sign_in(client)

    assert is_signed_in(client)


# --- guessing ------------------------------------------------------------------------------------


def test_guessing_codes_locks_that_person_at_that_address(client, nia):
    give_password(client)
    for guess in range(5):
        answer = give_code(client, f"00000{guess}")

    assert answer.status_code == 429
    give_code(client, code_of())
    assert not is_signed_in(client)
    assert Event.objects.filter(kind="session.refused", why="second_factor").count() == 5


def test_a_new_first_half_brings_no_new_guesses(client, nia):
    for guess in range(5):
        other = Client()
        give_password(other)
        give_code(other, f"00000{guess}")

    assert give_password(client).status_code == 429


def test_someone_who_guesses_elsewhere_locks_nobody_out(client, nia):
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    give_password(guesser)
    for guess in range(6):
        give_code(guesser, f"00000{guess}")

    sign_in(client)

    assert is_signed_in(client)


def test_guesses_to_confirm_are_counted_as_well(client, nia):
    sign_in(client)
    for guess in range(5):
        answer = client.post(reverse("mfa_reauthenticate"), {"code": f"00000{guess}"})

    assert answer.status_code == 429


def test_nothing_typed_as_a_code_is_kept(client, nia):
    give_password(client)
    give_code(client, "918273")

    rows = [row for table in ("axes_accessattempt", "checklists_event") for row in rows_of(table)]
    assert rows
    assert "918273" not in str(rows)


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  one of two names
        return cursor.fetchall()

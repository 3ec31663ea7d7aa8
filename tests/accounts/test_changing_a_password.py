"""Changing one's password: what it says, what it ends, and guessing the present one."""

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from checklists.accounts.forms.secrets import names_of_secrets
from checklists.audit.models import Event
from tests.accounts.second_factors import give_password
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW = "a quiet river in June"
GUESS = "the wrong heron"


@pytest.fixture
def nia(clock):
    return UserFactory(username="nia")


@pytest.fixture
def desk(nia):
    made = Client()
    give_password(made)
    return made


def change(desk, old=PASSWORD, new=NEW, name="account_change_password", **more):
    typed = {"oldpassword": old, "password1": new, "password2": new}
    return desk.post(reverse(name), typed, **more)


def guess(desk, times=5, **more):
    return [change(desk, f"{GUESS} {number}", **more) for number in range(times)][-1]


def test_it_says_that_it_changed_and_what_ended(desk, nia):
    elsewhere = Client()
    give_password(elsewhere)

    page = desk.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
        follow=True,
    )

    assert page.redirect_chain == [(reverse("account"), 302)]
    assert "Your password is changed. You are signed out everywhere else." in page.text
    assert elsewhere.get("/accounts/confirmed/").status_code == 302
    [left] = UserSession.objects.purge_and_list(nia)
    assert left.session_key == desk.session.session_key
    ended = Event.objects.get(by=nia, kind="session.ended")
    assert (ended.why, ended.details) == ("password", {"count": 1})


def test_it_is_said_once(desk):
    change(desk)
    desk.get(reverse("account"))

    assert "is changed" not in desk.get(reverse("account")).text


def test_a_wrong_present_password_changes_nothing_and_is_in_the_log(desk, nia):
    answer = change(desk, GUESS)

    nia.refresh_from_db()
    assert "This is not the password you have now" in answer.text
    assert nia.check_password(PASSWORD)
    assert Event.objects.filter(kind="session.refused", target=f"user:{nia.pk}").count() == 1


def test_the_sixth_guess_is_not_tried_even_when_it_is_right(desk, nia):
    assert guess(desk).status_code == 429

    assert change(desk).status_code == 429
    nia.refresh_from_db()
    assert nia.check_password(PASSWORD)


def test_the_page_of_the_admin_counts_too(desk, nia):
    nia.is_superuser = True
    nia.save(update_fields=["is_superuser"])

    assert guess(desk, name="admin:password_change").status_code == 429


def test_guesses_here_at_sign_in_and_to_confirm_share_one_count(desk):
    guess(desk, times=3)
    desk.post(reverse("account_reauthenticate"), {"password": GUESS})

    assert give_password(Client(), password=GUESS).status_code == 429
    assert change(desk).status_code == 429


def test_whoever_guesses_elsewhere_locks_nobody_out(desk, nia):
    stolen = Client(REMOTE_ADDR="203.0.113.9")
    give_password(stolen)
    assert guess(stolen, times=6).status_code == 429

    assert change(desk).status_code == 302


def test_a_colleague_at_the_same_address_goes_on(desk):
    guess(desk, times=6)
    UserFactory(username="omar")
    colleague = Client()
    give_password(colleague, "omar")

    assert change(colleague).status_code == 302


def test_a_quarter_of_an_hour_later_the_right_one_counts_again(desk, clock):
    guess(desk)
    clock.shift(settings.AXES_COOLOFF_TIME.total_seconds() / 2)
    desk.get("/accounts/confirmed/")
    clock.shift(settings.AXES_COOLOFF_TIME.total_seconds() / 2 + 1)

    assert change(desk).status_code == 302


def test_nothing_typed_is_kept_of_a_guess(desk):
    guess(desk, times=2)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM axes_accessattempt")
        rows = str(cursor.fetchall())
    assert "password1" in rows
    assert GUESS not in rows
    assert NEW not in rows


def test_what_counts_guesses_keeps_nothing_typed_into_a_secret_field():
    assert names_of_secrets() - {"password"} <= {*settings.AXES_SENSITIVE_PARAMETERS}

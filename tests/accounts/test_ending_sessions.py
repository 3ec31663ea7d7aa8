"""Somebody sees and ends their own sessions; some changes end them all."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.urls import reverse

from checklists.accounts import devices
from checklists.audit.models import Event
from checklists.people.models.teams import Role
from tests.accounts.admin_pages import ROWS
from tests.accounts.second_factors import give_password
from tests.browsing import shown_to
from tests.factories import PASSWORD, TeamFactory, UserFactory, person

pytestmark = pytest.mark.django_db

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
NEW = "a quiet river in June"


@pytest.fixture
def nia(clock):
    return person(team=TeamFactory(), username="nia")


@pytest.fixture
def desk(nia):
    browser = Client(headers={"User-Agent": CHROME}, REMOTE_ADDR="192.0.2.7")
    give_password(browser)
    return browser


@pytest.fixture
def tablet(nia):
    browser = Client(headers={"User-Agent": SAFARI}, REMOTE_ADDR="198.51.100.9")
    give_password(browser)
    return browser


def is_in(browser):
    return browser.get("/accounts/confirmed/").status_code == 200


def of(browser):
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return UserSession.objects.get(session_key=key)


def test_the_page_says_which_device_where_and_when(desk, tablet, clock):
    tablet.get("/")
    clock.shift(timedelta(minutes=12))

    page = " ".join(desk.get(reverse("sessions")).text.split())

    assert "Chrome on Windows (this one)" in page
    assert "Mobile Safari on iOS" in page
    assert "From address 198.51.100.9, since 23 November 2026 at 9am, last used" in page
    assert page.index("Chrome on Windows") < page.index("Mobile Safari")


def test_nobody_sees_a_colleagues_sessions(desk, tablet):
    colleague = Client(REMOTE_ADDR="203.0.113.5")
    UserFactory(username="omar")
    give_password(colleague, "omar")

    page = colleague.get(reverse("sessions")).text

    assert "192.0.2.7" not in page
    assert colleague.post(reverse("end_session", args=[of(desk).pk])).status_code == 404
    assert is_in(desk)


def test_one_session_is_ended_and_that_is_in_the_log(desk, tablet, nia):
    desk.post(reverse("end_session", args=[of(tablet).pk]))

    assert not is_in(tablet)
    assert is_in(desk)
    assert Event.objects.filter(by=nia, kind="session.ended", why="by_hand").count() == 1


def test_the_session_that_asks_is_ended_by_signing_out(desk):
    assert desk.post(reverse("end_session", args=[of(desk).pk])).status_code == 404
    assert is_in(desk)


def test_all_others_are_ended_at_once(desk, tablet, nia):
    third = Client()
    give_password(third)

    desk.post(reverse("end_other_sessions"))

    assert [is_in(one) for one in (desk, tablet, third)] == [True, False, False]
    assert Event.objects.get(why="by_hand").details == {"count": 2}


def test_an_ended_session_sends_what_it_typed_later(desk, tablet):
    desk.post(reverse("end_other_sessions"))

    answer = tablet.post("/items/", {"note": "Long words"})

    assert answer.status_code == 401
    assert 'value="Long words"' in answer.text


def test_a_new_password_ends_the_sessions_elsewhere(desk, tablet):
    desk.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert is_in(desk)
    assert not is_in(tablet)


@pytest.fixture
def ada(client, clock):
    user = person(Role.SYSTEM_ADMINISTRATOR)
    client.force_login(user)
    return user


def change(client, user, **changes):
    address = f"/admin/checklists/user/{user.pk}/change/"
    typed = {"username": user.username, "name": user.name, **ROWS, **changes}
    client.post(address, shown_to(client, address) | typed)


def test_a_password_given_by_the_administrator_ends_every_session(client, ada, nia, desk, tablet):
    client.post(
        f"/admin/checklists/user/{nia.pk}/password/",
        {"password1": NEW, "password2": NEW, "usable_password": "true"},
    )

    assert not is_in(desk)
    assert not is_in(tablet)


def test_deactivating_ends_every_session_for_good(client, ada, nia, desk):
    change(client, nia)
    assert not is_in(desk)
    assert not UserSession.objects.filter(user=nia).exists()

    change(client, nia, is_active="on")

    assert not is_in(desk)
    assert Event.objects.filter(by=ada, kind="session.ended", why="deactivated").count() == 1


def test_a_changed_name_ends_no_session(client, ada, nia, desk):
    change(client, nia, name="Nia N", is_active="on")

    assert is_in(desk)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (CHROME, "Chrome on Windows"),
        (SAFARI, "Mobile Safari on iOS"),
        ("", devices.UNKNOWN),
        ("\x00<b>?", devices.UNKNOWN),
    ],
)
def test_a_device_is_named_in_words(said, words):
    assert devices.device_words(said) == words


def test_the_page_takes_few_statements_however_many_sessions(desk, statements):
    for _ in range(3):
        give_password(Client())
    with statements() as counted:
        desk.get(reverse("sessions"))
    few = len(counted)
    for _ in range(3):
        give_password(Client())

    with statements() as counted:
        desk.get(reverse("sessions"))

    # For each session whether it still is one, and when it was used; nobody has many.
    assert len(counted) - few <= 4 * 3

"""What a browser is told about its copies of pages when a session ends, however it ends."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.urls import reverse

from checklists.accounts.ending_sessions import end_sessions_of
from checklists.accounts.second_factors import reset_second_factors
from checklists.people.models.teams import Role
from tests.accounts.second_factors import NINE, give_password
from tests.factories import TeamFactory, UserFactory, person

pytestmark = pytest.mark.django_db

HEADER = "Clear-Site-Data"


@pytest.fixture
def nia(clock):
    return person(team=TeamFactory(), username="nia")


@pytest.fixture
def desk(nia):
    made = Client()
    give_password(made)
    assert made.get("/accounts/confirmed/").status_code == 200
    return made


def signs_out(desk, nia, clock):
    return desk.post(reverse("account_logout"))


def was_not_used(desk, nia, clock):
    clock.shift(settings.SESSION_IDLE)
    return desk.get("/items/")


def sends_a_form_after_its_time(desk, nia, clock):
    clock.shift(settings.SESSION_IDLE)
    return desk.post("/items/", {"note": "Long words"})


def lasted_a_working_day(desk, nia, clock):
    for _ in range(73):
        clock.shift(timedelta(minutes=10))
        answer = desk.get("/accounts/confirmed/")
        if answer.status_code != 200:
            return answer
    raise AssertionError("it goes on")


def lost_a_role(desk, nia, clock):
    nia.memberships.update(ends_on=NINE.date() - timedelta(days=1))
    return desk.get("/items/")


def ended_elsewhere(desk, nia, clock):
    end_sessions_of(nia, by=nia, at=NINE, why="by_hand")
    return desk.get("/items/")


def reset_by_the_administrator(desk, nia, clock):
    reset_second_factors(nia, by=UserFactory(is_superuser=True), at=NINE)
    return desk.get("/items/")


def deactivated(desk, nia, clock):
    """As the page of the admin does it; test_ending_sessions."""
    nia.is_active = False
    nia.save()
    end_sessions_of(nia, by=UserFactory(is_superuser=True), at=NINE, why="deactivated")
    return desk.get("/items/")


def given_a_new_password(desk, nia, clock):
    nia.set_password("four other words here")
    nia.save()
    return desk.get("/items/")


ENDS = [
    signs_out,
    was_not_used,
    sends_a_form_after_its_time,
    lasted_a_working_day,
    lost_a_role,
    ended_elsewhere,
    reset_by_the_administrator,
    deactivated,
    given_a_new_password,
]


@pytest.mark.parametrize("ends", ENDS)
def test_the_answer_that_ends_a_session_clears_copies_and_keeps_what_is_not_sent(
    desk, nia, clock, ends
):
    answer = ends(desk, nia, clock)

    assert answer.status_code in (302, 401)
    assert answer.headers[HEADER] == '"cache"'
    assert HEADER not in desk.get("/accounts/login/").headers


def test_a_save_in_the_background_that_finds_the_session_ended_clears_them_too(desk, nia, clock):
    clock.shift(settings.SESSION_IDLE)

    answer = desk.post("/items/", {}, headers={"Accept": "application/json", "X-Background": "1"})

    assert (answer.status_code, answer.headers[HEADER]) == (401, '"cache"')


def test_neither_working_nor_leaving_at_once_waits_for_it(desk, nia, clock):
    """The session goes on after the quick exit, and no page is in a cache: none may be stored."""
    clock.shift(60)
    desk.cookies["away"] = "1"

    for address in ("/items/", reverse("baby_care_advice"), reverse("account_reauthenticate")):
        answer = desk.get(address)
        assert HEADER not in answer.headers
    assert UserSession.objects.filter(user=nia).exists()


def test_nobody_is_told_who_has_no_session(client):
    for address in ("/", "/accounts/login/", "/baby-care-advice/"):
        assert HEADER not in client.get(address).headers


def test_leaving_the_admin_as_its_editor_clears_them(clock):
    person(Role.EDITOR, username="edi")
    made = Client()
    give_password(made, "edi")
    assert made.get("/admin/").status_code == 200

    assert made.post(reverse("admin:logout")).headers[HEADER] == '"cache"'

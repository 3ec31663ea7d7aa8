"""What opens to whom, and when a session ends."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.urls import include, path

from checklists.audit.models import Event
from checklists.people.models.teams import Role
from checklists.people.roles import for_role, open_to_all, signed_in
from safebabies import urls
from tests.factories import MembershipFactory, TeamFactory, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def says_hello(request):
    return HttpResponse("Hello")


# As if they stood in one of our rooms.
says_hello.__module__ = "checklists.home.somewhere"


@for_role(Role.MANAGER)
def for_managers(request):
    return says_hello(request)


@signed_in
def for_everyone(request):
    return says_hello(request)


@open_to_all
def advice(request):
    return says_hello(request)


urlpatterns = [
    path("unmarked/", says_hello),
    path("managers/", for_managers),
    path("everyone/", for_everyone),
    path("advice/", advice),
    path("", include(urls)),
]
handler404 = urls.handler404


@pytest.fixture
def nia(client):
    user = person(team=TeamFactory(duty_contact="Duty desk, 01632 960001"))
    client.force_login(user)
    return user


def test_a_visitor_is_sent_to_sign_in_and_back(client):
    response = client.get("/everyone/?page=2")

    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/everyone/%3Fpage%3D2"


def test_a_page_open_to_all_opens(client):
    assert client.get("/advice/").status_code == 200


def test_a_view_without_a_mark_opens_to_nobody(client, nia):
    assert client.get("/unmarked/").status_code == 404


def test_a_role_opens_its_page(client):
    client.force_login(person(Role.MANAGER, TeamFactory()))

    assert client.get("/managers/").status_code == 200


def test_another_role_finds_nothing_there(client, nia):
    assert client.get("/managers/").status_code == 404


def test_pages_are_never_stored(client, nia):
    assert "no-store" in client.get("/everyone/").headers["Cache-Control"]
    assert "no-store" in client.get("/unmarked/").headers["Cache-Control"]


def test_a_session_ends_after_fifteen_minutes_without_use(client):
    with time_machine.travel(NINE, tick=False) as clock:
        client.force_login(UserFactory())
        client.get("/everyone/")
        clock.shift(timedelta(minutes=14, seconds=29))
        assert client.get("/everyone/").status_code == 200

        clock.shift(timedelta(minutes=15))
        assert client.get("/everyone/").status_code == 302

    assert Event.objects.filter(kind="session.ended", why="idle").count() == 1


def test_a_request_in_the_background_does_not_count_as_use(client):
    with time_machine.travel(NINE, tick=False) as clock:
        client.force_login(UserFactory())
        client.get("/everyone/")
        for _ in range(3):
            clock.shift(timedelta(minutes=5))
            response = client.get("/everyone/", headers={"X-Background": "1"})

    assert response.status_code == 302


def test_a_session_ends_twelve_hours_after_sign_in_however_busy(client):
    with time_machine.travel(NINE, tick=False) as clock:
        client.force_login(UserFactory())
        for _ in range(12 * 6):
            assert client.get("/everyone/").status_code == 200
            clock.shift(timedelta(minutes=10))

        assert client.get("/everyone/").status_code == 302

    assert Event.objects.filter(kind="session.ended", why="limit").count() == 1


def test_an_ended_session_does_not_come_back(client):
    with time_machine.travel(NINE, tick=False) as clock:
        client.force_login(UserFactory())
        client.get("/everyone/")
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        clock.shift(timedelta(minutes=16))
        client.get("/everyone/")

        client.cookies[settings.SESSION_COOKIE_NAME] = key
        assert client.get("/everyone/").status_code == 302


def test_someone_deactivated_is_out_at_the_next_request(client, nia):
    assert client.get("/everyone/").status_code == 200

    nia.is_active = False
    nia.save()

    assert client.get("/everyone/").status_code == 302


def test_a_role_that_ended_is_gone_at_the_next_request(client):
    manager = person(Role.MANAGER, TeamFactory())
    client.force_login(manager)
    assert client.get("/managers/").status_code == 200

    manager.memberships.update(ends_on=NINE.date() - timedelta(days=365))

    assert client.get("/managers/").status_code == 302
    client.force_login(manager)
    assert client.get("/managers/").status_code == 404


LOST = {
    "ended": lambda held: {"ends_on": held.starts_on},
    "moved to another team": lambda held: {"team": TeamFactory()},
    "given another role": lambda held: {"role": Role.DEPUTY},
}


@pytest.mark.parametrize("how", LOST)
def test_a_session_ends_with_a_right_it_began_with(client, how):
    manager = person(Role.MANAGER, TeamFactory())
    client.force_login(manager)
    client.get("/everyone/")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value

    manager.memberships.update(**LOST[how](manager.memberships.get()))

    assert client.get("/everyone/").status_code == 302
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert client.get("/everyone/").status_code == 302
    assert Event.objects.filter(kind="session.ended", why="rights", by=manager).count() == 1


def test_a_new_right_ends_no_session(client, nia):
    client.get("/everyone/")

    MembershipFactory(user=nia, role=Role.DEPUTY)

    assert client.get("/everyone/").status_code == 200


def test_what_was_typed_outlives_a_lost_right(client):
    user = person(Role.MANAGER, TeamFactory())
    client.force_login(user)
    client.get("/everyone/")
    user.memberships.update(role=Role.DEPUTY)

    answer = client.post("/everyone/", {"note": "Long words"})

    assert answer.status_code == 401
    assert 'value="Long words"' in answer.text


def test_the_page_that_is_not_there_names_the_duty_contact(client, nia):
    assert "Duty desk, 01632 960001" in client.get("/nowhere/").text


def test_asking_for_rights_costs_nothing_where_the_page_asks_too(client, statements):
    client.force_login(person(Role.MANAGER, TeamFactory()))
    client.get("/managers/")

    with statements() as counted:
        client.get("/managers/")

    assert len(counted) == 3


def test_noting_use_costs_nothing_within_half_a_minute(client, django_assert_num_queries):
    with time_machine.travel(NINE, tick=False) as clock:
        client.force_login(UserFactory())
        client.get("/everyone/")
        clock.shift(timedelta(seconds=29))

        with django_assert_num_queries(3):  # the session, the user and what they hold today
            client.get("/everyone/")

"""What the server shows after a quick exit, until somebody has confirmed who they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse, JsonResponse
from django.urls import include, path, reverse

from checklists.accounts.middleware.quick_exit import saves_by_itself
from checklists.people.roles import signed_in
from safebabies import urls
from tests.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
TYPED = {"note": "He was there"}
BY_ITSELF = {"Accept": "application/json", "X-Requested-With": "fetch"}
MARK = "away"


def done(request):
    return HttpResponse("Done")


def saved(request):
    return JsonResponse({"saved": "Saved 9am"})


urlpatterns = [
    path("family/", signed_in(done)),
    path("answers/", saves_by_itself(signed_in(saved))),
    path("", include(urls)),
]
handler404 = urls.handler404


@pytest.fixture
def nia(client, clock):
    UserFactory(username="nia")
    sign_in(client)
    assert client.get("/family/").status_code == 200
    clock.shift(timedelta(minutes=1))


@pytest.fixture
def away(client, nia):
    client.cookies[MARK] = "1"


def sign_in(client):
    client.post(reverse("account_login"), {"login": "nia", "password": PASSWORD})


def confirm(client, clock):
    clock.shift(timedelta(seconds=20))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def is_marked(client):
    return bool(client.cookies[MARK].value)


def test_every_page_asks_who_is_there_and_leads_back(client, clock, away):
    asked = client.get("/family/?part=2")

    assert asked.url == "/accounts/reauthenticate/?next=%2Ffamily%2F%3Fpart%3D2"
    confirm(client, clock)
    assert not is_marked(client)
    assert client.get("/family/").status_code == 200


def test_removing_the_mark_opens_nothing(client, away):
    client.get("/family/")

    del client.cookies[MARK]

    assert client.get("/family/").status_code == 302


def test_a_session_that_lost_its_mark_is_marked_again(client, away):
    client.get("/family/")
    session = client.session
    del session["away_at"]
    session.save()

    assert client.get("/family/").status_code == 302
    assert is_marked(client)


def test_a_wrong_password_opens_nothing(client, clock, away):
    client.get("/family/")
    clock.shift(timedelta(seconds=20))

    client.post(reverse("account_reauthenticate"), {"password": "not this one"})

    assert client.get("/family/").status_code == 302


def test_leaving_again_asks_again(client, clock, away):
    client.get("/family/")
    confirm(client, clock)
    clock.shift(timedelta(minutes=1))

    client.cookies[MARK] = "1"

    assert client.get("/family/").status_code == 302


def test_a_form_that_the_browser_sends_again_is_not_shown(client, away):
    answer = client.post("/family/", TYPED)

    assert answer.status_code == 302
    assert answer.url == "/accounts/reauthenticate/?next=%2F"


def test_a_form_is_not_shown_after_the_session_has_ended_either(client, clock, away):
    clock.shift(timedelta(hours=1))

    answer = client.post("/family/", TYPED)

    assert (answer.status_code, answer.url) == (302, reverse("account_login"))


def test_words_typed_before_the_quick_exit_are_still_saved(client, away):
    assert client.post("/answers/", TYPED, headers=BY_ITSELF).status_code == 200
    assert client.post("/answers/", TYPED).status_code == 302
    assert client.get("/answers/", headers=BY_ITSELF).status_code == 302
    assert client.post("/family/", TYPED, headers=BY_ITSELF).status_code == 302


def test_the_advice_and_signing_out_stay_open(client, away):
    assert client.get(reverse("baby_care_advice")).status_code == 200
    assert client.get(reverse("account_reauthenticate")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/family/").url.startswith(reverse("account_login"))


def test_signing_in_again_is_proof_enough(client, clock, away):
    client.post(reverse("account_logout"))
    clock.shift(timedelta(minutes=1))

    sign_in(client)

    assert not is_marked(client)
    assert client.get("/family/").status_code == 200

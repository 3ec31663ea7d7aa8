"""Pages that ask somebody to confirm who they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.urls import include, path, reverse

from checklists.accounts.views.reauthentication import (
    confirmed_since_the_pause,
    recently_confirmed,
)
from checklists.people.models.teams import Role
from checklists.people.roles import for_role, signed_in
from safebabies import urls
from tests.factories import PASSWORD, TeamFactory, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
TYPED = {"note": 'She said "no"\nand <b>left</b>.', "place": ["home", "clinic"]}


def done(request):
    return HttpResponse(f"Done: {request.POST.getlist('place')}")


urlpatterns = [
    path("emergency/", signed_in(recently_confirmed(done))),
    path("leads/", for_role(Role.SAFEGUARDING_LEAD)(recently_confirmed(done))),
    path("sign/", signed_in(confirmed_since_the_pause(done))),
    path("", include(urls)),
]
handler404 = urls.handler404


@pytest.fixture
def nia(client, clock):
    user = UserFactory(username="nia")
    client.post(reverse("account_login"), {"login": "nia", "password": PASSWORD})
    client.get("/accounts/confirmed/")
    return user


def confirm(client, back="/accounts/confirmed/"):
    address = f"{reverse('account_reauthenticate')}?next={back}"
    return client.post(address, {"password": PASSWORD})


def works_for(client, clock, minutes):
    for _ in range(minutes):
        clock.shift(timedelta(minutes=1))
        client.get("/accounts/confirmed/")


def test_who_has_just_signed_in_is_not_asked(client, nia):
    assert client.get("/emergency/").status_code == 200


def test_after_five_minutes_a_page_asks_and_leads_back(client, nia, clock):
    works_for(client, clock, 5)

    asked = client.get("/emergency/?case=1")

    assert asked.status_code == 302
    assert asked.url == "/accounts/reauthenticate/?next=%2Femergency%2F%3Fcase%3D1"
    assert confirm(client, "/emergency/%3Fcase%3D1").url == "/emergency/?case=1"
    assert client.get("/emergency/?case=1").status_code == 200


def test_a_wrong_password_confirms_nothing(client, nia, clock):
    works_for(client, clock, 5)

    client.post(reverse("account_reauthenticate"), {"password": "not this one"})

    assert client.get("/emergency/").status_code == 302


def test_a_form_sent_too_late_is_kept_and_sent_again(client, nia, clock):
    works_for(client, clock, 5)

    answer = client.post("/emergency/?case=1", TYPED)

    assert answer.status_code == 403
    assert 'value="She said &quot;no&quot;\nand &lt;b&gt;left&lt;/b&gt;."' in answer.text
    assert answer.text.count('name="place"') == 2
    assert 'action="/emergency/?case=1"' in answer.text
    assert "/accounts/reauthenticate/?next=%2Faccounts%2Fconfirmed%2F" in answer.text
    confirm(client)
    assert client.post("/emergency/?case=1", TYPED).text == "Done: ['home', 'clinic']"


def test_a_page_that_saves_by_itself_is_told_in_words(client, nia, clock):
    works_for(client, clock, 5)

    answer = client.post("/emergency/", TYPED, headers={"Accept": "application/json"})

    assert answer.status_code == 403
    assert answer.json()["confirm"].startswith(reverse("account_reauthenticate"))


def test_who_may_not_open_it_is_not_asked_either(client, clock):
    client.force_login(person(team=TeamFactory()))
    client.get("/accounts/confirmed/")
    works_for(client, clock, 5)

    assert client.get("/leads/").status_code == 404
    assert client.post("/leads/").status_code == 404


def test_who_works_on_signs_without_being_asked(client, nia, clock):
    works_for(client, clock, 30)

    assert client.post("/sign/", TYPED).status_code == 200


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (10, 403)])
def test_ten_minutes_without_use_ask_before_signing(client, nia, clock, minutes, status):
    clock.shift(timedelta(minutes=minutes))

    assert client.post("/sign/", TYPED).status_code == status


def test_working_on_after_the_pause_does_not_answer_the_question(client, nia, clock):
    clock.shift(timedelta(minutes=10))
    works_for(client, clock, 20)

    assert client.post("/sign/", TYPED).status_code == 403
    confirm(client)
    works_for(client, clock, 20)
    assert client.post("/sign/", TYPED).status_code == 200


def test_asking_in_the_background_neither_ends_nor_begins_a_pause(client, nia, clock):
    for _ in range(2):
        clock.shift(timedelta(minutes=5))
        client.get("/accounts/confirmed/", headers={"X-Background": "1"})

    assert client.post("/sign/", TYPED).status_code == 403

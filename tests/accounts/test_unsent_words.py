"""Typed words that were not sent: who gets them back, for how long, and what is stored of them."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils import timezone

from checklists.accounts import unsent
from checklists.accounts.models import UnsentWords
from checklists.people.roles import signed_in
from safebabies import urls
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

PLACE = "/items/1/act/ csrfmiddlewaretoken"
TYPED = [["what", "KESTREL rang the midwife"], ["told", "mother"]]
MARKED = {"unsent_words": PLACE}


def taken(request):
    return redirect("family") if "what" in request.POST else HttpResponse("Say what", status=422)


urlpatterns = [
    path("family/", signed_in(taken), name="family"),
    path("", include(urls)),
]
handler404 = urls.handler404


@pytest.fixture
def nia(client):
    user = UserFactory()
    client.force_login(user)
    return user


def keep(client, fields=TYPED, place=PLACE):
    sent = {"place": place, "fields": json.dumps(fields)}
    return client.post(reverse("unsent_words"), sent, headers={"Accept": "application/json"})


def back(client, place=PLACE):
    return client.post(reverse("unsent_words_back"), {"place": place}).json()["fields"]


def test_words_come_back_into_the_same_form_of_the_same_person(client, nia):
    assert keep(client).status_code == 200
    keep(client, fields=[["says", "Another form"]], place=f"{PLACE} part")

    assert back(client) == TYPED
    assert back(client, "/items/2/act/ csrfmiddlewaretoken") == []
    client.force_login(UserFactory())
    assert back(client) == []


def test_the_last_words_stand_and_an_empty_form_keeps_none(client, nia):
    keep(client)
    keep(client, fields=[["what", "Rang again"]])
    assert back(client) == [["what", "Rang again"]]

    keep(client, fields=[])

    assert not UnsentWords.objects.exists()


def test_a_copy_of_the_database_tells_neither_words_nor_form(client, nia):
    keep(client)

    row = UnsentWords.objects.get()
    stored = f"{row.place}{bytes(row.sealed)!r}{row}"

    assert "KESTREL" not in stored
    assert "items" not in stored


def test_half_a_character_is_kept_as_it_came(client, nia):
    sent = {"place": f"{PLACE}\0", "fields": '[["what", "\\ud83d\\u0000"]]'}

    assert client.post(reverse("unsent_words"), sent).status_code == 200
    assert back(client, f"{PLACE}\0") == [["what", "\ud83d"]]


def test_kept_words_are_cleaned_like_those_of_a_form_that_is_sent(client, nia):
    keep(client, fields=[["what", "Rang\u2028the\u200b midwife, \u201cnow\u201d"]])

    assert back(client) == [["what", "Rang\nthe midwife, \u201cnow\u201d"]]


def test_words_are_forgotten_once_the_form_is_taken_and_not_before(client, nia):
    keep(client)

    client.post("/family/", MARKED)
    assert back(client) == TYPED

    client.post("/family/", {"what": "Rang", **MARKED})
    assert back(client) == []


def test_asking_who_is_there_in_place_of_the_form_forgets_nothing(client, nia):
    keep(client)
    client.cookies["away"] = "1"

    assert client.post("/family/", {"what": "Rang", **MARKED}).status_code == 302
    assert UnsentWords.objects.count() == 1


def test_words_typed_before_a_quick_exit_come_back_only_after_confirming(client, nia):
    client.cookies["away"] = "1"

    by_itself = {"Accept": "application/json", "X-Requested-With": "fetch"}
    sent = {"place": PLACE, "fields": json.dumps(TYPED)}
    assert client.post(reverse("unsent_words"), sent, headers=by_itself).status_code == 200

    assert UnsentWords.objects.count() == 1
    assert client.post(reverse("unsent_words_back"), {"place": PLACE}).status_code == 302


def test_words_are_gone_half_a_day_later(client, nia):
    at = timezone.now() - unsent.KEPT_FOR - timedelta(minutes=1)
    unsent.keep_words(nia, place=PLACE, fields=[("what", "Rang")], at=at)
    assert unsent.kept_words(nia, place=PLACE, at=timezone.now()) == []

    call_command("send_alerts")

    assert not UnsentWords.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"place": PLACE, "fields": "no JSON"}, 400),
        ({"place": PLACE, "fields": "[1]"}, 400),
        ({"place": PLACE, "fields": '[["what", 1]]'}, 400),
        ({"place": "", "fields": "[]"}, 400),
        ({"place": PLACE, "fields": "[" * 100_000}, 400),
        ({"place": PLACE, "fields": json.dumps([["what", "w" * unsent.MOST_CHARACTERS]])}, 413),
    ],
)
def test_what_no_form_of_ours_holds_is_not_kept(client, nia, sent, status):
    assert client.post(reverse("unsent_words"), sent).status_code == status
    assert not UnsentWords.objects.exists()


def out_of_order(*args):
    raise OperationalError("The database does not answer")


def test_the_server_counts_as_reached_only_while_its_database_answers(client, nia):
    assert client.head(reverse("unsent_words")).status_code == 200

    client.raise_request_exception = False
    with connection.execute_wrapper(out_of_order):
        assert client.head(reverse("unsent_words")).status_code >= 500

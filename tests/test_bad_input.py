"""Whatever is sent to any form, it is answered in plain words and never with a fault of ours."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from checklists.cases.models import Case
from checklists.outstanding.models import OutstandingItem
from checklists.people.models import User
from checklists.visits.models import Visit

pytestmark = pytest.mark.django_db

HOSTILE = {
    "null bytes": "a\x00b",
    "markup": "<script>alert(1)</script>",
    "right to left": "\u202egnp.exe",
    "half a surrogate": "\udc80".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "200 kB": "x" * 200_000,
    "a number too large": "9" * 400,
    "a date that never was": "31/02/2026",
    "nothing": "",
}
FORMS = (
    "find_family",
    "new_case",
    "edit_case",
    "add_twin",
    "add_adult",
    "add_professional",
    "household",
    "start_visit",
    "not_held",
    "visit",
    "visit_presence",
    "visit_stop",
    "visit_review",
    "visit_sign",
    "call_sheet",
    "my_items",
    "item",
    "act_on_item",
    "close_item",
    "record_birth",
)
TASKS = ("sleep", "baby-today", "weight-and-skin-check", "mothers-wellbeing", "family-and-friends")


class Names(HTMLParser):
    """The names of the fields of a page."""

    def __init__(self, page):
        super().__init__()
        self.found = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        name = dict(attrs).get("name")
        if name and tag in ("input", "textarea", "select", "button"):
            self.found.add(name)


@pytest.fixture
def nurse(seeded, client):
    user = User.objects.get(username="hv.north")
    client.force_login(user)
    return user


def address(name):
    """The form's address for a family of the demonstration that it fits."""
    juno = Case.objects.get(given_name="Juno")
    unborn = Case.objects.get(mother_name="Rosa Inventall")
    draft = Visit.objects.get(status=Visit.Status.DRAFT, case=juno)
    item = OutstandingItem.objects.filter(case=juno).first()
    of_nothing = {"find_family", "new_case", "my_items"}
    if name in of_nothing:
        return reverse(name)
    if name in {
        "visit",
        "visit_presence",
        "visit_stop",
        "visit_review",
        "visit_sign",
        "call_sheet",
    }:
        return reverse(name, args=[draft.pk])
    if name in {"item", "act_on_item", "close_item"}:
        return reverse(name, args=[item.pk])
    return reverse(name, args=[unborn.pk if name == "record_birth" else juno.pk])


def post_to_every_field(client, url, value):
    page = client.get(url)
    names = Names(page.content.decode()).found if page.status_code == 200 else {"anything"}
    return client.post(url, dict.fromkeys(names - {"csrfmiddlewaretoken"}, value))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_form_falls_over(client, nurse, name, value):
    answer = post_to_every_field(client, address(name), value)

    assert answer.status_code < 500
    assert b"<script>alert(1)</script>" not in answer.content


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_question_falls_over(client, nurse, task, value):
    draft = Visit.objects.get(status=Visit.Status.DRAFT)

    answer = post_to_every_field(client, reverse("visit_point", args=[draft.pk, task]), value)

    assert answer.status_code < 500
    assert b"<script>alert(1)</script>" not in answer.content


def test_too_many_fields_are_refused_in_plain_words(client, nurse):
    answer = client.post(address("new_case"), {f"field-{n}": "x" for n in range(1500)})

    assert answer.status_code == 413
    assert "Nothing was changed" in answer.content.decode()


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "latin-1", "nonsense"])
def test_another_alphabet_is_refused_in_plain_words(client, nurse, charset):
    form = f"application/x-www-form-urlencoded; charset={charset}"

    answer = client.generic("POST", address("new_case"), b"a=b", content_type=form)

    assert answer.status_code == 415


@pytest.mark.parametrize("name", FORMS)
def test_a_field_sent_many_times_is_one_answer_or_a_message(client, nurse, name):
    url = address(name)
    page = client.get(url)
    names = Names(page.content.decode()).found if page.status_code == 200 else {"anything"}

    answer = client.post(url, {field: ["a", "b", "c"] for field in names})

    assert answer.status_code < 500

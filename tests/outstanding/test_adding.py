"""An item that a person adds by hand, because no rule has opened it."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.outstanding.models import OutstandingItem, Priority
from tests.factories import CaseFactory, TeamFactory, person

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Ring the midwife about the weight",
    "urgency": str(Priority.HIGH.value),
    "due_on-day": "25",
    "due_on-month": "11",
    "due_on-year": "2026",
}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(datetime(2026, 11, 23, 14, 21, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def case():
    return CaseFactory()


def add(client, case, by, **changes):
    client.force_login(by)
    return client.post(reverse("add_item", args=[case.pk]), TYPED | changes)


def test_it_is_the_owners_from_then_on(client, case):
    add(client, case, case.owner)

    item = OutstandingItem.objects.get(case=case)
    assert (item.title, item.priority, item.due_on) == (
        "Ring the midwife about the weight",
        Priority.HIGH,
        date(2026, 11, 25),
    )
    assert item.owner == case.owner


def test_immediate_is_due_today_whatever_was_typed(client, case):
    add(client, case, case.owner, urgency=str(Priority.IMMEDIATE.value))

    assert OutstandingItem.objects.get().due_on == date(2026, 11, 23)


def test_a_private_one_is_not_there_for_a_colleague(client, case):
    add(client, case, case.owner, private="on")

    assert not OutstandingItem.objects.visible_to(person(team=case.team)).exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Say what is to be done"),
        ("title", "x" * 121, "120 characters or fewer"),
        ("urgency", "7", "Choose"),
        ("due_on-day", "22", "Choose today or a later day"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(client, case, field, value, said):
    answer = add(client, case, case.owner, **{field: value})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Ring the midwife" in page or "x" * 121 in page or field == "title"
    assert not OutstandingItem.objects.exists()


@pytest.mark.parametrize("somebody", ["colleague", "stranger"])
def test_only_who_may_write_in_the_case_adds(client, case, somebody):
    team = case.team if somebody == "colleague" else TeamFactory()

    answer = add(client, case, person(team=team))

    assert answer.status_code == 404
    assert not OutstandingItem.objects.exists()


def test_pressed_twice_it_is_added_once_and_other_words_are_another_item(client, case):
    page = {"new_id": str(uuid4())}

    for title in ("Ring the midwife", "Ring the midwife", "Ring the surgery"):
        assert add(client, case, case.owner, title=title, **page).status_code == 302

    titles = OutstandingItem.objects.order_by("title").values_list("title", flat=True)
    assert list(titles) == ["Ring the midwife", "Ring the surgery"]
    assert Event.objects.filter(kind="item.opened").count() == 2


def test_the_page_comes_with_an_id_and_keeps_it_when_something_is_wrong(client, case):
    client.force_login(case.owner)
    drawn = client.get(reverse("add_item", args=[case.pk]))
    new_id = drawn.context["new_id"]

    again = add(client, case, case.owner, title="", new_id=str(new_id))

    for page in (drawn, again):
        assert f'name="new_id" value="{new_id}"' in page.text


def test_the_id_of_another_family_s_page_makes_no_item_and_gives_none(client, case):
    page, other = {"new_id": str(uuid4())}, CaseFactory(owner=case.owner, team=case.team)
    add(client, case, case.owner, **page)

    assert add(client, other, case.owner, **page).status_code == 404
    assert OutstandingItem.objects.get().case == case

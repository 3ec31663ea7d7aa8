"""A press happens once: sent again it leads where the first one led, and says the same."""

from copy import copy
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from checklists.accounts.models import PressReceipt
from checklists.audit.models import Event
from checklists.outstanding.models import OutstandingItem, Priority
from tests.accounts.second_factors import NINE
from tests.browsing import every_field
from tests.factories import PASSWORD, CaseFactory, UserFactory

pytestmark = pytest.mark.django_db
TYPED = {"title": "Ring the nursery", "urgency": str(Priority.HIGH.value)}
DAY = {"due_on-day": "24", "due_on-month": "11", "due_on-year": "2026"}


@pytest.fixture
def tablet(clock):
    """Of a health visitor who holds `tablet.case`; its forms must carry their tokens."""
    tablet = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    tablet.case = CaseFactory()
    tablet.force_login(tablet.case.owner)
    return tablet


def adding(tablet):
    """The address and the filled-in form of adding an item, as its page was rendered."""
    address = reverse("add_item", args=[tablet.case.pk])
    return address, every_field(tablet.get(address)) | TYPED | DAY


def sent_twice(tablet, address, form, *, keeps_answer):
    """Both answers. When the first is not kept, the tablet has dropped it with its cookies."""
    before = copy(tablet.cookies)
    first = tablet.post(address, form)
    if not keeps_answer:
        tablet.cookies = before
    return first, tablet.post(address, form)


def said(answer):
    return [str(one) for one in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize("keeps_answer", [True, False])
def test_what_is_pressed_twice_is_done_once_and_said_once(tablet, keeps_answer):
    address, form = adding(tablet)

    first, second = sent_twice(tablet, address, form, keeps_answer=keeps_answer)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    assert tablet.get(second["Location"]).text.count("Added.") == 1
    assert Event.objects.filter(kind="item.opened").count() == 1


def test_the_message_is_there_again_for_whoever_comes_back_later(tablet):
    address, form = adding(tablet)
    first = tablet.post(address, form)
    tablet.get(first["Location"])

    second = tablet.post(address, form)

    assert said(second) == ["Added."]


def test_other_words_are_another_press(tablet):
    address, form = adding(tablet)

    for title in ("Ring the nursery", "Ring the midwife"):
        assert tablet.post(address, form | {"title": title}).status_code == 302

    assert {one.title for one in OutstandingItem.objects.all()} == {
        "Ring the nursery",
        "Ring the midwife",
    }


def test_back_and_the_same_words_again_add_nothing_and_say_so(tablet):
    """Back opens the page anew, and the browser fills in what was typed there."""
    tablet.post(*adding(tablet))

    again = tablet.post(*adding(tablet))

    assert again["Location"] == reverse("case_outstanding", args=[tablet.case.pk])
    assert said(again)[-1].startswith("You sent this before, and it is there once.")
    assert OutstandingItem.objects.count() == 1
    assert PressReceipt.objects.count() == 1


def test_ten_minutes_later_the_same_words_are_another_press(tablet, clock):
    tablet.post(*adding(tablet))
    clock.shift(timedelta(minutes=10))

    tablet.post(*adding(tablet))

    assert OutstandingItem.objects.count() == 2


def test_a_receipt_holds_who_pressed_what_and_where_it_led(tablet):
    address, form = adding(tablet)

    answer = tablet.post(address, form)

    receipt = PressReceipt.objects.get()
    assert (receipt.by, receipt.form, receipt.at) == (tablet.case.owner, "add_item", NINE)
    assert receipt.led_to == answer["Location"]
    assert "nursery" not in str(list(PressReceipt.objects.values_list()))


def test_a_form_with_an_error_leaves_no_receipt(tablet):
    address, form = adding(tablet)

    assert tablet.post(address, form | {"title": ""}).status_code == 422

    assert not PressReceipt.objects.exists()


def test_a_press_that_is_refused_leaves_its_event_and_no_receipt(tablet):
    _, form = adding(tablet)
    elsewhere = reverse("add_item", args=[CaseFactory().pk])

    assert tablet.post(elsewhere, form).status_code == 404

    assert Event.objects.filter(kind="case.refused").count() == 1
    assert not PressReceipt.objects.exists()


def test_an_error_takes_back_all_that_the_press_did(tablet, monkeypatch):
    def break_down(*args, **kwargs):
        raise LookupError("Out of order")

    address, form = adding(tablet)
    tablet.raise_request_exception = False
    monkeypatch.setattr("checklists.people.views.performing.redirect", break_down)
    events = Event.objects.count()

    assert tablet.post(address, form).status_code == 500

    assert not OutstandingItem.objects.exists()
    assert not PressReceipt.objects.exists()
    assert Event.objects.count() == events


def test_a_receipt_is_of_one_person(tablet):
    address, form = adding(tablet)
    tablet.post(address, form)
    colleague = Client()
    colleague.force_login(UserFactory())

    assert colleague.post(address, form).status_code == 404


def test_receipts_are_gone_after_a_day(tablet, clock):
    tablet.post(*adding(tablet))
    clock.shift(timedelta(hours=24))
    call_command("send_alerts")
    assert PressReceipt.objects.count() == 1

    clock.shift(timedelta(seconds=1))
    call_command("send_alerts")

    assert not PressReceipt.objects.exists()


def test_a_second_tap_on_sign_out_leads_where_the_first_did(tablet, clock):
    form = every_field(tablet.get(reverse("account_logout")))
    clock.shift(timedelta(minutes=5))  # long enough for the session to be noted as used

    answers = sent_twice(tablet, reverse("account_logout"), form, keeps_answer=True)

    assert {one["Location"] for one in answers} == {reverse("account_login")}
    assert Event.objects.filter(kind="session.ended").count() == 1


def test_a_second_tap_on_sign_in_leads_where_the_first_did(clock):
    UserFactory(username="nia")
    tablet = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    address = f"{reverse('account_login')}?next={reverse('account')}"
    form = every_field(tablet.get(address)) | {"login": "nia", "password": PASSWORD}

    first, second = sent_twice(tablet, address, form, keeps_answer=True)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == reverse("account")


def test_whoever_has_not_got_the_session_of_the_first_signs_in_again(clock):
    UserFactory(username="nia")
    tablet = Client(enforce_csrf_checks=True)
    form = every_field(tablet.get(reverse("account_login")))
    form |= {"login": "nia", "password": PASSWORD}

    answers = sent_twice(tablet, reverse("account_login"), form, keeps_answer=False)

    assert [one.status_code for one in answers] == [302, 302]
    assert tablet.get(reverse("account")).status_code == 200

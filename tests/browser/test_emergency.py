"""From a link that is refused to the open record, as somebody called out at night would do it."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from checklists.accounts.middleware.sessions import SIGNED_IN_AT
from checklists.audit.models import Event
from checklists.cases.models.emergency import EmergencyGrant
from checklists.demo.families import Family
from tests.browser.steps import Person, PersonAtAKeyboard

pytestmark = [pytest.mark.browser, pytest.mark.postgres_only]

OTIS = Family("Otis", "Makebelieve", "Olive Makebelieve", 11, "22 Margin Street")
WORDS = "The police rang about the baby."
REFUSED = "This page cannot be opened"


@pytest.fixture
def case(family):
    return family(OTIS)


@pytest.fixture(params=[Person, PersonAtAKeyboard], ids=["by tapping", "by keyboard"])
def sunny(request, case, page, axe):
    """A health visitor of South, on duty."""
    return request.param(page, axe).signs_in("hv.south")


def follows_the_link(person, case):
    person.goes_to(f"/cases/{case.pk}/").is_on(REFUSED)
    person.taps = 0
    person.go(person.page.get_by_role("main").get_by_role("link", name="Emergency access"))


def says_why(person):
    person.is_on("Emergency access")
    person.choose(person.page.get_by_label("Called out to the family"))
    person.type(person.page.get_by_label("What has happened?"), WORDS)
    person.go(person.button("Open the record"))


def test_four_steps_lead_from_the_refused_link_to_the_record(sunny, case):
    follows_the_link(sunny, case)
    says_why(sunny)

    sunny.sees("Before you knock").sees("Emergency access until")
    assert sunny.taps == 4  # the way there, the reason, the words, the button
    sunny.looks_at("Household")
    sunny.go(sunny.button("Open"))
    sunny.sees("Emergency access until")


def test_two_more_when_the_sign_in_was_some_time_ago(sunny, case):
    grow_old(Session.objects.get())
    follows_the_link(sunny, case)
    sunny.is_on("Confirm it is you")
    sunny.type(sunny.page.get_by_label("Password"), "safe-babies-demo")
    sunny.go(sunny.button("Confirm"))
    says_why(sunny)

    sunny.sees("Emergency access until")
    assert sunny.taps == 6


def grow_old(session):
    """As if the sign-in had been ten minutes ago."""
    known = session.get_decoded()
    known[SIGNED_IN_AT] -= 600
    for made in known.get("account_authentication_methods", []):
        made["at"] -= 600
    session.session_data = Session.objects.encode(known)
    session.save()


def test_ending_it_shuts_the_record_again(nurse, case):
    nurse.signs_in("hv.south")
    follows_the_link(nurse, case)
    says_why(nurse)

    nurse.go(nurse.button("End it now"))

    nurse.sees("Emergency access has ended")
    nurse.goes_to(f"/cases/{case.pk}/").is_on(REFUSED)


def test_what_was_typed_when_it_ended_is_sent_once_it_opens_again(nurse, case):
    nurse.signs_in("hv.south")
    follows_the_link(nurse, case)
    says_why(nurse)
    nurse.goes_to(f"/cases/{case.pk}/items/add/")
    nurse.type(nurse.page.get_by_label("What is to be done?"), "Ring the midwife")
    nurse.choose(nurse.page.get_by_label("Immediate"))
    for part, words in (("Day", "1"), ("Month", "1"), ("Year", "2099")):
        nurse.type(nurse.page.get_by_label(part), words)
    EmergencyGrant.objects.update(ends_at=EmergencyGrant.objects.get().starts_at)
    nurse.go(nurse.button("Add item"))
    nurse.is_on(REFUSED)

    with nurse.page.expect_popup() as opened:
        nurse.page.get_by_role("link", name="Emergency access (opens in a new tab)").click()
    again = Person(opened.value, nurse.scan)
    says_why(again)
    nurse.go(nurse.button("Send what I typed"))

    nurse.sees("Added.").sees("Emergency access until")


def test_the_manager_is_told_and_reviews_it(nurse, colleague, case):
    nurse.signs_in("hv.south")
    follows_the_link(nurse, case)
    says_why(nurse)
    nurse.go(nurse.button("End it now"))

    manager = colleague("manager.north").looks_at("Alerts (1)")
    manager.go(manager.link("Emergency access was used"))
    manager.go(manager.link("Sunny Southwell"))
    manager.does_not_see(WORDS)
    manager.go(manager.button("Open"))
    manager.sees(WORDS)
    manager.go(manager.link("Review this use"))
    manager.choose(manager.page.get_by_label("There was a reason"))
    manager.type(manager.page.get_by_label("In your words"), "The police did ring.")
    manager.go(manager.button("Close this review"))

    manager.sees("No use waits for a review.").sees("There was a reason. Morag Northcote")
    manager.looks_at("Alerts (1)")
    manager.go(manager.button(re.compile("^Mark as seen")))
    expect(manager.link("Alerts")).to_be_visible()
    assert Event.objects.filter(kind="alert.seen").count() == 1

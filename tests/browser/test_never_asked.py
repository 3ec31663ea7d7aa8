"""What nobody asked is in sight from the list of the visit to the page of the manager, and by the 6
to 8 week review what matters most of it is something to do."""

import re
from dataclasses import replace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from checklists.demo.circumstances import NOT_ASKED_PARTNER
from checklists.demo.contacts import answer_what_is_left, answers_of, save
from checklists.demo.families import Contact
from checklists.demo.not_asked import FATHER_WHO_VISITS, LEFT_OUT, PIP, UMA
from checklists.outstanding.models import OutstandingItem
from checklists.reading.clock import london_today
from checklists.visits.models import Visit

pytestmark = pytest.mark.browser

FEW_ENOUGH_TO_OVERLOOK = 12
GATHERED = "Ask what has not been asked"
WITHOUT_TELLING = "Follow-up"
SHORT_LIST = {"history", "sleep_space", "messages"}
SHORT_LIST_PRIVATE = {"enquiry", "father", "adults"}


def test_a_review_that_looks_finished_says_what_nobody_asked(nurse, colleague, family):
    family(replace(PIP, days=13, contacts=()))
    nurse.signs_in("hv.north").opens("Pip Palimpsest")
    nurse.starts_a_visit(present=("Mother", "A partner")).is_on("New birth review")

    writes_no_more_than_she_must(adults=(FATHER_WHO_VISITS,))
    nurse.page.reload()
    nurse.says_who_is_here("No one, I am on my own").reviews()

    open_ones = number_in(nurse, r"Never asked in this family: (\d+) (?:more )?questions?")
    assert open_ones >= FEW_ENOUGH_TO_OVERLOOK
    nurse.opens_what_signing_will_do().sees("Meet this adult and explore their history")
    nurse.does_not_see(GATHERED).signs()
    print(f"\nA new birth review of which much is unasked takes {nurse.taps} taps")  # noqa: T201 the number is asked for
    expect(nurse.page.get_by_role("heading", name="Not known yet that day")).to_be_visible()
    assert "adult_gap" in opened_at("new-birth")
    assert not opened_at("new-birth") & {"ask_unasked", "ask_unasked_private"}

    nurse.opens("Back to Pip Palimpsest").sees("Not known yet").does_not_see("Nothing is open")
    on_the_case = asked_of_each_task(nurse)
    assert sum(on_the_case.values()) >= open_ones
    manager = colleague("manager.north")
    manager.goes_to("/team/families/").sees("Pip Palimpsest")
    manager.sees(f"{sum(on_the_case.values())} questions")
    nurse.go(nurse.link("Start visit"))
    assert asked_of_each_task(nurse) == on_the_case


def test_by_the_six_week_review_it_is_something_to_do(nurse, colleague, family):
    family(replace(UMA, owner="hv.north", contacts=UMA.contacts[:1]))
    nurse.signs_in("hv.north").opens("Uma Erratum")
    nurse.starts_a_visit(present=("Mother", "A partner")).is_on("6 to 8 week review")

    writes_no_more_than_she_must(visit_type="6-8-week")
    nurse.page.reload()
    nurse.says_who_is_here("No one, I am on my own").reviews().opens_what_signing_will_do()
    expect(nurse.page.get_by_text(GATHERED, exact=True)).to_have_count(2)
    nurse.signs()
    print(f"\nA 6 to 8 week review of which much is unasked takes {nurse.taps} taps")  # noqa: T201 the number is asked for

    shown, hidden = gathered(private=False), gathered(private=True)
    assert {"history"} <= set(shown.opened_because) <= SHORT_LIST
    assert {"adults"} <= set(hidden.opened_because) <= SHORT_LIST_PRIVATE

    nurse.goes_to(f"/items/{hidden.pk}/").opens_this().sees("Still to ask")
    without = colleague("hv2.north")
    without.goes_to(f"/items/{hidden.pk}/").is_on("This page cannot be opened")
    without.goes_to(f"/items/{shown.pk}/").opens_this().sees("Read the history")
    without.does_not_see("adults around")


def writes_no_more_than_she_must(*, visit_type="new-birth", adults=()):
    """Put there by the verbs of the demonstration; `test_routine_visit` fills in all by hand."""
    visit = Visit.objects.get(status=Visit.Status.DRAFT)
    contact = Contact(0, visit_type, {**LEFT_OUT, **NOT_ASKED_PARTNER}, adults=adults)
    save(visit, answers_of(visit, contact, timezone.now()), timezone.now())
    answer_what_is_left(visit, timezone.now(), london_today())


def number_in(person, pattern):
    words = person.page.get_by_text(re.compile(pattern)).first.inner_text()
    return int(re.search(pattern, words).group(1))


def asked_of_each_task(person):
    """{task: number of its open questions} of the list on the page."""
    rows = person.page.locator(".not-known").first.locator("li").all_inner_texts()
    pairs = (re.match(r"(.+): (\d+) questions?", row) for row in rows)
    return {pair.group(1): int(pair.group(2)) for pair in pairs}


def opened_at(visit_type):
    items = OutstandingItem.objects.filter(opened_at_visit__visit_type=visit_type)
    return set(items.values_list("rule_key", flat=True))


def gathered(*, private):
    return OutstandingItem.objects.get(title=GATHERED, private=private)

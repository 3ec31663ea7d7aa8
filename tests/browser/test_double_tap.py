"""A button tapped twice in a hurry: once more is nothing more, and the page is the one expected."""

import pytest
from playwright.sync_api import expect

from checklists.audit.models import Event
from checklists.demo.families import Family
from checklists.outstanding.models import OutstandingItem
from checklists.visits.models import Visit
from tests.browser.conftest import PHONE
from tests.browser.steps import Person, answer_the_rest

pytestmark = [pytest.mark.browser, pytest.mark.postgres_only]

WREN = Family("Wren", "Fableton", "Rosa Fableton", 45, "2 Fable Row")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def hurried(request, new_context, axe, family):
    """A health visitor who is signed in, in a browser with or without scripts."""
    case = family(WREN)
    window = new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=request.param
    )
    nurse = Person(window.new_page(), axe if request.param else lambda page: None)
    nurse.case = case
    return nurse.signs_in("hv.north").opens("Wren Fableton")


def taps_twice(nurse, name):
    """Two taps that the first answer cannot come between: a browser drops that answer."""
    button = nurse.button(name)
    with nurse.page.expect_event("domcontentloaded"):
        button.dblclick(no_wait_after=True)
    nurse.page.wait_for_load_state("networkidle")


def test_a_double_tap_adds_one_item_and_says_so_once(hurried):
    hurried.goes_to(f"/cases/{hurried.case.pk}/items/add/")
    before = OutstandingItem.objects.count()
    hurried.page.get_by_label("What is to be done?").fill("Ring the nursery")
    hurried.page.get_by_label("High", exact=True).check()
    for part, value in (("Day", "24"), ("Month", "12"), ("Year", "2030")):
        hurried.page.get_by_label(part).fill(value)

    taps_twice(hurried, "Add item")

    expect(hurried.page.get_by_text("Added.", exact=True)).to_have_count(1)
    assert OutstandingItem.objects.count() == before + 1


def test_a_double_tap_on_sign_leads_to_the_signed_visit(hurried):
    hurried.starts_a_visit()
    answer_the_rest()
    draft = Visit.objects.get(status=Visit.Status.DRAFT)
    hurried.goes_to(f"/visits/{draft.pk}/review/")
    hurried.page.get_by_role("checkbox", name="Yes, this visit is about").check()

    taps_twice(hurried, "Sign visit")

    expect(hurried.page.get_by_text("The record is frozen").first).to_be_visible()
    assert Event.objects.filter(kind="visit.signed", target=f"visit:{draft.pk}").count() == 1

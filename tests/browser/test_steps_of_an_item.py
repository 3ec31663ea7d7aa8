"""What follows a disclosure, on one item: opened, ticked by a tap, asked for at closing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from checklists.demo.families import Family
from tests.outstanding.with_steps import DISCLOSED, MARK
from tests.visits.story import item, signed

pytestmark = [pytest.mark.browser]
WREN = Family("Wren", "Fableton", "Rosa Fableton", 45, "2 Fable Row")


@pytest.fixture
def case(family):
    case = family(WREN)
    at = timezone.now() - timedelta(hours=2)
    signed(case, {**MARK, **DISCLOSED}, at=at)
    return case


def ticks(page, words):
    page.locator("button", has_text=f"Done: {words}").click()


def test_a_step_is_ticked_by_one_tap_and_closing_asks_for_the_others(nurse, case, axe, screenshot):
    followed = item(case, "da_disclosure_followup")
    nurse.signs_in("hv.north").goes_to(f"/items/{followed.pk}/")
    page = nurse.page
    expect(page.get_by_text("Dash")).to_have_count(0)

    nurse.button("Open").click()
    ticks(page, "Was the Dash risk checklist completed with her?")
    nurse.button("Open").click()
    expect(page.get_by_text(re.compile(r"^Ticked \d"))).to_be_visible()
    screenshot(page, "steps-ticked-phone")
    nurse.button("Ask to close").click()
    expect(page.get_by_label("What stays undone, and why")).to_be_visible()
    axe(page)
    page.get_by_label("What was done").fill("Spoke with her at the clinic.")
    nurse.button("Ask to close").click()

    expect(page.get_by_text("Tick what is done, or say what stays").first).to_be_visible()
    screenshot(page, "steps-closing-error-phone")


def test_a_step_of_a_mark_asks_what_was_done_and_stands_on_the_call_sheet(
    colleague, case, screenshot
):
    marks = item(case, "bruise_non_mobile")
    nurse = colleague("hv.north").goes_to(f"/items/{marks.pk}/")

    nurse.button("Open").click()
    screenshot(nurse.page, "steps-mark-desktop")
    ticks(nurse.page, "Same-day paediatric assessment")
    expect(nurse.page.get_by_label("Who you spoke to")).to_be_visible()
    screenshot(nurse.page, "steps-mark-form-desktop")
    nurse.goes_to(f"/visits/{marks.opened_at_visit_id}/call/")
    nurse.button("Open").click()

    expect(nurse.page.get_by_text("Same-day paediatric assessment (open since")).to_be_visible()
    screenshot(nurse.page, "steps-call-desktop")

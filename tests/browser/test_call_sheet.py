"""After the visit is signed: a call about a mark is recorded and a step ticked on the sheet of its
item; and at the next visit the sleep assessment is read back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from checklists.demo.families import Family
from checklists.people.models.teams import Team
from tests.outstanding.with_steps import MARK
from tests.visits.story import item, signed

pytestmark = [pytest.mark.browser]
WREN = Family("Wren", "Fableton", "Rosa Fableton", 45, "2 Fable Row")
SLEEP = {
    "sleep_night_place": ["cot_or_basket", "adult_bed"],
    "sleep_bed_share": "accidental",
    "sleep_smoking_who": ["partner"],
    "sleep_own_surface": "yes",
    "sleep_bedding_hazards": ["bumper", "pillow_duvet", "toys"],
    "sleep_made_safe": "part",
    "sleep_carer_impaired": ["drugs"],
    "sleep_action_plan": "Bumper out tonight; a cot arrives on Thursday; I look on the 14th.",
}
LONG = "She said that a doctor sees the baby at 4pm, and that a duty worker rings us back. " * 4


@pytest.fixture
def case(family):
    case = family(WREN)
    Team.objects.update(referral_contact="Referral desk, 01632 960123")
    signed(case, MARK | SLEEP, at=timezone.now() - timedelta(hours=2))
    return case


def test_a_call_is_recorded_and_a_step_ticked_after_signing(nurse, case, axe, screenshot):
    marks = item(case, "bruise_non_mobile")
    nurse.signs_in("hv.north").goes_to(f"/items/{marks.pk}/call/")
    page = nurse.page
    expect(page.get_by_text("01632 960123")).to_have_count(0)
    nurse.button("Open").click()
    expect(page.locator('a[href="tel:01632960123"]').first).to_be_visible()
    axe(page)
    screenshot(page, "call-sheet-empty-phone")

    page.get_by_label("Who you spoke to").fill("Sam Example, duty worker")
    page.get_by_label("What was said, by whom").fill(LONG)
    page.get_by_label("Reference").fill("ABC 123")
    nurse.button("Record the call").click()
    expect(page.get_by_text("The call is recorded.")).to_be_visible()
    nurse.button("Open").click()
    page.locator("button", has_text="Done: Same-day paediatric assessment").click()
    page.get_by_label("What was done").fill("A doctor sees the baby at 4pm.")
    page.get_by_label("Who you spoke to").fill("Dr Inkwell, registrar")
    now = timezone.localtime()
    for label, value in (("Day", now.day), ("Month", now.month), ("Year", now.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_label("At what time").fill(f"{now:%H:%M}")
    nurse.button("Tick as done").click()
    nurse.button("Open").click()

    expect(page.get_by_text("Reference: ABC 123")).to_be_visible()
    expect(page.get_by_text("Ticked").first).to_be_visible()
    axe(page)
    screenshot(page, "call-sheet-phone")


def test_the_sheet_at_a_desk_and_on_paper(colleague, case, screenshot):
    marks = item(case, "bruise_non_mobile")
    nurse = colleague("hv.north").goes_to(f"/items/{marks.pk}/call/")
    nurse.button("Open").click()
    screenshot(nurse.page, "call-sheet-desktop")

    nurse.page.emulate_media(media="print")

    expect(nurse.page.get_by_text("Referral desk, 01632 960123").first).to_be_visible()
    expect(nurse.page.get_by_text("Same-day paediatric assessment").first).to_be_visible()
    expect(nurse.page.get_by_label("Who you spoke to")).to_be_hidden()
    screenshot(nurse.page, "call-sheet-print")


def test_the_next_visit_begins_with_how_the_baby_sleeps(nurse, case, axe, screenshot):
    nurse.signs_in("hv.north").goes_to(f"/cases/{case.pk}/visits/start/")
    page = nurse.page
    page.get_by_text("Read back: how Wren sleeps").click()

    expect(page.get_by_text("Somebody has fallen asleep in bed with Wren")).to_be_visible()
    expect(page.get_by_text("Sharing a bed, together with smoking.")).to_be_visible()
    expect(page.get_by_text("Cannabis or other drugs")).to_have_count(0)
    axe(page)
    screenshot(page, "sleep-told-phone")
    page.locator("#wellbeing button").click()
    expect(page.get_by_text("Sharing a bed, together with drugs.")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_text("Read back: how Wren sleeps").click()
    screenshot(page, "sleep-told-opened-desktop")

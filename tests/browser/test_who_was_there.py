"""A partner who was there is matched at review: in one tap, with scripts and without."""

import pytest
from playwright.sync_api import expect

from checklists.demo.families import Contact, Family
from checklists.visits.models import Visit
from tests.browser.conftest import PHONE
from tests.browser.steps import Person, PersonAtAKeyboard

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

TOM = "Tom Fableton"
WREN = Family(
    "Wren",
    "Fableton",
    "Rosa Fableton",
    45,
    "2 Fable Row",
    father=TOM,
    contacts=(Contact(33, "new-birth"),),
)


@pytest.fixture(params=["taps", "keys", "without scripts"])
def nurse(request, new_context, axe, family):
    family(WREN)
    scripts = request.param != "without scripts"
    phone = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    window = new_context(**phone, java_script_enabled=scripts)
    kind = PersonAtAKeyboard if request.param == "keys" else Person
    nurse = kind(window.new_page(), axe if scripts else lambda page: None)
    return nurse.signs_in("hv.north").opens("Wren Fableton")


def opens_the_answers(nurse):
    part = nurse.page.locator("section", has_text="Wellbeing and before you sign").last
    nurse.go(part.get_by_role("button", name="Open").first)
    nurse.choose(nurse.page.get_by_label("I have looked who is near"))
    nurse.go(nurse.button("Open"))


def test_a_partner_is_matched_and_somebody_else_is_added(nurse):
    nurse.starts_a_visit(present=("Mother", "A partner", "Another adult"))
    draft = Visit.objects.get(status=Visit.Status.DRAFT)
    nurse.goes_to(f"/visits/{draft.pk}/review/")
    opens_the_answers(nurse)
    page = nurse.page
    partner = page.get_by_role("group", name="A partner was there. Which of these was it?")
    other = page.get_by_role("group", name="Another adult was there. Which of these was it?")

    nurse.choose(partner.get_by_label(f"{TOM}, birth father: was there and spoke with me"))
    nurse.press(page.locator("#room summary", has_text="Someone else: add"))
    nurse.type(page.locator("#id-new-adult-name"), "Dan Reed")
    nurse.go(nurse.button("Add this adult"))
    nurse.choose(other.get_by_label("Dan Reed: was there, not spoken with"))
    nurse.go(nurse.button("Save who was there"))

    expect(partner.get_by_label(f"{TOM}, birth father: was there and spoke")).to_be_checked()
    expect(other.get_by_label("Dan Reed: was there, not spoken with")).to_be_checked()
    expect(page.get_by_text("Seen, not spoken with", exact=False).first).to_be_visible()

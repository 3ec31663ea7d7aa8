"""What is printed, read back from the sheets that the browser makes of it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from checklists.demo.families import Contact, Family
from checklists.visits.models import Visit
from tests.browser.paper import sheets

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

# Without a place to break a line, and together longer than a sheet.
LINES = [f"{number}. {'Wolverhamptonsteadbury' * 12} she said." for number in range(40)]
SAID = {
    "baby_lived_experience": "\n".join(LINES),
    "sleep_action_plan": "\n".join(LINES[:12]),
    "da_seen_alone": "yes",
    "da_postnatal": "asked_no_disclosure",
}
WREN = Family(
    "Wren",
    "Fableton",
    "Rosa Fableton",
    45,
    "2 Fable Row",
    father="Dev Fableton",
    contacts=(Contact(0, "6-8-week", SAID, present=("mother",)),),
)
WHO = re.compile(r"^Page(\d+)of(\d+)WrenFableton,born\w+,NHSnumber9991234565")
BETWEEN_MARGINS = {"width": 688, "height": 1000}  # of a sheet of A4
NO_WIDER = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def visit(family):
    case = family(WREN)
    case.nhs_number = "9991234565"
    case.save(update_fields=["nhs_number"])
    return Visit.objects.get(case=case)


@pytest.fixture
def prints(desktop, sign_in, visit):
    """prints("visit_print") gives the sheets; nothing on them is wider than the paper."""
    sign_in(desktop, "hv.north")

    def prints(name, *, press=""):
        desktop.emulate_media(media="screen")
        desktop.goto(reverse(name, args=[visit.pk]))
        if press:
            desktop.get_by_role("button", name=press, exact=True).click()
            expect(desktop.locator(".private__strip")).to_be_visible()
        desktop.wait_for_load_state("networkidle")
        desktop.emulate_media(media="print")
        desktop.set_viewport_size(BETWEEN_MARGINS)
        assert desktop.evaluate(NO_WIDER)
        return sheets(desktop.pdf(prefer_css_page_size=True))

    return prints


def test_a_long_record_is_whole_on_paper_and_each_sheet_says_whose_it_is(prints):
    staff = prints("visit_print")
    apart = prints("visit_print", press="Open")
    family = "".join(prints("family_copy"))

    for half in (staff, apart):
        numbers = [(str(number), str(len(half))) for number in range(1, len(half) + 1)]
        assert [numbers_of(sheet) for sheet in half] == numbers
    said = "".join(map(below_its_head, staff))
    for line in LINES:
        assert "".join(line.split()) in said
    for line in LINES[:12]:
        assert "".join(line.split()) in family
    assert "Page1of" not in family


def numbers_of(sheet):
    """(page, pages) of a sheet that begins with name and number; None of any other."""
    says = WHO.match(sheet)
    return says and says.groups()


def below_its_head(sheet):
    """A line may go over from one sheet to the next."""
    return re.sub(r"^Page.*?Forsta(ff|ﬀ)only", "", sheet)

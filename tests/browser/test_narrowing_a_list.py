"""The filter of a list: open at a desk, behind a disclosure on the phone, with no script at all."""

import pytest
from playwright.sync_api import expect

from checklists.demo.families import Contact, Family
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

WREN = Family(
    "Wren", "Fableton", "Rosa Fableton", 45, "2 Fable Row", contacts=(Contact(33, "new-birth"),)
)


@pytest.fixture
def her_items(new_context, sign_in, family):
    """her_items(window) opens My items in a window of that size without scripts."""
    family(WREN)

    def open_in(window):
        page = new_context(viewport=window, java_script_enabled=False).new_page()
        sign_in(page, "hv.north")
        page.goto("/items/")
        return page

    return open_in


def test_a_filter_stands_open_at_a_desk(her_items):
    page = her_items(DESKTOP)

    expect(page.get_by_text("Filter the list")).to_be_hidden()
    expect(page.get_by_role("heading", name="Show", exact=True)).to_be_visible()
    page.get_by_label("Urgency").select_option("Immediate")
    page.get_by_label("Urgency").press("Enter")
    page.get_by_role("button", name="Show items").click()

    expect(page).to_have_url("/items/?urgency=immediate&point=")


def test_a_filter_is_reached_with_the_keyboard_at_a_desk(her_items):
    page = her_items(DESKTOP)

    page.get_by_label("Urgency").focus()
    page.keyboard.press("Tab")

    expect(page.get_by_label("Learning point")).to_be_focused()


def test_a_filter_is_behind_a_disclosure_on_the_phone(her_items):
    page = her_items(PHONE)

    expect(page.get_by_label("Urgency")).to_be_hidden()
    page.get_by_text("Filter the list").press("Enter")
    page.get_by_label("Urgency").select_option("Immediate")
    page.get_by_role("button", name="Show items").click()

    expect(page.get_by_label("Urgency")).to_have_value("immediate")
    expect(page.get_by_label("Urgency")).to_be_visible()

"""Makes the two pictures of the README. `./dev screenshots` runs it; it is no test."""

from pathlib import Path

import pytest
from django.core.management import call_command

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"

pytestmark = pytest.mark.browser


@pytest.fixture
def demonstration(transactional_db):
    call_command("load_content")
    call_command("seed_demo")


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def test_pictures(page, sign_in, demonstration):
    sign_in(page, "hv.north")
    picture(page, "caseload")

    page.get_by_role("link", name="Wren Fableton").first.click()
    page.get_by_role("link", name="Start visit").click()
    page.get_by_role("radio", name="Home").check()
    page.get_by_role("checkbox", name="Mother").check()
    page.get_by_role("button", name="Start visit").click()
    picture(page, "visit")

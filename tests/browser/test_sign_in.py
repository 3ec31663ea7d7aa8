import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("window", ["page", "desktop"])
def test_the_sign_in_page_is_for_everyone(request, window, axe, screenshot):
    page = request.getfixturevalue(window)

    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)
    screenshot(page, f"sign-in-{window}")


def test_a_wrong_password_says_so_and_keeps_the_name(page, axe):
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill("hv.north")
    page.get_by_label("Password").fill("not this one")

    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value("hv.north")
    axe(page)

"""To the organisation's own sign-in page and back, past the content security policy."""

import pytest
from playwright.sync_api import expect

from tests.factories import TeamFactory, person

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]


def goes_to_the_provider(page, sub):
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Sign in with Northtown login").click()
    page.get_by_placeholder("sub").fill(sub)
    page.get_by_role("button", name="Authorize").click()


def test_someone_comes_in_through_it(page, transactional_db, provider, axe):
    person(team=TeamFactory(), username="nia")
    provider.knows("51", preferred_username="nia")
    page.goto("/accounts/login/")
    axe(page)

    goes_to_the_provider(page, "51")

    expect(page.get_by_role("heading", level=1)).to_have_text("My caseload")


def test_who_has_no_account_here_reads_what_to_do(page, transactional_db, provider, axe):
    provider.knows("52", preferred_username="stranger")

    goes_to_the_provider(page, "52")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "There is no open account for you here"
    )
    axe(page)


def test_an_answer_nobody_asked_for_is_said_in_words(page, transactional_db, provider, axe):
    page.goto("/accounts/provider/work/back/?code=1&state=2")

    expect(page.get_by_role("heading", level=1)).to_have_text("That sign-in did not work")
    axe(page)

"""The way out of a page, by "Baby care advice" or Escape twice, and a private part that is left.

What counts is what the document holds in the very task of the second key: nothing is waited for.
"""

import re

import pytest
from playwright.sync_api import Error, expect

from checklists.demo.families import Family
from checklists.visits.models import Visit
from tests.browser.conftest import PASSWORD
from tests.browser.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.postgres_only]

WREN = Family("Wren", "Fableton", "Rosa Fableton", 45, "2 Fable Row")
WELLBEING = "Mother's wellbeing"
NOTES = "da_notes"
TYPED = "She said that KESTREL came in by the window"
# Words of the record that no page may show to whoever comes back.
PRIVATE = re.compile("KESTREL|Fableton|Fable Row|wellbeing|abuse|Safe Babies", re.IGNORECASE)
OF_THE_FAMILY = re.compile("KESTREL|Fableton|Fable Row|abuse", re.IGNORECASE)
ADVICE = "Washing and bathing your baby"
ADDRESS = re.compile("/baby-care-advice/$")

# Everything a person, a screen reader or a script could read, in the task of the last key.
LEAVE = """
() => {
    const escape = () => document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
    escape();
    escape();
    return {
        title: document.title,
        address: location.href,
        document: document.documentElement.outerHTML,
        typed: [...document.querySelectorAll("input, textarea, select")].map((one) => one.value),
        state: JSON.stringify(history.state),
    };
}
"""
KEPT_BY_THE_BROWSER = """
async () => JSON.stringify({
    local: {...localStorage},
    session: {...sessionStorage},
    databases: await indexedDB.databases(),
    caches: "caches" in window ? await caches.keys() : [],
    cookies: document.cookie,
})
"""


@pytest.fixture
def nia(page, family):
    """A health visitor who has opened the private part of a page; no page is scanned here."""
    family(WREN)
    nia = Person(page, lambda page: None)
    nia.signs_in("hv.north").opens("Wren Fableton").starts_a_visit()
    return nia.takes(WELLBEING).opens_the_private_part()


def writes(nia):
    nia.page.locator(f"[name={NOTES}]").fill(TYPED)


def leaves(nia):
    """What the document holds in that moment. Then what was typed is sent, and the advice asked."""
    with nia.page.expect_event("load"):
        return nia.page.evaluate(LEAVE)


def confirms(nia):
    nia.page.get_by_label("Password").fill(PASSWORD)
    nia.go(nia.button("Confirm"))
    return nia


def goes_back(page):
    """And over the browser's question whether to send again the form that opened a page."""
    try:
        page.go_back()
    except Error as asks:
        if "ERR_CACHE_MISS" not in asks.message:
            raise
        page.wait_for_url(re.compile("^chrome-error:"))
        page.reload()


def read_aloud(page):
    """What assistive technology is told: every name, value and description."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return str(tree["nodes"])


def shows_nothing(page, words=OF_THE_FAMILY):
    told = f"{page.title()} {page.url} {page.content()} {read_aloud(page)}"
    return not words.search(told)


def typed_words_are_there(nia):
    nia.is_on(WELLBEING).does_not_see(TYPED).opens_the_private_part()
    expect(nia.page.locator(f"[name={NOTES}]")).to_have_value(TYPED)
    return True


def test_it_takes_the_place_of_the_page_in_the_same_moment(nia):
    writes(nia)

    left = leaves(nia)

    assert left["title"] == ADVICE
    assert ADDRESS.search(left["address"])
    assert not PRIVATE.search(str(left))
    assert left["typed"] == []
    nia.is_on(ADVICE)
    assert not PRIVATE.search(read_aloud(nia.page))


def test_nothing_brings_it_back_but_saying_who_one_is(nia):
    visit = Visit.objects.get(status="draft")
    nia.goes_back_to_the_visit().takes(WELLBEING).opens_the_private_part()
    writes(nia)
    page = nia.page

    leaves(nia)
    page.reload()
    assert shows_nothing(page, PRIVATE)
    assert not PRIVATE.search(page.evaluate(KEPT_BY_THE_BROWSER))
    for _ in range(page.evaluate("history.length") - 2):
        goes_back(page)
        assert shows_nothing(page)
    page.goto(f"/visits/{visit.pk}/mothers-wellbeing/")
    nia.is_on("Confirm it is you")

    confirms(nia)

    assert typed_words_are_there(nia)


def test_with_no_signal_it_is_gone_at_once_and_saved_later(nia):
    page, address = nia.page, nia.page.url
    page.context.set_offline(True)
    writes(nia)

    left = page.evaluate(LEAVE)

    assert not PRIVATE.search(str(left))
    page.get_by_role("link", name="Sign in").click()
    assert shows_nothing(page, PRIVATE)
    with page.expect_event("load"):
        page.context.set_offline(False)
    nia.is_on("Confirm it is you")
    confirms(nia)
    page.goto(address)
    assert typed_words_are_there(nia)


COVERED = {
    "another window": "window.dispatchEvent(new Event('blur'))",
    "another app": """
        Object.defineProperty(document, "visibilityState", {value: "hidden"});
        document.dispatchEvent(new Event("visibilitychange"));
    """,
}
STILL_THERE = """document.querySelectorAll("section.private :is(input, textarea, legend)").length"""


def test_a_private_part_closes_at_once_when_something_covers_it(nia):
    page = nia.page
    writes(nia)

    for cover in COVERED.values():
        assert page.evaluate(STILL_THERE) > 0
        with page.expect_event("load"):
            assert page.evaluate(f"() => {{ {cover}; return {STILL_THERE}; }}") == 0
        assert typed_words_are_there(nia)


def test_a_private_part_closes_after_a_minute_without_use(nia):
    page = nia.page
    page.clock.install()
    page.goto(page.url)
    nia.opens_the_private_part()
    writes(nia)

    page.clock.run_for(59_000)
    expect(page.locator(f"[name={NOTES}]")).to_be_visible()
    with page.expect_event("load"):
        page.clock.run_for(2_000)

    assert typed_words_are_there(nia)

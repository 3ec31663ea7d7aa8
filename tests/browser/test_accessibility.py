"""Every page in every state, on a phone and on a wide window: axe, no sideways scroll, big targets.

What a wide window shows otherwise is the frame of a page: axe reads it in one state of each, and
in all of them in the long run.

`PICTURES=/some/folder ./dev test browser` also keeps a picture of each, to look at.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils.text import slugify

from checklists.audit import frozen
from checklists.people.models.users import User
from tests.browser import world
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import TABLE
from tests.extent import IN_FULL

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

PICTURES = os.environ.get("PICTURES")
PLAIN_PAGES = [path.stem for path in (settings.BASE_DIR / "templates").glob("[45]*.html")]

# What a thumb has to hit on a phone and is smaller than 44 pixels; a choice counts with its label.
SMALL_TARGETS = """
() => [...document.querySelectorAll("button, summary, select, textarea, .nhsuk-button, input")]
    .filter((one) => one.type !== "hidden" && one.checkVisibility({visibilityProperty: true}))
    .map((one) => {
        const labels = ["radio", "checkbox"].includes(one.type) ? one.labels : [];
        const boxes = [one, ...labels].map((part) => part.getBoundingClientRect());
        const left = Math.min(...boxes.map((box) => box.left));
        return {
            name: one.id || one.innerText || one.name,
            width: Math.max(...boxes.map((box) => box.right)) - left,
            height: Math.max(...boxes.map((box) => box.height)),
        };
    })
    .filter((one) => one.width > 1 && (one.height < 43.5 || one.width < 43.5))
"""
# On a phone with everything unfolded: the guidance, the filter, the answers given earlier.
UNFOLD = """
() => document.querySelectorAll("details:not(.menu)").forEach((one) => { one.open = true; })
"""
# What sticks out at the right, to be named when a page scrolls sideways.
TOO_WIDE = """
(width) => document.documentElement.scrollWidth <= width ? [] :
    [...document.body.querySelectorAll("*")]
        .filter((one) => one.getBoundingClientRect().right > width + 0.5)
        .map((one) => `${one.tagName}.${one.className}: ${one.innerText?.slice(0, 20)}`)
"""
TOKEN = "[name=csrfmiddlewaretoken]"
SEND = """
([address, fields]) => {
    const form = document.createElement("form");
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    form.method = "post";
    form.action = address;
    for (const [name, value] of [["csrfmiddlewaretoken", token], ...fields]) {
        const field = document.createElement("textarea");
        Object.assign(field, {name, value});
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}
"""


@pytest.fixture(scope="module")
def things(django_db_setup, django_db_blocker):
    """What the addresses name, in one database that no page here changes."""
    with django_db_blocker.unblock():
        yield world.build()
        frozen.remove_triggers(connection)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module", autouse=True)
def _once_confirmed():
    """Whoever signed in for the first of the pages need not confirm it for the last."""
    with override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=60 * 60):
        yield


@pytest.fixture(autouse=True)
def _live_server_helper():
    """Keeps the database from page to page, where pytest-django's would empty it after each."""


@pytest.fixture(scope="module")
def window(browser, browser_context_args, things):
    """One window for every page; `look` makes it a phone or wide."""
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def signed_in(window, live_server):
    """signed_in(username) makes the window that person's; None signs out."""
    session = settings.SESSION_COOKIE_NAME
    cookies = {None: []}

    def signed_in(username):
        if username not in cookies:
            client = Client()
            client.force_login(User.objects.get(username=username))
            cookie = {"name": session, "value": client.cookies[session].value}
            cookies[username] = [{**cookie, "url": live_server.url}]
        window.context.clear_cookies(name=session)
        window.context.add_cookies(cookies[username])

    return signed_in


@pytest.fixture
def look(window, axe):
    """look(name) holds what the window shows to what every page promises."""

    def look(name, *, wide=True):
        for size, shape in (("390", PHONE), ("1280", DESKTOP)):
            window.set_viewport_size(shape)
            if PICTURES:
                window.screenshot(path=Path(PICTURES) / f"{name}-{size}.png", full_page=True)
            if shape is PHONE:
                window.evaluate(UNFOLD)
            if shape is PHONE or wide:
                axe(window)
            assert window.evaluate(TOO_WIDE, shape["width"]) == []
            if shape is PHONE and "/admin/" not in window.url:
                assert window.evaluate(SMALL_TARGETS) == []

    return look


FIRST = {state.address: state for state in reversed(TABLE)}


@pytest.mark.parametrize("state", TABLE, ids=lambda state: state.name)
def test_page(state, window, signed_in, look, things):
    signed_in(state.who)
    address = reverse(state.route, args=[things.get(word, word) for word in state.args])

    status = opened(window, address + state.query, state.post)

    assert status == state.status
    assert resolve(urlsplit(window.url).path).view_name == (state.lands or state.route)
    assert window.title().startswith("Error:") == state.state.startswith("errors")
    look(slugify(state.name), wide=IN_FULL or state is FIRST[state.address])


def opened(window, address, post):
    """Open it, or send it a form as a page of ours would; the status of the answer."""
    if post is None:
        return window.goto(address).status
    if not window.locator(TOKEN).count():
        window.goto("/accounts/password/change/")  # or the sign-in page that it leads to
    fields = [
        [name, value]
        for name, values in post.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    with window.expect_navigation() as answer:
        window.evaluate(SEND, [address, fields])
    return answer.value.status


def test_the_menu(window, signed_in, look):
    signed_in("hv.north")
    window.set_viewport_size(PHONE)
    window.goto(reverse("find_family"))

    window.get_by_text("Menu").click()

    look("menu")


@pytest.mark.parametrize("page", PLAIN_PAGES)
def test_plain_page(page, window, signed_in, look):
    body = render_to_string(f"{page}.html")
    window.route("**/plain", lambda route: route.fulfill(content_type="text/html", body=body))

    window.goto("/plain")

    look(f"plain-{page}")
    window.unroute("**/plain")


def routes(resolver, spaces=()):
    """The names of our own addresses: all outside the admin, and what `checklists` adds to it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inside = [pattern.namespace] if pattern.namespace else []
            yield from routes(pattern, (*spaces, *inside))
        elif pattern.name and (not spaces or is_ours(pattern)):
            yield ":".join((*spaces, pattern.name))


def is_ours(pattern):
    """Whether it is a step of the guidance, or the list or row of one of our tables."""
    admin = getattr(pattern.callback, "model_admin", None)
    ours = str(admin).startswith("checklists.")
    return pattern.name.startswith("guidance_") or (
        ours and pattern.name.endswith(("_changelist", "_change"))
    )


# Asked by browsers themselves, and by our scripts.
WITHOUT_A_PAGE = {"policy_report", "unsent_words", "unsent_words_back"}


def test_every_address_is_in_the_table():
    ours = set(routes(get_resolver())) - WITHOUT_A_PAGE

    assert ours - {state.route for state in TABLE} == set()
    assert {"caseload", "visit_point", "admin:checklists_prompt_change"} <= ours

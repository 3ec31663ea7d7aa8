"""Nobody is shown a link or a button that answers them that it is not there, or not theirs."""

import pytest

from tests.access.ask_and_check import Asked, ask
from tests.access.crawling import pages, route_of
from tests.access.people import ALL, BLOCKED

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
DEAD = {403, 404}
# Who is out is led to sign in, wherever they go.
WHO = [who for who in ALL if who not in ("deactivated", BLOCKED)]


def presses(page):
    """What each form of a page sends by its first button, untouched."""
    for form in page.posts:
        if "admin" in page.url and not form.buttons:  # shown to be read, without a button
            continue
        button = dict(form.buttons[:1])
        yield form.url, {**form.fields, **button}


def asked_from(who, page):
    """One question for each link and each button of a page that leads to us."""
    for url in page.links:
        if route_of(url):
            yield Asked(who, "GET", url)
    for url, sent in presses(page):
        if route_of(url) and not route_of(url).endswith("logout"):
            yield Asked(who, "POST", url, sent)


def place_of(asked):
    """What answers alike: a form wherever it leads, a list of the admin however it is sorted."""
    if asked.verb == "POST":
        return route_of(asked.url)
    return asked.url.partition("?")[0] if "/admin/" in asked.url else asked.url


@pytest.mark.parametrize("who", WHO)
def test_what_is_shown_leads_somewhere(world, who):
    seen, dead = set(), []
    for shown_on, _, page in pages(world, who):
        seen.add(("GET", shown_on))  # it answered, or would not be here
        for asked in asked_from(who, page):
            place = (asked.verb, place_of(asked))
            if place not in seen:
                seen.add(place)
                if ask(world, asked).status in DEAD:
                    dead.append(f"{asked.verb} {asked.url}, shown on {shown_on}")

    assert dead == []
    assert seen

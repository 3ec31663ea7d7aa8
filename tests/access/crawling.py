"""Walks the service as a browser without scripts would: by links, and by the buttons of forms."""

from collections import Counter, deque
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.access.ask_and_check import Answer, Asked, ask
from tests.access.expected_answers import MOVED, PAGE
from tests.access.table import ROUTES
from tests.access.world import World, address

TYPED = {"text", "textarea", "number", "email", "password", "search", "tel", "url"}
CHOSEN = {"radio", "checkbox"}
OPENED = {200, 400, 409, 422}
# So many pages of one route; else one. A second row of the admin may be of a draft.
ALIKE = {"visit_point": 4, "preview_point": 3, "item": 2, "account_logout": 0, "admin:logout": 0}


@dataclass
class Form:
    """`fields` is what a browser would send untouched; `words` are those that take any text.

    `areas` are those of them that take long text.
    """

    url: str
    method: str = "get"
    fields: dict[str, list[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kind(self) -> tuple:
        """Forms of one route that ask for as much are alike, whatever ids stand in them."""
        return route_of(self.url), self.method, len(self.fields), *sorted(self.words)[:3]


class Page(HTMLParser):
    def __init__(self, url: str, body: str, verb: str = "GET"):
        super().__init__()
        self.url, self.verb, self.links, self.forms = url, verb, [], []
        self.select, self.options = None, {}
        self.feed(body)

    @property
    def posts(self) -> list[Form]:
        return [form for form in self.forms if form.method == "post"]

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(urldefrag(urljoin(self.url, given["href"])).url)
        elif tag == "form":
            url = urljoin(self.url, given.get("action", "")) or self.url
            self.forms.append(Form(urldefrag(url).url, given.get("method", "get").lower()))
        elif self.forms and tag in ("input", "textarea", "select", "button"):
            self.add(tag, given)
        elif self.forms and tag == "option" and self.select:
            chosen = self.forms[-1].fields.setdefault(self.select, [])
            if not chosen or not chosen[0]:
                self.forms[-1].fields[self.select] = [given.get("value", "")]

    def add(self, tag, given):
        form, name = self.forms[-1], given.get("name")
        kind = given.get("type", "text") if tag == "input" else tag
        if not name or "disabled" in given:
            return
        if tag == "button" or kind == "submit":
            form.buttons.append((name, given.get("value", "")))
        elif tag == "select":
            self.select = name
        elif kind in CHOSEN:
            form.fields.setdefault(name, [given.get("value", "on")])
        else:
            form.fields.setdefault(name, [given.get("value", "")])
            if kind in TYPED:
                form.words.add(name)
            if tag == "textarea":
                form.areas.add(name)


def route_of(url: str) -> str:
    """The name of the route of an address; '' for one that is not ours."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc:
        return ""
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    return match.view_name or match.route


def pages(
    world: World, who: str, but: Set[str] = frozenset()
) -> Iterator[tuple[str, Answer, Page]]:
    """One page of each route, or a few: those of the table, and what links and buttons lead to.

    `but` are names of routes that are left out.
    """
    waiting, seen, pressed = deque(begin_at(world, who)), Counter(), set()
    while waiting:
        url = waiting.popleft()
        route = route_of(url)
        if (
            not route
            or route in but
            or seen[route] >= ALIKE.get(route, 2 if route.endswith("_change") else 1)
        ):
            continue
        answer = ask(world, Asked(who, "GET", url))
        if answer.goes_to:
            waiting.append(answer.goes_to)
        if answer.status not in OPENED:
            continue
        seen[route] += 1
        page = Page(url, answer.body)
        yield url, answer, page
        waiting.extend(page.links)
        yield from opened(world, who, page, pressed)


def begin_at(world: World, who: str) -> dict[str, None]:
    """The addresses of the table that open to that person, once each."""
    rows = [route for route in ROUTES if route.expected("GET", who) in (PAGE, MOVED)]
    return dict.fromkeys(address(world, route.name, route.about) for route in rows)


def opened(world: World, who: str, page: Page, pressed: set) -> Iterator[tuple[str, Answer, Page]]:
    """What stands behind the buttons of a page that send what is there already."""
    for form in page.posts:
        for button in form.buttons:
            key = (route_of(form.url), button)
            if key in pressed:
                continue
            pressed.add(key)
            pressing = {**form.fields, button[0]: button[1]}
            answer = ask(world, Asked(who, "POST", form.url, pressing))
            if answer.status in OPENED:
                yield form.url, answer, Page(form.url, answer.body, "POST")

"""Whatever stands in an address, it is answered in plain words, on both databases.

Which parameters a page reads is seen while it is asked, so a new one is tried by itself. On both
databases, because each fails on what the other takes.
"""

import ast
import re
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType

from checklists.people.models.users import User
from tests.access.ask_and_check import Asked, ask
from tests.access.asked_of_addresses import ID, VALUES, first_reader, pages_read
from tests.access.table import ROUTES
from tests.access.world import address
from tests.extent import how_many

pytestmark = pytest.mark.django_db
# Each parameter is sent one part of the values, the next one the next part.
PARTS = how_many(suite=12, full=1)
SOURCES = [
    path
    for room in ("checklists", "safebabies")
    for path in (Path(__file__).parents[2] / room).rglob("*.py")
]


@pytest.fixture(scope="module")
def reading(world):
    return pages_read(world)


HUGE = "9" * 30
PASSKEY = '{"id": %s, "rawId": %s, "type": "public-key", "response": {"userHandle": %s}}'
# Each was a fault of the service once, on one database or on both.
GETS = {
    "a moment after all": ("lead", "/people/{lead}/access/?after=9999-12-31T23:59:59-14:00_1"),
    "a row too far": ("lead", f"/people/{{lead}}/access/?after=2026-11-23T14:21:00Z_{HUGE}"),
    "an urgency too large": ("owner", f"/items/?after={HUGE}_2026-11-23_{ID}"),
    "the same of a team": ("manager", f"/team/?after={HUGE}_2026-11-23_{ID}"),
    "a filter with a null byte": ("superuser", "/admin/checklists/event/?kind=%00"),
    "a search with a null byte": ("superuser", "/admin/checklists/event/?q=%00"),
    "the last year": ("superuser", "/admin/checklists/event/?at__year=9999"),
    "a year too far": ("superuser", f"/admin/checklists/event/?at__year={HUGE}"),
    "a column that is no filter": ("superuser", "/admin/checklists/event/?at__date=%00"),
    "a version of many digits": ("editor", f"/admin/checklists/rule/?version={HUGE}"),
    "another version": ("editor", f"/admin/checklists/rule/?version={'9' * 5000}"),
    "a field without a name": ("superuser", "/admin/checklists/event/?_to_field="),
    "a row by its kind": ("superuser", "/admin/r/{kind}/1/"),
    "a kind that is none": ("superuser", "/admin/r/x/1/"),
    "no text in the path": ("superuser", "/admin/checklists/user/%00/change/"),
}
POSTS = {
    "a row that is none": (
        "superuser",
        "/admin/checklists/user/",
        {"action": "reset_second_factors", "_selected_action": "x1"},
    ),
    "a name that grows": (
        "visitor",
        "/accounts/login/",
        {"login": "\ufdfa" * 150, "password": "x"},
    ),
    "half a letter": (
        "owner",
        "/unsent/",
        {"place": "/x/", "fields": '[["\\ud800", "\\udfff"]]'},
    ),
    "a number of 5000 digits": ("visitor", "/accounts/passkey/", {"credential": "9" * 5000}),
    **{
        f"such a number in {place}": (
            "visitor",
            "/accounts/passkey/",
            {"credential": PASSKEY % tuple("9" * 5000 if n == at else '"x"' for n in range(3))},
        )
        for at, place in enumerate(("id", "rawId", "userHandle"))
    },
}


@pytest.mark.parametrize(("who", "url"), GETS.values(), ids=GETS)
def test_what_once_fell_over_is_answered(world, who, url):
    kind = ContentType.objects.get_for_model(User).pk

    assert answers(world, who, url.format(lead=world.users["lead"].pk, kind=kind))


@pytest.mark.parametrize(("who", "url", "sent"), POSTS.values(), ids=POSTS)
def test_what_once_fell_over_when_it_was_sent_is_answered(world, who, url, sent):
    assert ask(world, Asked(who, "POST", url, sent)).status < 500


def answers(world, who, url):
    """Whether it is answered as an address of ours is: never as a fault of the service."""
    return ask(world, Asked(who, "GET", url)).status < 500


def test_no_parameter_makes_a_page_fall_over(world, reading):
    values = list(VALUES.items())

    wrong = [
        f"{page.url}?{page.name}= {what}"
        for place, page in enumerate(reading)
        for what, value in values[place % PARTS :: PARTS]
        if not answers(world, page.who, f"{page.url}?{page.name}={value}")
    ]

    assert wrong == []


def test_every_parameter_that_the_code_names_is_tried(reading):
    """By the name that stands beside `request.GET`."""
    named = {name for path in SOURCES for name in names_in(ast.parse(path.read_text()))}

    assert {"after", "next", "record"} <= named
    assert named - {page.name for page in reading} == set()


def names_in(tree):
    """Of request.GET.get("name"), request.GET["name"] and "name" in request.GET."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and is_get(node.func):
            yield from literal(node.args[0])
        elif isinstance(node, ast.Subscript) and is_get(node.value):
            yield from literal(node.slice)
        elif isinstance(node, ast.Compare) and any(map(is_get, node.comparators)):
            yield from literal(node.left)


def is_get(node):
    return re.search(r"\bGET(\.get|\.getlist)?$", ast.unparse(node)) is not None


def literal(node):
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


WITH_IDS = [route for route in ROUTES if route.about and route.get is not None]


def test_no_id_in_an_address_makes_a_page_fall_over(world):
    values = list(VALUES.items())

    wrong = [
        f"{url} {what}"
        for place, route in enumerate(WITH_IDS)
        for what, value in values[place % PARTS :: PARTS]
        for url in with_each_id_replaced(world, route, value)
        if not answers(world, first_reader(route), url)
    ]

    assert wrong == []


def with_each_id_replaced(world, route, value):
    whole = address(world, route.name, route.about)
    for one in map(str, world.things[route.about].values()):
        before, _, after = whole.rpartition(f"/{one}/")
        if before:
            yield f"{before}/{value}/{after}"

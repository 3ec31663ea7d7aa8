"""Every route, asked by everybody: who opens it, what stands on it, and what the log keeps."""

import pytest
from django.urls import URLPattern, get_resolver

from tests.access.ask_and_check import wrong_with
from tests.access.people import ALL
from tests.access.table import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def routes(resolver, space="", before=""):
    """The name of every address that is served, or its pattern when it has none."""
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}" if entry.name else here
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, inner, here)


def test_every_route_has_a_row():
    missing = sorted(set(routes(get_resolver())) - {route.name for route in ROUTES})

    assert not missing, "Say who opens them in tests/access/table.py: " + ", ".join(
        f'Route("{name}", about, get={{PAGE: ...}}, post=...)' for name in missing
    )


def test_every_row_has_a_route():
    gone = sorted({route.name for route in ROUTES} - set(routes(get_resolver())))

    assert not gone, f"No address has these names; take their rows out of the table: {gone}"


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_route_opens_to_whom_the_table_says_and_is_logged(world, route):
    wrong = [
        words
        for who in ALL
        for verb in route.verbs
        for words in wrong_with(world, route, verb, who)
    ]

    assert not wrong, "\n".join([str(route), *wrong])

"""Which parameters of an address a page reads, seen while it is asked, and what is sent in them."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar
from unittest.mock import patch
from urllib.parse import quote

from django.contrib.admin.views.main import ChangeList
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict

from safebabies.admin_parameters import OF_EVERY_LIST
from tests.access.ask_and_check import Asked, ask
from tests.access.expected_answers import MOVED, NOT_THERE, PAGE, REFUSED, WRONG_VERB, Route
from tests.access.people import ALL
from tests.access.table import ROUTES
from tests.access.world import World, address

ID = "00000000-0000-4000-8000-000000000000"
# Percent-encoded: what no text can hold is among them.
VALUES = {
    "a null byte": "%00",
    "words with a null byte": "a%00b",
    "half a pair": "%ED%A0%80",
    "no utf-8": "%FF%FE",
    "what cannot be seen": quote("\u202e\u200b\ufdd0\uffff"),
    "letters that grow": quote("\ufdfa" * 150),
    "long words": "x" * 3000,
    "4000 digits": "9" * 4000,
    "5000 digits": "9" * 5000,
    "more than 64 bits": "9223372036854775808",
    "more than 32 bits": "2147483648",
    "below zero": "-9223372036854775809",
    "other digits": quote("\u0663"),
    "many other digits": quote("\u0663" * 20),
    "a fraction": "1.5",
    "infinity": "1e999",
    "no number": "nan",
    "one that is not there": "123456",
    "nothing": "",
    "quotes": "%27%22%3Cb%3E",
    "a path": "..%2F..%2F%2Fevil.example",
    "an address": "%2F%2F%5Bevil",
    "a list": "1,2,x",
    "a day that never was": "2026-02-31",
    "the year 0": "0",
    "the last year": "9999",
    "a year too far": "99999",
    "an id": ID,
    "half an id": ID[:-3],
    "signs": "%25_%5C%2A%24%7B",
    # Places in a list, of the shapes that ours have.
    "a moment before all": "0001-01-01T00:00:00%2B14:00_1",
    "a moment after all": "9999-12-31T23:59:59-14:00_1",
    "a moment without a zone": "2026-11-23T14:21:00_1",
    "a place too far": "2026-11-23T14:21:00%2B00:00_" + "9" * 30,
    "an urgency too large": f"{'9' * 30}_2026-11-23_{ID}",
    "an urgency of 64 bits": f"9223372036854775807_2026-11-23_{ID}",
    "the first day": f"0001-01-01_{ID}",
    "the last day": f"9999-12-31_{ID}",
}


class Noting(QueryDict):
    """Parameters that keep the names under which a page looks for them, also in a cleaned copy."""

    names: ClassVar[set[str]] = set()

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.names.add(name)
        return super().__contains__(name)

    def getlist(self, name, default=None):
        self.names.add(name)
        return super().getlist(name, default)


@dataclass
class Read:
    who: str
    url: str
    name: str


def pages_read(world: World) -> list[Read]:
    """Of each route, asked by somebody to whom it opens; of alike pages of the admin one."""
    found = {}
    for route in ROUTES:
        if route.get is not None:
            who, url = first_reader(route), address(world, route.name, route.about)
            for name in sorted(names_read(world, who, url)):
                found.setdefault((kind_of(route), name), Read(who, url, name))
    return list(found.values())


def kind_of(route: Route) -> str:
    """The lists, the forms and the histories of all models are one view of Django's each."""
    return (
        route.name.rpartition("_")[2] if route.name.startswith("admin:checklists_") else route.name
    )


def first_reader(route: Route) -> str:
    expected = {route.expected("GET", who): who for who in reversed(ALL)}
    return next(
        expected[kind]
        for kind in (PAGE, MOVED, REFUSED, NOT_THERE, WRONG_VERB, *expected)
        if kind in expected
    )


def names_read(world: World, who: str, url: str) -> set[str]:
    Noting.names.clear()
    lists, results = [], ChangeList.get_results
    parameters = cached_property(lambda request: Noting(request.META["QUERY_STRING"]))
    parameters.__set_name__(WSGIRequest, "GET")

    def listed(shown, request):
        lists.append(shown)
        return results(shown, request)

    with (
        patch.object(WSGIRequest, "GET", parameters),
        patch.object(ChangeList, "get_results", listed),
    ):
        ask(world, Asked(who, "GET", url))
    return Noting.names.union(*map(names_of_list, lists))


def names_of_list(shown: ChangeList) -> set[str]:
    """Of a list of the admin, which takes all of them to find its own."""
    named = {name for spec in shown.filter_specs for name in spec.expected_parameters()}
    day = shown.date_hierarchy
    parts = {f"{day}__{part}" for part in ("year", "month", "day", "gte", "date")} if day else set()
    return named | parts | OF_EVERY_LIST | {"pk__gt", "pk__in", "nothing_of_ours"}

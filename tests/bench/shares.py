"""Whose code the time of each address goes to, summed from the profiles of `profiling.py`."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from pstats import Stats
from typing import Any
from urllib.parse import unquote

PRODUCT, QUERIES, DATABASE = "the product", "Django's queries", "the database"
TEMPLATES, DJANGO, OTHERS = "templates", "rest of Django", "other packages"
OWNERS = (PRODUCT, QUERIES, DATABASE, TEMPLATES, DJANGO, OTHERS)
OWNED = {  # the first that is found in where a function is written, or in its name
    r"of 'psycopg2": DATABASE,
    r"<template>|/(?:django/template|jinja2|markupsafe)/": TEMPLATES,
    r"/(?:nhsuk_frontend_jinja|crispy_forms)/": TEMPLATES,
    r"/(?:django/db|psycopg2)/": QUERIES,
    r"/django/": DJANGO,
    r"/site-packages/": OTHERS,
    r"/(?:checklists|safebabies)/": PRODUCT,
}
MOST_CALLERS = 30  # of Python's own functions, one above the other
Function = tuple[str, int, str]


def shares_of(folder: Path) -> dict[str, dict[str, float]]:
    """By address, as in "GET /cases/id/", the part of one that each owner has."""
    files = sorted(folder.glob("*.prof"), key=address_of)
    return {
        address: shares(Stats(*map(str, of_address)))
        for address, of_address in groupby(files, key=address_of)
    }


def address_of(path: Path) -> str:
    return unquote(path.stem.rpartition("-")[0])


def shares(stats: Stats) -> dict[str, float]:
    """What C and Python's own library did counts for whoever called it."""
    rows: Mapping[Function, Any] = stats.stats
    found, passed_on = Counter(), Counter()
    for function, (_, _, own, _, _) in rows.items():
        (found if owner_of(function) else passed_on)[owner_of(function) or function] += own
    for _ in range(MOST_CALLERS):
        passed_on = hand_to_callers(passed_on, rows, found)
    whole = found.total()
    return {owner: round(found[owner] / whole, 3) for owner in OWNERS}


def hand_to_callers(times: Counter, rows: Mapping[Function, Any], found: Counter) -> Counter:
    """Adds to `found` what belongs to somebody now, and gives what does not yet."""
    left = Counter()
    for function, time in times.items():
        for caller, part in parts_of(rows[function][4]):
            owner = owner_of(caller)
            (found if owner else left)[owner or caller] += time * part
    return left


def parts_of(callers: Mapping[Function, Any]) -> Iterable[tuple[Function, float]]:
    """By the time each caller waited for it."""
    whole = sum(waited for _, _, _, waited in callers.values())
    return [(caller, one[3] / whole) for caller, one in callers.items()] if whole else []


def owner_of(function: Function) -> str | None:
    """None for C and Python's own library."""
    file, _, name = function
    found = (owner for pattern, owner in OWNED.items() if re.search(pattern, f"{file} {name}"))
    return next(found, None)

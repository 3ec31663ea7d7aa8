"""Whose code the time of an address goes to."""

from pstats import Stats
from urllib.parse import quote

import pytest

from tests.bench.shares import DATABASE, DJANGO, OWNERS, PRODUCT, QUERIES, TEMPLATES, shares_of
from tests.bench.shares import shares as shares_from

SITE = "/srv/venv/lib/python3/site-packages"
VIEW = ("/srv/checklists/home/views.py", 1, "caseload")
ORM = (f"{SITE}/django/db/models/query.py", 1, "fetch")
TEMPLATE = (f"{SITE}/jinja2/environment.py", 1, "render")
HANDLER = (f"{SITE}/django/core/handlers/base.py", 1, "get_response")
EXECUTE = ("~", 0, "<method 'execute' of 'psycopg2.extensions.cursor' objects>")
DECODE = ("/usr/lib/python3/json/decoder.py", 1, "decode")
SCAN = ("~", 0, "<method 'scan'>")
RECURSIVE = ("/usr/lib/python3/copy.py", 1, "deepcopy")


def profile(*rows):
    """Each row is a function, its own seconds and who waited how long for it."""
    stats = Stats()
    for function, own, waited in rows:
        callers = {caller: (1, 1, 0.0, time) for caller, time in waited.items()}
        stats.stats[function] = (1, 1, own, own, callers)
    return stats


def shares(*rows):
    return {owner: part for owner, part in shares_from(profile(*rows)).items() if part}


def test_each_function_counts_for_the_code_it_is_written_in():
    found = shares(
        (HANDLER, 1.0, {}),
        (VIEW, 2.0, {HANDLER: 7.0}),
        (ORM, 3.0, {VIEW: 4.0}),
        (EXECUTE, 1.0, {ORM: 1.0}),
        (TEMPLATE, 3.0, {VIEW: 3.0}),
    )

    assert found == {DJANGO: 0.1, PRODUCT: 0.2, QUERIES: 0.3, DATABASE: 0.1, TEMPLATES: 0.3}


def test_what_python_does_counts_for_whoever_called_it_by_how_long_they_waited():
    found = shares(
        (VIEW, 0.0, {}),
        (ORM, 0.0, {}),
        (DECODE, 0.0, {VIEW: 1.0, ORM: 3.0}),
        (SCAN, 4.0, {DECODE: 4.0}),
    )

    assert found == {PRODUCT: 0.25, QUERIES: 0.75}


def test_a_function_that_calls_itself_counts_for_whoever_called_it_first():
    found = shares((VIEW, 1.0, {}), (RECURSIVE, 1.0, {RECURSIVE: 1.0, VIEW: 1.0}))

    assert found == {PRODUCT: 1.0}


def test_the_shares_are_those_of_all_there_was():
    assert sum(shares_from(profile((VIEW, 1.0, {}), (ORM, 2.0, {VIEW: 2.0}))).values()) == 1.0
    assert tuple(shares_from(profile((VIEW, 1.0, {})))) == OWNERS


@pytest.mark.parametrize("address", ["GET /", "POST /visits/id/family-and-friends/"])
def test_the_processes_of_a_server_count_together(tmp_path, address):
    for pid, function in ((7, VIEW), (8, ORM)):
        profile((function, 1.0, {})).dump_stats(tmp_path / f"{quote(address, safe='')}-{pid}.prof")

    [(named, found)] = shares_of(tmp_path).items()
    assert named == address
    assert (found[PRODUCT], found[QUERIES]) == (0.5, 0.5)

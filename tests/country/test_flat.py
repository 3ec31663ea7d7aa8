"""A page of a list costs the same in a small country and in one ten times as large.

What the database does is asked of PostgreSQL for every statement of every page, with nothing
switched off. The people who look have the same families and items in both countries.
"""

from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from checklists.cases.models.case import Case
from checklists.outstanding.models import OutstandingItem
from tests.conftest import Statements
from tests.country import plans
from tests.country.filling import Country, fill, grow
from tests.country.pages import PAGES, READS_MORE

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db]

SMALL, LARGE = 2_000, 20_000  # open items
# As a trust sets it for discs without moving parts: see docs/operations.md.
READS_ANYWHERE = "SET LOCAL random_page_cost = 1.1"


@dataclass(frozen=True)
class Grown:
    """The large country, and what each page asked when it was small."""

    country: Country
    long_tables: set[str]
    asked: dict[str, int]


@pytest.fixture(scope="module")
def grown(kept_content, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        kept_content.put_in_force()
        with connection.cursor() as cursor:
            cursor.execute(READS_ANYWHERE)
        small = fill(connection, SMALL)
        rows = plans.row_counts()
        asked = {name: len(statements_of(name, small)) for name in PAGES}
        large = grow(connection, small, LARGE)
        yield Grown(large, plans.long_tables(rows, plans.row_counts()), asked)
        transaction.set_rollback(True)


def statements_of(name, country):
    """Of the second time that somebody opens the page."""
    page = PAGES[name]
    client = page.client(country)
    with Statements(connection) as found:
        answer = page.open(client, country)
    assert answer.status_code == page.answers
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_little_as_it_did_in_a_small_country(grown, name):
    asked = len(statements_of(name, grown.country))
    assert asked <= PAGES[name].statements
    assert asked <= grown.asked[name]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_no_long_table_and_few_rows(grown, name):
    found = refused_in(statements_of(name, grown.country), grown)
    said = "\n".join(map(str, found))
    if name in READS_MORE:
        assert found, f"{name} reads little now: take it out of READS_MORE"
    else:
        assert not found, f"{name} grows with the country:\n{said}"


def refused_in(statements, grown):
    read = [one["sql"] for one in statements.captured_queries if plans.is_read(one["sql"])]
    steps = [step for statement in read for step in plans.steps_of(statement)]
    return plans.refused(steps, grown.long_tables)


BROKEN = {
    "a search in the middle of a word": lambda: Case.objects.filter(address__contains="7 Way"),
    "a list of no team": lambda: OutstandingItem.objects.open().order_by("opened_at", "pk")[:50],
    "all items of all teams": lambda: OutstandingItem.objects.open().order_by("priority", "id"),
    "a page far behind": lambda: OutstandingItem.objects.order_by("pk")[9_000:9_025],
    "families in an order of their own": lambda: Case.objects.order_by("postcode", "pk")[:25],
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_query_that_reads_the_country_is_refused(grown, broken):
    with Statements(connection) as statements:
        list(BROKEN[broken]())
    assert refused_in(statements, grown)


def test_a_page_of_an_index_is_not_refused(grown):
    """However many rows the database guesses that the index holds."""
    team = Case.objects.get(pk=grown.country.case).team
    with Statements(connection) as statements:
        assert len(OutstandingItem.objects.open().filter(team=team).by_urgency()[:50]) == 50
    assert not refused_in(statements, grown)

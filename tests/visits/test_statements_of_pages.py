"""What the pages of a visit ask of the database: the same few statements for every family."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checklists.household.adults import add_adult
from checklists.visits.models import Visit
from tests.factories import CaseFactory, ItemFactory
from tests.visits.story import AT_THE_VISIT, begin, reread, say, signed

MOST = 12
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
ADULT_NAMED = {"adult_name": {"value": "Theo Sagaworth"}}
SAID = {"sleep_back": "always"}
SAID_TODAY = {"mark_seen": "no", "da_seen_alone": "yes"}
PAGES = {
    "list": "visit",
    "review": "visit_review",
    "who is here": "visit_presence",
    "sleep": ("visit_point", "sleep"),
    "parents": ("visit_point", "parents-health"),
    "wellbeing": ("visit_point", "mothers-wellbeing"),
}


@pytest.fixture
def little(version, now):
    """A draft of a family with one open item and three adults."""
    return draft(items=1, adults=3, earlier=0)


@pytest.fixture
def much(version, now):
    """One with thirty open items and as many closed, twelve adults and a long history."""
    return draft(items=30, adults=12, earlier=4)


def draft(*, items, adults, earlier):
    case = CaseFactory()
    for weeks in range(earlier, 0, -1):
        at = AT_THE_VISIT - timedelta(weeks=weeks)
        signed(case, SAID, at=at, visit_type="brief-contact")
    enlarge(case, items=items, adults=adults)
    return say(begin(reread(case)), SAID_TODAY)


def enlarge(case, *, items, adults):
    for _ in range(adults):
        add_adult(case, named="known", answers=ADULT_NAMED, by=case.owner, at=AT_THE_VISIT)
    ItemFactory.create_batch(items, case=case)
    ItemFactory.create_batch(items - 1, case=case, closed=True)


def statements(client, visit, place, data=None):
    """Those of a warm request, without transaction control."""
    client.force_login(visit.author)
    name, *more = (place,) if isinstance(place, str) else place
    url = reverse(name, args=[visit.pk, *more])
    ask = client.get if data is None else client.post
    assert ask(url, data).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        ask(url, data)
    return [one["sql"] for one in captured if not one["sql"].startswith(CONTROL)]


def listed(asked):
    return "\n".join(sql[:160] for sql in asked)


@pytest.mark.parametrize("place", PAGES)
def test_a_page_of_a_draft_asks_the_same_few_statements_of_every_family(
    client, little, much, place
):
    few, many = (statements(client, visit, PAGES[place]) for visit in (little, much))

    assert len(few) == len(many), f"{listed(few)}\n\n{listed(many)}"
    assert len(many) <= MOST, listed(many)


def test_a_signed_visit_asks_the_same_few_statements_of_every_family(client, version, now):
    visits = [Visit.objects.get(pk=signed(CaseFactory(), SAID).pk) for _ in range(2)]
    enlarge(visits[0].case, items=1, adults=3)
    enlarge(visits[1].case, items=30, adults=12)

    few, many = (statements(client, visit, "visit_signed") for visit in visits)

    assert len(few) == len(many), f"{listed(few)}\n\n{listed(many)}"
    assert len(many) <= MOST, listed(many)

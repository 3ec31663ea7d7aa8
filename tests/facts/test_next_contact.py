"""A suggested contact whose window has ended is not the next one any more, though nobody wrote."""

from datetime import date

import pytest

from checklists.facts.models import CaseFacts
from checklists.facts.next_contact import facts_on
from checklists.facts.storing import plan_next_contact
from tests.factories import CaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]


@pytest.fixture
def planned():
    """Born on 1 June 2026, met at 6 to 8 weeks, last looked at on 10 September."""
    case = CaseFactory(born_on=date(2026, 6, 1))
    CaseFacts.objects.filter(case=case).update(counters={"done": {"6-8-week": "2026-07-20"}})
    plan_next_contact(case, on=date(2026, 9, 10))
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(
    ("on", "slug"),
    [
        (date(2026, 10, 1), "3-4-month"),
        (date(2026, 10, 2), "6-month"),
        (date(2027, 3, 1), "12-month"),
    ],
)
def test_the_next_contact_is_that_of_the_day_it_is_read(planned, on, slug):
    assert planned.facts.next_contact == "3-4-month"
    assert facts_on(planned, on).next_contact == slug


def test_reading_it_writes_nothing(planned):
    facts_on(planned, date(2026, 11, 2))

    assert CaseFacts.objects.get(case=planned).next_contact == "3-4-month"


def test_a_statutory_review_stays_the_next_one_until_it_is_held(planned):
    plan_next_contact(planned, on=date(2027, 4, 1))
    planned.refresh_from_db()

    assert facts_on(planned, date(2027, 8, 1)).next_contact == "12-month"

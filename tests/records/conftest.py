from datetime import UTC, datetime

import pytest

from checklists.people.models.teams import Role
from tests.factories import CaseFactory, person
from tests.visits.story import AT_THE_VISIT

AFTER = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def now(time_machine):
    """The clock stands at 23 November 2026, 2.21pm in London."""
    time_machine.move_to(AT_THE_VISIT, tick=False)
    return AT_THE_VISIT


@pytest.fixture
def case(version, now):
    """Wren, 6 weeks 3 days old."""
    return CaseFactory(address="4 Inkwell Row", postcode="ZZ99 3WZ", nhs_number="9990001022")


@pytest.fixture
def manager(case):
    return person(Role.MANAGER, case.team, name="Morag Northcote")


@pytest.fixture
def deputy(case):
    return person(Role.DEPUTY, case.team, name="Dev Northolt")


@pytest.fixture
def lead(case):
    return person(Role.SAFEGUARDING_LEAD, name="Lee Leadbetter", email="lead@trust.example")


@pytest.fixture
def other_lead(case):
    return person(Role.SAFEGUARDING_LEAD, name="Liv Leadwell")

import pytest

from tests.factories import CaseFactory
from tests.visits.story import AT_THE_VISIT


@pytest.fixture
def now(time_machine):
    """The clock stands at 23 November 2026, 2.21pm in London."""
    time_machine.move_to(AT_THE_VISIT, tick=False)
    return AT_THE_VISIT


@pytest.fixture
def case(version, now):
    """Wren, 6 weeks 3 days old."""
    return CaseFactory()


@pytest.fixture
def nurse(case):
    """The health visitor who holds the case."""
    return case.owner

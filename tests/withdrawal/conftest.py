import pytest

from checklists.people.models.teams import Role
from tests.factories import person
from tests.visits.conftest import case, now, nurse
from tests.visits.story import signed
from tests.withdrawal.asking import WRONG

__all__ = ["case", "now", "nurse"]


@pytest.fixture
def manager(case):
    return person(Role.MANAGER, case.team)


@pytest.fixture
def visit(case):
    """The one that does not belong here."""
    return signed(case, WRONG)

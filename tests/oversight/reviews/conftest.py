"""Thursday 26 November 2026, and a use of emergency access that waits for its review."""

import pytest
import time_machine

from checklists.people.models.teams import Role
from tests.factories import (
    CaseFactory,
    person,
)
from tests.oversight.reviews.uses import NOW, used


@pytest.fixture(autouse=True)
def thursday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case():
    return CaseFactory(team__name="North")


@pytest.fixture
def manager(case):
    return person(Role.MANAGER, case.team, name="Morag Northcote")


@pytest.fixture
def use(case):
    return used(case, 3)

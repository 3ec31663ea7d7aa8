"""Noon of Monday 23 November 2026, a family of the North, its manager, and a lead."""

import pytest

from checklists.people.models.teams import Role
from tests.factories import (
    CaseFactory,
    TeamFactory,
    person,
)
from tests.oversight.access.log_pages import NOON


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def team():
    return TeamFactory(name="North")


@pytest.fixture
def nia(team):
    return person(team=team, name="Nia Northfield")


@pytest.fixture
def case(team, nia):
    return CaseFactory(team=team, owner=nia)


@pytest.fixture
def manager(team):
    return person(Role.MANAGER, team, name="Mo Managerson")


@pytest.fixture
def lead():
    return person(Role.SAFEGUARDING_LEAD, name="Lee Leadwell")

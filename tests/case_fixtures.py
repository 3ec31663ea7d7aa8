"""One team, the people of it and a case, on one Monday: for every room that asks for them."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from checklists.guidance.in_force import version_in_force
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, TeamFactory, person

NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def monday():
    """Monday 23 November 2026, 2.21pm."""
    with time_machine.travel(NOW, tick=False):
        yield TODAY


@pytest.fixture
def version(content_in_force):
    """Version 1 in force with visit types and settings, as `load_content` publishes it."""
    return version_in_force()


@pytest.fixture
def team(db):
    return TeamFactory(name="North")


@pytest.fixture
def nurse(team):
    """The health visitor who holds the case."""
    return person(team=team, name="Nia Northfield")


@pytest.fixture
def colleague(team):
    """A health visitor of the same team, who neither holds nor covers the case."""
    return person(team=team, name="Morwenna Northgate")


@pytest.fixture
def manager(team):
    return person(Role.MANAGER, team=team, name="Morag Northcote")


@pytest.fixture
def stranger(db):
    """A health visitor of another team."""
    return person(team=TeamFactory(name="South"), name="Sol Southwell")


@pytest.fixture
def case(nurse, team, monday):
    return CaseFactory(owner=nurse, team=team, address="4 Inkwell Row, Northton")


@pytest.fixture
def unborn(nurse, team, monday):
    return CaseFactory(owner=nurse, team=team, unborn=True)

"""Two teams on Monday 23 November 2026, and a family of the North."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from checklists.people.models.teams import Role
from tests.factories import CaseFactory, TeamFactory, person

NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday(db):
    with time_machine.travel(NOW, tick=False):
        yield TODAY


@pytest.fixture
def north(db):
    return TeamFactory(name="North")


@pytest.fixture
def south(db):
    return TeamFactory(name="South")


@pytest.fixture
def nia(north):
    """Holds the family."""
    return person(team=north, name="Nia Northfield")


@pytest.fixture
def hal(north):
    return person(team=north, name="Hal Northway")


@pytest.fixture
def morag(north):
    return person(Role.MANAGER, north, name="Morag Northcote")


@pytest.fixture
def sunny(south):
    return person(team=south, name="Sunny Southwell")


@pytest.fixture
def mo(south):
    return person(Role.MANAGER, south, name="Mo Southgate")


@pytest.fixture
def case(north, nia):
    return CaseFactory(team=north, owner=nia, address="4 Inkwell Row, Northton")

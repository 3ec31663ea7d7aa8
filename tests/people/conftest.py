"""A team of five, as most tests of absences need it."""

import pytest

from checklists.people.models.teams import Role
from tests.factories import TeamFactory, person


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def nia(north):
    return person(team=north, name="Nia Northfield")


@pytest.fixture
def hal(north):
    return person(team=north, name="Hal Northway")


@pytest.fixture
def dev(north):
    return person(Role.DEPUTY, north, name="Dev Northolt")


@pytest.fixture
def morag(north):
    return person(Role.MANAGER, north, name="Morag Northcote")

"""Two teams on Monday 23 November 2026, and a family of the North."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from checklists.handover.offering import offer_family
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.factories import CaseFactory, ItemFactory, TeamFactory, person
from tests.handover.pages import NOTE

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


@pytest.fixture
def as_(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


@pytest.fixture
def to_south(case, south, mo, sunny):
    ItemFactory(case=case)
    ItemFactory(case=case, about_her=True, immediate=True)
    by = User.objects.get(pk=case.owner_id)  # as the next request finds them
    return offer_family(case, to_team=south, to_user=sunny, note=NOTE, by=by, at=NOW)[0]

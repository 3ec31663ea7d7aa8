import pytest

from tests.visits.story import begin


@pytest.fixture
def hv(client, nurse):
    """Wren's health visitor, signed in."""
    client.force_login(nurse)
    return client


@pytest.fixture
def visit(case, nurse):
    return begin(case)


@pytest.fixture
def in_company(case, nurse):
    """A visit with the father in the room."""
    return begin(case, present=("mother", "father"))

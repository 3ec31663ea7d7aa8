import pytest

from tests.presses.world import Standing


@pytest.fixture(scope="module")
def world(kept_content, django_db_blocker):
    """Made once for all tests of a file and taken back after them, on the day of the stories."""
    with django_db_blocker.unblock(), Standing(kept_content) as world:
        yield world

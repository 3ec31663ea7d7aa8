import pytest
import time_machine
from django.db import transaction

from tests.access.world import NOW, build


@pytest.fixture(scope="module")
def world(kept_content, django_db_blocker):
    """Made once for all tests of a file and taken back after them, on the day of the stories."""
    with (
        time_machine.travel(NOW, tick=False),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        kept_content.put_in_force()
        yield build()
        transaction.set_rollback(True)

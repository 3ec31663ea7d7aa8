import pytest
from django.core.management import call_command
from django.db import transaction

from checklists.desk.demo.seeding import seed


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The demonstration, told once for all tests of a file and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_content", verbosity=0)
        yield seed()
        transaction.set_rollback(True)

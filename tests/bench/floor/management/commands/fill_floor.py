"""Fills the database of the floor: as many items as the country has, 60 of them the person's."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User as Person  # noqa: TID251  the product has its own
from django.core.management import BaseCommand, call_command
from django.db import connection

from tests.bench.floor.models import Document
from tests.bench.floor.people import PASSWORD, PERSON

ROWS = """
INSERT INTO floor_item (owner, document, title, rule, due_on)
SELECT CASE WHEN n <= 60 THEN 1 ELSE 2 + n %% 5000 END, 0, 'Ask again what number ' || n || ' said',
       'rule_' || n %% 40, date '2026-11-01' + n %% 60
FROM generate_series(1, %s) AS n
"""


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("open_items", type=int)

    def handle(self, *, open_items, **options):
        call_command("migrate", run_syncdb=True, verbosity=0)
        Person.objects.create(pk=1, username=PERSON, password=make_password(PASSWORD))
        Document.objects.create(pk=1)
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [open_items])
            cursor.execute("VACUUM (ANALYZE)")

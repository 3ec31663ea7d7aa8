"""A database of the product as it is in service: tables, content, and a role that may do little."""

from io import StringIO

from django.core.management import call_command

from checklists.audit.grants import grant_statements
from tests.bench.place import SERVING


def prepare(connection):
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_content", stdout=StringIO())
    with connection.cursor() as cursor:
        for line in grant_statements(SERVING, connection.settings_dict["NAME"]):
            cursor.execute(line)

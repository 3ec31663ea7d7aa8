"""The role that serves, for a test that goes on as it; all is taken back with the transaction."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from checklists.audit.grants import grant_statements

ROLE = "safebabies_app_of_rows"

on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")


def serve():
    MigrationRecorder(connection).ensure_schema()  # `migrate` makes this table, the tests do not
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
        for line in grant_statements(ROLE, connection.settings_dict["NAME"]):
            cursor.execute(line)
        cursor.execute(f"SET SESSION AUTHORIZATION {ROLE}")

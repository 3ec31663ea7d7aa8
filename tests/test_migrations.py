"""The migrations make the very tables, constraints and triggers on which the tests are run.

The tests make theirs from the models at once, in a second instead of ten; so this is where a
migration that makes something else is found.
"""

import os
import re
import subprocess
import sys
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

pytestmark = pytest.mark.django_db

ON_SQLITE = ["SELECT type, tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL"]
ON_POSTGRES = [
    """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
       column_default, collation_name, is_identity
       FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled
       FROM pg_trigger WHERE NOT tgisinternal""",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
]
# What was migrated, and a table of groups, which nobody has: Django numbers its rows otherwise.
NOT_OURS = {"django_migrations", "auth_group_permissions"}
BETWEEN_PARTS = re.compile(r", | OR |[()]")  # of a table, or of what a trigger compares


def schema_of(database: BaseDatabaseWrapper) -> set[tuple[object, ...]]:
    """All that a database promises, whatever the order in which a table names its columns."""
    found: set[tuple[object, ...]] = set()
    for query in ON_SQLITE if database.vendor == "sqlite" else ON_POSTGRES:
        with database.cursor() as cursor:
            cursor.execute(query)
            rows = [row for row in cursor.fetchall() if NOT_OURS.isdisjoint(row)]
            found |= {tuple(map(without_order, row)) for row in rows}
    return found


def without_order(value: object) -> object:
    """SQLite keeps statements as they were typed, in which the order of columns shows."""
    if isinstance(value, str) and value.startswith("CREATE "):
        return tuple(sorted(BETWEEN_PARTS.split(value)))
    return value


@pytest.fixture
def migrated(tmp_path):
    """A new database beside that of the tests, made as an installation makes it."""
    other = connection.copy()
    if connection.vendor == "sqlite":
        other.settings_dict["NAME"] = path = tmp_path / "migrated.sqlite3"
        migrate(f"sqlite:///{path}")
        yield other
        other.close()
        return
    other.settings_dict["NAME"] = name = f"migrated_{uuid4().hex}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())
        yield other
        other.close()
        cursor.execute(f"DROP DATABASE {name}")


def migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url},
        check=True,
    )


def test_the_migrations_make_what_the_tests_are_run_on(migrated):
    made, tried = schema_of(migrated), schema_of(connection)

    assert made ^ tried == set()
    assert made

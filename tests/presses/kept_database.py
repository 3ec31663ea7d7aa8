"""A copy of the whole database beside it, to put it back after what was committed."""

import sqlite3

from django.db import connection, transaction

from tests.kept_content import KEPT

LEAVES_OUT = {"django_migrations", "django_content_type", "auth_permission"}


def kept_database():
    """with kept_database() as kept: ...; kept.put_back()."""
    return KeptOnSqlite() if connection.vendor == "sqlite" else KeptOnPostgres()


class KeptOnPostgres:
    def __enter__(self):
        there = sorted(connection.introspection.table_names())
        self.tables = [one for one in there if one not in LEAVES_OUT and not one.startswith(KEPT)]
        copies = (f"CREATE TABLE kept.{one} AS TABLE public.{one}" for one in self.tables)
        run("CREATE SCHEMA kept", *copies)
        return self

    def put_back(self):
        # What is frozen, and what refers to what, is not looked at while all of it is replaced.
        put_back = [
            f"DELETE FROM {one}; INSERT INTO {one} TABLE kept.{one}"  # noqa: S608  our tables
            for one in self.tables
        ]
        run("SET LOCAL session_replication_role = replica", *put_back)

    def __exit__(self, *error):
        run("DROP SCHEMA kept CASCADE")


class KeptOnSqlite:
    def __enter__(self):
        self.copy = sqlite3.connect(":memory:")
        connection.ensure_connection()
        connection.connection.backup(self.copy)
        return self

    def put_back(self):
        self.copy.backup(connection.connection)

    def __exit__(self, *error):
        self.copy.close()


def run(*statements):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(";".join(statements))

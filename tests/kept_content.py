"""The content of the file, loaded once for each worker and then copied inside the database.

It is kept in tables that only this connection sees: a new connection begins without them.
"""

from django.core.management import call_command
from django.db import connection, transaction

from checklists.guidance.models import (
    ChecklistTemplate,
    LearningPoint,
    NamedList,
    Prompt,
    Resource,
    Rule,
    Setting,
    TemplateVersion,
    VisitType,
)
from checklists.handbook.models import ServicePage

MODELS = (
    ChecklistTemplate,
    TemplateVersion,
    NamedList,
    LearningPoint,
    Prompt,
    Rule,
    Resource,
    VisitType,
    Setting,
    ServicePage,
)
KEPT = "kept_"
TABLES = [model._meta.db_table for model in MODELS]


class KeptContent:
    def __init__(self):
        """Outside of any transaction: what is kept would be taken back with it."""
        with transaction.atomic():
            call_command("load_content", verbosity=0)
            self.rows = {table: read(table) for table in TABLES}
            transaction.set_rollback(True)
        for table, (columns, rows) in self.rows.items():
            execute(f"CREATE TEMPORARY TABLE {KEPT}{table} AS SELECT * FROM {table}")
            write(f"{KEPT}{table}", columns, rows)
        self.connection = connection.connection

    def put_in_force(self):
        """Its rows come in under a draft, as the triggers ask, and are published with it."""
        is_here = self.connection is connection.connection
        for table, (columns, rows) in self.rows.items():
            if is_here:
                names = ", ".join(columns)
                there = names.replace('"status"', "'draft'")
                execute(f"INSERT INTO {table} ({names}) SELECT {there} FROM {KEPT}{table}")
            else:
                write(table, columns, [as_draft(columns, row) for row in rows])
        execute("UPDATE checklists_templateversion SET status = 'published'")


def as_draft(columns, row):
    return [
        "draft" if name == '"status"' else value for name, value in zip(columns, row, strict=True)
    ]


def read(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        return [f'"{column[0]}"' for column in cursor.description], cursor.fetchall()


def write(table, columns, rows):
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)

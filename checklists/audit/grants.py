"""What the role that serves the application may do in PostgreSQL: read and add, and little else.

Another role owns the tables and migrates. So the triggers of `audit.frozen` are not the only guard:
whoever steals the application's password can neither change the log nor drop a trigger.
"""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from checklists.audit.changeable_columns import changeable_columns

ROLE_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")

# Our tables from which something is deleted while the service runs, each with the verb that does.
MAY_DELETE = {
    "checklists_receipt",  # sign, discard
    # dispose
    *("checklists_casekey", "checklists_casefacts", "checklists_professional"),
    "checklists_casename",  # a name that was corrected
    "checklists_adult",  # agree_withdrawal, discard: known only from a visit that goes
    "checklists_absence",  # end_absence: cancelled before it began
    "checklists_unread",  # escalate: read by somebody, or over
    "checklists_unsentwords",  # sent after all, or half a day old
    "checklists_pressreceipt",  # a day old, or of a press that led nowhere
    # discard of a draft of guidance; the triggers hold what was published
    *("checklists_templateversion", "checklists_namedlist", "checklists_learningpoint"),
    *("checklists_prompt", "checklists_rule", "checklists_resource"),
}
# Django's tables that only migrate writes, or that nobody here uses: memberships give the rights.
READ_ONLY = {
    *("auth_group", "auth_group_permissions", "auth_permission", "django_content_type"),
    *("checklists_user_groups", "checklists_user_user_permissions", "django_migrations"),
}
APPEND_ONLY = {"django_admin_log"}
ALL_PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE")


def grant_statements(role: str, database: str) -> Iterator[str]:
    """SQL that gives `role` what it needs in every table, and takes everything else from it.

    Run as the owner of the tables, after each migrate. Raises ValueError for a name that would
    need quoting.
    """
    if not ROLE_NAME.fullmatch(role):
        raise ValueError("A role's name is small letters, digits and underscores")
    quoted = database.replace('"', '""')
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
    yield f'REVOKE TEMPORARY ON DATABASE "{quoted}" FROM PUBLIC;'
    yield f'REVOKE ALL ON DATABASE "{quoted}" FROM {role};'
    yield f"REVOKE ALL ON SCHEMA public FROM {role};"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role};"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role};"
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM {role};"
    yield f'GRANT CONNECT ON DATABASE "{quoted}" TO {role};'
    yield f"GRANT USAGE ON SCHEMA public TO {role};"
    for table, privileges in sorted(privileges_by_table().items()):
        yield f'GRANT {", ".join(privileges)} ON "{table}" TO {role};'


def privileges_by_table() -> dict[str, tuple[str, ...]]:
    """The privileges of the application's role by table."""
    found: dict[str, tuple[str, ...]] = {"django_migrations": ("SELECT",)}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        ours = model._meta.app_label == "checklists"
        found[table] = (
            privileges_in_our_table(table) if ours else privileges_in_table_of_others(table)
        )
    return found


def privileges_in_our_table(table: str) -> tuple[str, ...]:
    if table in READ_ONLY:
        return ("SELECT",)
    privileges = ["SELECT", insert_into(table), *update_of(changeable_columns(table))]
    return (*privileges, "DELETE") if table in MAY_DELETE else tuple(privileges)


def insert_into(table: str) -> str:
    """The database numbers the events. One with the highest number there is would have the last
    word on a row, and hide all later ones from the triggers of `audit.named_changes`."""
    event = apps.get_model("checklists", "Event")
    if table != event._meta.db_table:
        return "INSERT"
    columns = [field.column for field in event._meta.concrete_fields if not field.primary_key]
    return "INSERT ({})".format(", ".join(f'"{name}"' for name in columns))


def update_of(columns: tuple[str, ...]) -> list[str]:
    """Nothing where no row ever changes."""
    return ["UPDATE ({})".format(", ".join(f'"{name}"' for name in columns))] if columns else []


def privileges_in_table_of_others(table: str) -> tuple[str, ...]:
    if table in READ_ONLY:
        return ("SELECT",)
    return ("SELECT", "INSERT") if table in APPEND_ONLY else ALL_PRIVILEGES


def privileges_beyond(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables of ours, and their columns, where this connection's role has a privilege that the
    application must not have: 'checklists_event', 'checklists_user.is_superuser'.
    """
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        models = [
            model
            for model in apps.get_app_config("checklists").get_models(include_auto_created=True)
            if model._meta.db_table in there
        ]
        return [name for model in models for name in beyond_in_table(cursor, model)]


def beyond_in_table(cursor: CursorWrapper, model: type[Model]) -> list[str]:
    """The table alone where more than columns is given; else the columns."""
    table = model._meta.db_table
    given = privileges_in_our_table(table)
    # A privilege on the whole table is one on columns that are added later as well.
    denied = {"INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER"} - set(given)
    cursor.execute("SELECT has_table_privilege(%s, %s)", [f'"{table}"', ", ".join(sorted(denied))])
    if cursor.fetchone()[0]:
        return [table]
    columns = {field.column for field in model._meta.concrete_fields}
    kept = sorted(columns - set(changeable_columns(table)))
    cursor.execute(
        "SELECT name FROM unnest(%s) AS name WHERE has_column_privilege(%s, name, 'UPDATE')",
        [kept, f'"{table}"'],
    )
    return [f"{table}.{name}" for (name,) in cursor.fetchall()]

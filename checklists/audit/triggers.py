"""The triggers that freeze a table, as SQL of each database, and those the database holds now."""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from checklists.audit.frozen_tables import FROZEN_TABLES, FrozenTable

PREFIX = "frozen_"


@dataclass(frozen=True)
class Trigger:
    """`text` is what the database gives back of it, to tell whether it is the one we want."""

    name: str
    table: str
    text: str
    create: str


def wanted_triggers(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """What FROZEN_TABLES asks of this database, by trigger name."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        make = sqlite_triggers if connection.vendor == "sqlite" else postgres_triggers
        made = [
            one
            for frozen in FROZEN_TABLES
            if frozen.table in tables
            for one in make(connection, frozen)
        ]
    return {trigger.name: trigger for trigger in made}


def sqlite_triggers(connection: BaseDatabaseWrapper, frozen: FrozenTable) -> list[Trigger]:
    changed = "TRUE"
    if frozen.may_change:
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, frozen.table)
        kept = [column.name for column in columns if column.name not in frozen.may_change]
        differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in kept)
        changed = f"({differs} OR NOT ({frozen.provided}))"
    return [
        sqlite_trigger(frozen.table, "UPDATE", refused_update(frozen, changed)),
        sqlite_trigger(frozen.table, "DELETE", frozen.condition),
        *([sqlite_trigger(frozen.table, "INSERT", frozen.no_insert)] if frozen.no_insert else []),
    ]


def refused_update(frozen: FrozenTable, changed: str) -> str:
    """When an UPDATE is refused; `changed` says that more than `may_change` differs."""
    kept = f"({frozen.condition}) AND {changed}"
    return f"({kept}) OR ({frozen.never})" if frozen.never else kept


def sqlite_trigger(table: str, verb: str, when: str) -> Trigger:
    name = f"{PREFIX}{verb.lower()}_{table}"
    create = (
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH ROW WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, '{refusal_message(table, verb)}'); END"
    )
    return Trigger(name, table, create, create)


def postgres_triggers(connection: BaseDatabaseWrapper, frozen: FrozenTable) -> list[Trigger]:
    changed = "TRUE"
    if frozen.may_change:
        free = "ARRAY[{}]".format(", ".join(f"'{name}'" for name in frozen.may_change))
        differs = f"to_jsonb(OLD) - {free} IS DISTINCT FROM to_jsonb(NEW) - {free}"
        changed = f"({differs} OR NOT ({frozen.provided}))"
    return [
        postgres_trigger(frozen.table, "UPDATE", refused_update(frozen, changed), "NEW"),
        postgres_trigger(frozen.table, "DELETE", frozen.condition, "OLD"),
        postgres_trigger(frozen.table, "TRUNCATE", "TRUE", "NULL"),
        *(
            [postgres_trigger(frozen.table, "INSERT", frozen.no_insert, "NEW")]
            if frozen.no_insert
            else []
        ),
    ]


def postgres_trigger(table: str, verb: str, when: str, result: str) -> Trigger:
    name = f"{PREFIX}{verb.lower()}_{table}"
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    body = (
        f" BEGIN IF {when} THEN RAISE EXCEPTION '{refusal_message(table, verb)}' "
        f"USING ERRCODE = 'restrict_violation'; END IF; RETURN {result}; END "
    )
    create = (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $f${body}$f$; '
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH {each} '
        f'EXECUTE FUNCTION "{name}"()'
    )
    return Trigger(name, table, body, create)


def refusal_message(table: str, verb: str) -> str:
    return f"{table} is frozen: {verb} refused"


# What the database holds now: name, table and text of each trigger that is switched on.
PRESENT = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, relname, "
    "CASE WHEN tgenabled IN ('O', 'A') THEN prosrc ELSE '' END "
    "FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid JOIN pg_proc ON tgfoid = pg_proc.oid "
    "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace",
}
DROP = {
    "sqlite": 'DROP TRIGGER "{name}"',
    "postgresql": 'DROP FUNCTION "{name}"() CASCADE',
}


def present_triggers(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """Table and text by name; the text is empty where the trigger is switched off."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        rows = cursor.fetchall()
    return {name: (table, text) for name, table, text in rows if name.startswith(PREFIX)}


def drop_trigger(cursor: CursorWrapper, name: str, table: str, text: str) -> None:
    cursor.execute(DROP[cursor.db.vendor].format(name=name))


def create_trigger(cursor: CursorWrapper, trigger: Trigger) -> None:
    cursor.execute(trigger.create)

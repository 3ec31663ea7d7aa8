"""Tables whose rows the database itself refuses to change or delete.

`install` writes the triggers; it runs after every migrate, because rebuilding a table on SQLite
silently drops them. A migration that drops a column of a table with `may_change` must call
`remove` first. Conditions read columns of the old row only: a query inside one would break the
rebuild.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.checks import Tags, Warning, register
from django.db import connections, transaction

PREFIX = "frozen_"


@dataclass(frozen=True)
class Frozen:
    """A row is frozen while `condition` holds; then only `may_change` may, provided that `if_`."""

    table: str
    condition: str = "TRUE"
    may_change: tuple[str, ...] = ()
    if_: str = "TRUE"


def published(table: str) -> Frozen:
    return Frozen(table, "OLD.published")


FROZEN = (
    Frozen("checklists_event"),
    Frozen("checklists_seal"),
    Frozen(
        "checklists_templateversion",
        "OLD.status <> 'draft'",
        may_change=("status", "retired_at"),
        if_="(NEW.status = OLD.status OR OLD.status = 'published' AND NEW.status = 'retired') "
        "AND (OLD.retired_at IS NULL OR coalesce(NEW.retired_at = OLD.retired_at, FALSE))",
    ),
    published("checklists_namedlist"),
    published("checklists_learningpoint"),
    published("checklists_prompt"),
    published("checklists_rule"),
    published("checklists_resource"),
    # A visit that two people take out is emptied, once and for good. Emptied rows of a visit that
    # the log does not say was taken out are named by verify_audit.
    Frozen(
        "checklists_visit",
        "OLD.status <> 'draft'",
        may_change=(
            *("status", "visit_type", "stage", "outcome", "place", "note"),
            *("present", "was_present", "held_at", "written_at"),
        ),
        if_="OLD.status = 'signed' AND NEW.status = 'withdrawn' AND NEW.visit_type = '' "
        "AND NEW.stage = '' AND NEW.outcome = '' AND NEW.place = '' AND NEW.note = '' "
        "AND NEW.present = '[]' AND NEW.was_present = '[]'",
    ),
    Frozen(
        "checklists_answersheet",
        "OLD.frozen_at IS NOT NULL",
        may_change=("body",),
        if_="NEW.body = '{}'",
    ),
    Frozen(
        "checklists_privatesheet",
        "OLD.frozen_at IS NOT NULL",
        may_change=("sealed",),
        if_="length(NEW.sealed) = 0",
    ),
    Frozen("checklists_amendment", may_change=("sealed",), if_="length(NEW.sealed) = 0"),
    Frozen("checklists_withdrawal", "OLD.ended_at IS NOT NULL"),
    Frozen("checklists_pointcount", may_change=("outcome",), if_="NEW.outcome = 'taken_out'"),
    Frozen(
        "checklists_itemevent",
        may_change=("kind", "sealed", "visit_id"),
        if_="NEW.kind = 'taken_out' AND length(NEW.sealed) = 0 AND NEW.visit_id IS NULL",
    ),
    Frozen("checklists_householdentry"),
    Frozen("checklists_subjectrequest", "OLD.state IN ('released', 'refused', 'withdrawn')"),
    Frozen(
        "checklists_legalhold",
        may_change=("lifted_at", "lifted_by_id", "lifting"),
        if_="OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL",
    ),
    Frozen(
        "checklists_disposal",
        "OLD.ended_at IS NOT NULL",
        may_change=("cleared_at",),
        if_="OLD.cleared_at IS NULL",
    ),
    Frozen(
        "checklists_emergencygrant",
        may_change=(
            *("ends_at", "ended_by_id", "ended_why"),
            *("reviewed_at", "reviewed_by_id", "outcome", "review_sealed"),
        ),
        if_="NEW.ends_at <= OLD.ends_at AND (OLD.ended_by_id IS NULL OR coalesce("
        "NEW.ended_by_id = OLD.ended_by_id AND NEW.ended_why = OLD.ended_why, FALSE)) "
        "AND (OLD.reviewed_at IS NULL OR coalesce("
        "NEW.reviewed_at = OLD.reviewed_at AND NEW.reviewed_by_id = OLD.reviewed_by_id "
        "AND NEW.outcome = OLD.outcome AND NEW.review_sealed = OLD.review_sealed, FALSE))",
    ),
    Frozen("checklists_dutycheck"),
    Frozen("checklists_datereason"),
    Frozen(
        "checklists_conflictblock",
        may_change=("lift_asked_by_id", "lift_asked_at", "lifted_by_id", "lifted_at"),
        if_="OLD.lifted_at IS NULL",
    ),
    Frozen("checklists_transfer", "OLD.state <> 'offered'"),
)


@dataclass(frozen=True)
class Trigger:
    """`text` is what the database gives back of it, to tell whether it is the one we want."""

    name: str
    table: str
    text: str
    create: str


class TriggersWouldStayLifted(Exception):
    """Triggers were to be lifted where an error would not bring them back. Nothing has changed."""


def install(connection) -> None:
    """Make the triggers of the database those of FROZEN; tables not made yet are passed over."""
    wanted, there = triggers(connection), present(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name in there.keys() - wanted.keys():
            drop(cursor, name, *there[name])
        for name, trigger in wanted.items():
            if there.get(name) == (trigger.table, trigger.text):
                continue
            if name in there:
                drop(cursor, name, *there[name])
            cursor.execute(trigger.create)


def remove(connection) -> None:
    """Take every trigger away: for a test that is cleared, or a migration that must change rows."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name, there in present(connection).items():
            drop(cursor, name, *there)


@contextmanager
def deletable(connection, tables: Collection[str]) -> Iterator[None]:
    """Inside a transaction: rows of these tables may be deleted, and then never again.

    Only the triggers that refuse deletion are away, and an error brings them back with everything
    else. The role must own the tables. Raises TriggersWouldStayLifted.
    """
    if not connection.in_atomic_block:
        raise TriggersWouldStayLifted
    with connection.cursor() as cursor:
        for name, there in present(connection).items():
            if name.startswith(f"{PREFIX}delete_") and there[0] in tables:
                drop(cursor, name, *there)
    yield
    connection.check_constraints()  # PostgreSQL makes no trigger while a deletion is unsettled
    install(connection)


def differences(connection) -> list[str]:
    """Names of triggers that are missing, changed, switched off or not ours."""
    wanted = {name: (one.table, one.text) for name, one in triggers(connection).items()}
    there = present(connection)
    return sorted(
        name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name)
    )


def triggers(connection) -> dict[str, Trigger]:
    """What FROZEN asks of this database, by trigger name."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        make = on_sqlite if connection.vendor == "sqlite" else on_postgres
        made = [one for row in FROZEN if row.table in tables for one in make(connection, row)]
    return {trigger.name: trigger for trigger in made}


def on_sqlite(connection, row: Frozen) -> list[Trigger]:
    changed = "TRUE"
    if row.may_change:
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, row.table)
        kept = [column.name for column in columns if column.name not in row.may_change]
        differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in kept)
        changed = f"({differs} OR NOT ({row.if_}))"
    return [
        sqlite_trigger(row.table, "UPDATE", f"({row.condition}) AND {changed}"),
        sqlite_trigger(row.table, "DELETE", row.condition),
    ]


def sqlite_trigger(table: str, verb: str, when: str) -> Trigger:
    name = f"{PREFIX}{verb.lower()}_{table}"
    create = (
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH ROW WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, '{refusal(table, verb)}'); END"
    )
    return Trigger(name, table, create, create)


def on_postgres(connection, row: Frozen) -> list[Trigger]:
    changed = "TRUE"
    if row.may_change:
        free = "ARRAY[{}]".format(", ".join(f"'{name}'" for name in row.may_change))
        differs = f"to_jsonb(OLD) - {free} IS DISTINCT FROM to_jsonb(NEW) - {free}"
        changed = f"({differs} OR NOT ({row.if_}))"
    return [
        postgres_trigger(row.table, "UPDATE", f"({row.condition}) AND {changed}", "NEW"),
        postgres_trigger(row.table, "DELETE", row.condition, "OLD"),
        postgres_trigger(row.table, "TRUNCATE", "TRUE", "NULL"),
    ]


def postgres_trigger(table: str, verb: str, when: str, result: str) -> Trigger:
    name = f"{PREFIX}{verb.lower()}_{table}"
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    body = (
        f" BEGIN IF {when} THEN RAISE EXCEPTION '{refusal(table, verb)}' "
        f"USING ERRCODE = 'restrict_violation'; END IF; RETURN {result}; END "
    )
    create = (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $f${body}$f$; '
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH {each} '
        f'EXECUTE FUNCTION "{name}"()'
    )
    return Trigger(name, table, body, create)


def refusal(table: str, verb: str) -> str:
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


def present(connection) -> dict[str, tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        rows = cursor.fetchall()
    return {name: (table, text) for name, table, text in rows if name.startswith(PREFIX)}


def drop(cursor, name: str, table: str, text: str) -> None:
    cursor.execute(DROP[cursor.db.vendor].format(name=name))


def freeze_after_migrate(sender, using, **kwargs) -> None:
    install(connections[using])


@register(Tags.database)
def frozen_tables_hold(app_configs, databases, **kwargs):
    """A warning and no error, because migrate is refused on errors and is what mends it."""
    return [
        Warning(
            f"Database {alias} does not freeze what it should: {', '.join(wrong)}",
            hint="Run migrate; if it stays, someone changed the database by hand.",
            id="safebabies.W020",
        )
        for alias in databases or []
        if (wrong := differences(connections[alias]))
    ]

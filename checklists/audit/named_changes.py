"""PostgreSQL: what the role that serves cannot do without an event in the log that names it.

Rights and keys hang on these rows. When the transaction ends, each change of one is compared with
the events of the same transaction: the order inside it does not matter, and a page that forgets its
event fails. The owner of the tables is free: who may drop a trigger is held by none.

SQLite knows no roles, so there is nothing of this there.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from checklists.audit.triggers import PREFIX, Trigger

# An event of this transaction is among the last so many, or the change is refused: the log is long.
EVENTS_LOOKED_AT = 10_000
OF_THE_FAMILY = (
    "event.case_ref IN (SELECT other.id FROM checklists_case AS one "
    "JOIN checklists_case AS other USING (family) WHERE one.id = NEW.case_id)"
)


@dataclass(frozen=True)
class NamedChange:
    """`names` is SQL: whether `event` names the change from OLD to NEW."""

    table: str
    verbs: str
    names: str


def of_person(row: str) -> str:
    """By an event of the row itself, or by that of the admin's page of its person."""
    return (
        f"event.target = '{row}:' || coalesce(NEW.id, OLD.id) OR event.kind IN "
        "('user.added', 'user.changed') "
        "AND event.target = 'user:' || coalesce(NEW.user_id, OLD.user_id)"
    )


def of_case(*kinds: str) -> str:
    among = ", ".join(f"'{kind}'" for kind in kinds)
    return f"event.kind IN ({among}) AND event.case_ref = OLD.case_id"


NAMED_CHANGES = (
    NamedChange("checklists_membership", "INSERT OR UPDATE", of_person("membership")),
    NamedChange("checklists_absence", "INSERT OR UPDATE OR DELETE", of_person("absence")),
    NamedChange(
        "checklists_emergencygrant",
        "INSERT OR UPDATE",
        "event.kind LIKE 'emergency.%' AND event.target = 'emergencygrant:' || NEW.id",
    ),
    NamedChange(
        "checklists_conflictblock",
        "UPDATE",
        "event.kind IN ('conflict.lift_asked', 'conflict.lifted', 'conflict.kept') "
        f"AND {OF_THE_FAMILY}",
    ),
    NamedChange("checklists_casekey", "DELETE", of_case("case.disposed")),
    NamedChange("checklists_casefacts", "DELETE", of_case("case.disposed")),
    NamedChange("checklists_professional", "DELETE", of_case("case.disposed")),
    NamedChange("checklists_adult", "DELETE", of_case("visit.withdrawn", "visit.discarded")),
)

# Whether the role of this statement may do as the owner of the tables. A trigger asks it when the
# row changes and not when the transaction ends.
OWNS = """CREATE OR REPLACE FUNCTION owns_the_tables() RETURNS boolean LANGUAGE sql STABLE AS $f$
SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'checklists_event'::regclass
$f$; """

# `xmin` says which transaction wrote a row, or which savepoint: in 32 bits, so that it is counted
# from the number of this transaction. A row that is seen while its transaction is in progress is
# of this one.
WRITTEN_HERE = """CASE WHEN (event.xmin::text::bigint - top % 4294967296 + 4294967296)
% 4294967296 < 2147483648 THEN pg_xact_status((top + (event.xmin::text::bigint - top % 4294967296
+ 4294967296) % 4294967296)::text::xid8) = 'in progress' ELSE FALSE END"""
UNNAMED = """ DECLARE top bigint := pg_current_xact_id()::text::bigint; BEGIN
IF NOT EXISTS (SELECT 1 FROM checklists_event AS event
WHERE event.id > (SELECT max(id) FROM checklists_event) - {looked_at} AND ({names})
AND {written_here}) THEN
RAISE EXCEPTION '{table}: no event names this change' USING ERRCODE = 'restrict_violation';
END IF; RETURN NULL; END """

ONLY_THE_OWNER = """ BEGIN
RAISE EXCEPTION 'checklists_user: only the owner of the tables makes a superuser'
USING ERRCODE = 'restrict_violation'; END """


def triggers_of_the_role(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """By name, for the tables that are there; none on SQLite."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if not tables >= {"checklists_event", "checklists_user"}:
        return {}
    made = [named_trigger(one) for one in NAMED_CHANGES if one.table in tables]
    return {one.name: one for one in (*made, superuser_trigger())}


def named_trigger(change: NamedChange) -> Trigger:
    name = f"{PREFIX}named_{change.table}"
    body = UNNAMED.format(
        looked_at=EVENTS_LOOKED_AT,
        names=change.names,
        written_here=WRITTEN_HERE,
        table=change.table,
    )
    when = f"AFTER {change.verbs} ON {change.table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    return trigger(name, change.table, body, f"CONSTRAINT TRIGGER {name} {when}", "TRUE")


def superuser_trigger() -> Trigger:
    """No column grant can say it of an INSERT: Django names every column of a new row."""
    name, table = f"{PREFIX}superuser_checklists_user", "checklists_user"
    when = f"TRIGGER {name} BEFORE INSERT OR UPDATE OF is_superuser ON {table} FOR EACH ROW"
    return trigger(name, table, ONLY_THE_OWNER, when, "NEW.is_superuser")


def trigger(name: str, table: str, body: str, when: str, condition: str) -> Trigger:
    create = (
        f"{OWNS}CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $f${body}$f$; CREATE {when} "
        f"WHEN ({condition} AND NOT owns_the_tables()) EXECUTE FUNCTION {name}()"
    )
    return Trigger(name, table, body, create)

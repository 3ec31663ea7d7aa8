"""Makes the database itself refuse to change or delete frozen rows; see `audit.frozen_tables`.

`install_triggers` runs after every migrate, because rebuilding a table on SQLite silently drops its
triggers. SQLite refuses to rebuild a table while a trigger of another one asks it, so those go
before every migrate. A migration that drops a column of a table with `may_change` must call
`remove_triggers` first.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from checklists.audit.named_changes import triggers_of_the_role
from checklists.audit.triggers import (
    PREFIX,
    Trigger,
    create_trigger,
    drop_trigger,
    present_triggers,
    wanted_triggers,
)


class TriggersWouldStayLifted(Exception):
    """Triggers were to be lifted where an error would not bring them back. Nothing has changed."""


def all_triggers(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """Those that freeze rows, and those that bind the role that serves; by name."""
    return {**wanted_triggers(connection), **triggers_of_the_role(connection)}


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers of the database those of FROZEN_TABLES; skip tables not made yet."""
    wanted, there = all_triggers(connection), present_triggers(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name in there.keys() - wanted.keys():
            drop_trigger(cursor, name, *there[name])
        for name, trigger in wanted.items():
            if there.get(name) == (trigger.table, trigger.text):
                continue
            if name in there:
                drop_trigger(cursor, name, *there[name])
            create_trigger(cursor, trigger)


def remove_triggers(connection: BaseDatabaseWrapper, prefix: str = PREFIX) -> None:
    """Drop every trigger: for a test that is cleared, or a migration that must change rows."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name, there in present_triggers(connection).items():
            if name.startswith(prefix):
                drop_trigger(cursor, name, *there)


@contextmanager
def allow_deletion(connection: BaseDatabaseWrapper, tables: Collection[str]) -> Iterator[None]:
    """Inside a transaction: rows of these tables may be deleted, and then never again.

    Only the triggers that refuse deletion are dropped, and an error brings them back with
    everything else. The role must own the tables. Raises TriggersWouldStayLifted.
    """
    if not connection.in_atomic_block:
        raise TriggersWouldStayLifted
    with connection.cursor() as cursor:
        for name, there in present_triggers(connection).items():
            if name.startswith(f"{PREFIX}delete_") and there[0] in tables:
                drop_trigger(cursor, name, *there)
    yield
    connection.check_constraints()  # PostgreSQL makes no trigger while a deletion is unsettled
    install_triggers(connection)


def wrong_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are missing, changed, switched off or not ours."""
    wanted = {name: (one.table, one.text) for name, one in all_triggers(connection).items()}
    there = present_triggers(connection)
    return sorted(
        name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name)
    )


def thaw_before_migrate(sender: object, using: str, **kwargs: object) -> None:
    """SQLite rebuilds no table that a trigger of another table asks: those of INSERT do."""
    if connections[using].vendor == "sqlite":
        remove_triggers(connections[using], f"{PREFIX}insert_")


def freeze_after_migrate(sender: object, using: str, **kwargs: object) -> None:
    install_triggers(connections[using])

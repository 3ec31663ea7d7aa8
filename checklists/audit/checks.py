"""Checks that a save survives a power cut, and that the service cannot change frozen rows.

Source: R1 and R14 of the reliability requirements.
"""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from checklists.audit.frozen import wrong_triggers
from checklists.audit.grants import privileges_beyond

# The values that each setting of the database may have, as the database itself gives them.
DURABLE = {
    "sqlite": {"journal_mode": {"wal"}, "synchronous": {"2", "3"}},
    "postgresql": {
        "fsync": {"on"},
        "full_page_writes": {"on"},
        "synchronous_commit": {"on", "remote_write", "remote_apply"},
    },
}
HOW_TO_ASK = {"sqlite": "PRAGMA {name}", "postgresql": "SHOW {name}"}


@register(Tags.database)
def saves_survive_a_power_cut(
    app_configs: object, databases: Sequence[str] | None, **kwargs: object
) -> list[CheckMessage]:
    """A warning and no error, because a throwaway database for tests may be quick instead."""
    return [
        Warning(
            f"{name} of database {alias} is {value}; a save could be lost with the power",
            hint=f"Set it to {' or '.join(sorted(DURABLE[connections[alias].vendor][name]))}.",
            id="safebabies.W021",
        )
        for alias in databases or []
        for name, value in settings_that_lose_saves(connections[alias])
    ]


def settings_that_lose_saves(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """The names and values of settings under which a power cut could lose a save."""
    lax = []
    with connection.cursor() as cursor:
        for name, allowed in DURABLE[connection.vendor].items():
            cursor.execute(HOW_TO_ASK[connection.vendor].format(name=name))
            value = str(cursor.fetchone()[0])
            if value not in allowed:
                lax.append((name, value))
    return lax


@register(Tags.database, deploy=True)
def application_cannot_change_the_log(
    app_configs: object, databases: Sequence[str] | None, **kwargs: object
) -> list[CheckMessage]:
    """For the role that serves, by table and column. The owner, who migrates, may do more and gets
    the warning."""
    return [
        Warning(
            f"The role of database {alias} may do more than it needs to: {', '.join(free)}",
            hint="Serve as another role than the owner; see manage.py grants.",
            id="safebabies.W022",
        )
        for alias in databases or []
        if connections[alias].vendor == "postgresql"
        and (free := privileges_beyond(connections[alias]))
    ]


@register(Tags.database)
def frozen_tables_hold(
    app_configs: object, databases: Sequence[str] | None, **kwargs: object
) -> list[CheckMessage]:
    """A warning and no error, because migrate is refused on errors and is what repairs it."""
    return [
        Warning(
            f"Database {alias} does not freeze what it should: {', '.join(wrong)}",
            hint="Run migrate; if it stays, someone changed the database by hand.",
            id="safebabies.W020",
        )
        for alias in databases or []
        if (wrong := wrong_triggers(connections[alias]))
    ]

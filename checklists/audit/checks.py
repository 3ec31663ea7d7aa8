"""That a save outlives a power cut, and that the service cannot change what is frozen.

Source: R1 and R14 of the reliability requirements.
"""

from django.core.checks import Tags, Warning, register
from django.db import connections

from checklists.audit.grants import changeable

# What each setting of the database must be one of, as the database itself says it.
DURABLE = {
    "sqlite": {"journal_mode": {"wal"}, "synchronous": {"2", "3"}},
    "postgresql": {
        "fsync": {"on"},
        "full_page_writes": {"on"},
        "synchronous_commit": {"on", "remote_write", "remote_apply"},
    },
}
ASK = {"sqlite": "PRAGMA {name}", "postgresql": "SHOW {name}"}


@register(Tags.database)
def saves_survive_a_power_cut(app_configs, databases, **kwargs):
    """A warning and no error, because a throwaway database for tests may be quick instead."""
    return [
        Warning(
            f"{name} of database {alias} is {value}; a save could be lost with the power",
            hint=f"Set it to {' or '.join(sorted(DURABLE[connections[alias].vendor][name]))}.",
            id="safebabies.W021",
        )
        for alias in databases or []
        for name, value in lax(connections[alias])
    ]


def lax(connection) -> list[tuple[str, str]]:
    """Names and values of the settings that do not keep every save."""
    found = []
    with connection.cursor() as cursor:
        for name, allowed in DURABLE[connection.vendor].items():
            cursor.execute(ASK[connection.vendor].format(name=name))
            value = str(cursor.fetchone()[0])
            if value not in allowed:
                found.append((name, value))
    return found


@register(Tags.database, deploy=True)
def application_cannot_change_the_log(app_configs, databases, **kwargs):
    """Asked as the role that serves; the owner, who migrates, is told that it may."""
    return [
        Warning(
            f"The role of database {alias} may change or delete what is frozen: {', '.join(free)}",
            hint="Serve as another role than the owner; see manage.py grants.",
            id="safebabies.W022",
        )
        for alias in databases or []
        if connections[alias].vendor == "postgresql" and (free := changeable(connections[alias]))
    ]

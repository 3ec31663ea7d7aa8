"""Settings of the database under which a power cut could lose a save are named."""

import pytest
from django.db import connection

from checklists.audit.checks import saves_survive_a_power_cut, settings_that_lose_saves

pytestmark = pytest.mark.django_db(transaction=True)

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="says it in SQLite's words")
postgres_only = pytest.mark.skipif(connection.vendor == "sqlite", reason="says it in PostgreSQL's")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@sqlite_only
def test_sqlite_as_we_set_it_keeps_every_save():
    assert saves_survive_a_power_cut(None, databases=["default"]) == []


@sqlite_only
def test_sqlite_that_does_not_wait_for_the_disk_is_named():
    run("PRAGMA synchronous = NORMAL")
    found = saves_survive_a_power_cut(None, databases=["default"])
    run("PRAGMA synchronous = FULL")

    assert [warning.id for warning in found] == ["safebabies.W021"]
    assert "synchronous" in found[0].msg


@postgres_only
@pytest.mark.parametrize(("value", "is_lax"), [("on", False), ("off", True), ("local", True)])
def test_postgresql_that_answers_before_the_disk_is_named(value, is_lax):
    run(f"SET synchronous_commit = {value}")
    found = dict(settings_that_lose_saves(connection))
    run("RESET synchronous_commit")

    assert ("synchronous_commit" in found) is is_lax

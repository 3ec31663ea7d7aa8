"""Each way to tamper with the log is named, with the row where it begins."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from checklists.audit import frozen, recording, seals
from checklists.audit.models import Event, Seal
from checklists.audit.recording import record
from checklists.audit.seals import seal_log
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seals_file")]

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROWS = 6


@pytest.fixture
def nia():
    return UserFactory()


@pytest.fixture
def log(nia, seals_file):
    """Six rows of Nia and of a colleague, sealed after the fourth and after the sixth."""
    colleague = UserFactory()
    for number in range(1, ROWS + 1):
        for person in (nia, colleague):
            record("case.read", by=person, at=NOON + timedelta(minutes=number), page=number)
        if number in (4, ROWS):
            seal_log(seals_file, at=NOON)
    return Event.objects.filter(chain=str(nia.pk))


@pytest.fixture
def tamper(log):
    """tamper(sql, *values) as someone who owns the database."""
    frozen.remove_triggers(connection)

    def tamper(sql, *values):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    return tamper


def verified():
    """What verify_audit says; '' when it finds nothing."""
    said = StringIO()
    try:
        call_command("verify_audit", stdout=said)
    except CommandError:
        return said.getvalue()
    return ""


def pk(log, seq):
    return log.get(seq=seq).pk


def test_a_log_that_nobody_touched_is_as_it_was_written(log):
    said = StringIO()

    call_command("verify_audit", stdout=said)

    assert f"As they were written: {2 * ROWS} events, 2 seals" in said.getvalue()


def test_rows_written_after_the_last_seal_are_no_problem(log, nia):
    record("case.read", by=nia, at=NOON)

    assert verified() == ""


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "case.listed"),
        ("why", "team"),
        ("roles", "manager"),
        ("details", json.dumps({"page": 7})),
        ("at", NOON),
        ("case_ref", None),
        ("target", "visit:1"),
        ("request_ref", "another"),
    ],
)
def test_a_changed_row_is_named(log, tamper, column, value):
    if column == "case_ref":
        value = "0" * 32
    tamper(f"UPDATE checklists_event SET {column} = %s WHERE id = %s", value, pk(log, 3))  # noqa: S608  ours

    assert f"Row 3 of chain {log[0].chain} (" in verified()
    assert verified().count("Row") == 1


def test_a_changed_time_is_named(log, tamper):
    tamper("UPDATE checklists_event SET at = %s WHERE id = %s", NOON, pk(log, 5))

    assert f"Row 5 of chain {log[0].chain} (case.read, 2026-11-23 12:00:00 UTC) was" in verified()


def test_a_changed_actor_is_named(log, tamper):
    tamper("UPDATE checklists_event SET by_id = NULL WHERE id = %s", pk(log, 2))

    assert f"Row 2 of chain {log[0].chain}" in verified()


def test_an_actor_changed_with_the_digest_of_the_row_is_named(log, tamper):
    remade(tamper, log.get(seq=ROWS), by_id=None)

    assert f"Row {ROWS} of chain {log[0].chain}" in verified()
    assert "names another person than its chain" in verified()


def test_a_row_deleted_from_the_middle_is_named(log, tamper):
    tamper("DELETE FROM checklists_event WHERE id = %s", pk(log, 3))

    assert f"Row 3 of chain {log[0].chain} is missing" in verified()


def test_deleted_rows_are_named_from_the_first_to_the_last(log, tamper):
    tamper("DELETE FROM checklists_event WHERE id IN (%s, %s)", pk(log, 1), pk(log, 2))

    assert f"Rows 1 to 2 of chain {log[0].chain} are missing" in verified()


def test_two_rows_that_changed_places_are_named(log, tamper):
    first, second = pk(log, 2), pk(log, 3)
    for row, seq in ((first, 99), (second, 2), (first, 3)):
        tamper("UPDATE checklists_event SET seq = %s WHERE id = %s", seq, row)

    assert f"Row 2 of chain {log[0].chain} (" in verified()
    assert "was changed or moved" in verified()


def test_rows_cut_off_the_end_are_named_by_the_seal(log, tamper):
    tamper("DELETE FROM checklists_event WHERE id = %s", pk(log, 6))

    assert verified() == f"Row 6 of chain {log[0].chain}: gone since seal 2.\n"


def test_rows_cut_off_are_named_by_the_file_though_the_seals_were_emptied(log, tamper):
    tamper("DELETE FROM checklists_event WHERE id IN (%s, %s)", pk(log, 5), pk(log, 6))
    tamper("DELETE FROM checklists_seal")

    assert f"Rows 5 to 6 of chain {log[0].chain}" in verified()
    assert "Seal 1 is in the file and not in the database." in verified()


def test_rows_cut_off_are_named_by_the_database_though_the_file_is_gone(log, tamper, seals_file):
    tamper("DELETE FROM checklists_event WHERE id = %s", pk(log, 6))
    seals_file.unlink()

    assert f"Row 6 of chain {log[0].chain}" in verified()
    assert "The file of the seals is missing" in verified()


def test_rows_cut_off_and_rewritten_are_named(log, tamper, nia):
    tamper("DELETE FROM checklists_event WHERE id IN (%s, %s)", pk(log, 5), pk(log, 6))
    for _ in range(3):
        record("case.read", by=nia, at=NOON)

    assert f"Rows 5 to 6 of chain {log[0].chain}" in verified()


def test_a_chain_of_which_nothing_is_left_is_named(log, tamper):
    chain = log[0].chain
    tamper("DELETE FROM checklists_event WHERE chain = %s", chain)

    assert f"Rows 1 to 4 of chain {chain}" in verified()


def test_an_emptied_log_is_named(tamper):
    tamper("DELETE FROM checklists_event")

    assert verified().startswith("The log is empty; seal 1 held 8 events.\n")


def test_a_change_with_the_digest_of_its_row_is_named(log, tamper):
    remade(tamper, log.get(seq=3), kind="case.listed")

    assert f"Row 3 of chain {log[0].chain} (case.listed" in verified()
    assert "or the next row was written anew" in verified()


def test_a_change_with_all_later_digests_is_caught_by_the_seals(log, tamper):
    """Row 5 and what follows were made anew, so that the chain fits, and the first seal too."""
    before = log.get(seq=4).digest
    for event in log.filter(seq__gte=5).order_by("seq"):
        before = remade(tamper, event, previous_digest=before, kind="case.listed")

    assert f"Rows 5 to 6 of chain {log[0].chain}: not as seal 2 has them" in verified()


def remade(tamper, event, **changes):
    """Change the row so that its own digest fits again; gives the new digest."""
    for name, value in changes.items():
        setattr(event, name, value)
    event.digest = recording.digest_of(event)
    tamper(
        "UPDATE checklists_event SET kind = %s, by_id = %s, previous_digest = %s, digest = %s "
        "WHERE id = %s",
        *(event.kind, event.by_id and event.by_id.hex, event.previous_digest, event.digest),
        event.pk,
    )
    return event.digest


# --- the seals themselves -----------------------------------------------------------------------


def test_a_changed_seal_is_named(tamper):
    tamper("UPDATE checklists_seal SET total = 1 WHERE number = 1")

    assert verified() == "Seal 1 in the database was changed.\n"


def test_a_forged_seal_is_named(tamper):
    forged = Seal.objects.get(number=2)
    forged.total = 1
    forged.digest = seals.digest_of(forged)
    tamper(
        "UPDATE checklists_seal SET total = 1, digest = %s WHERE number = 2",
        forged.digest,
    )

    assert verified() == "Seal 2 in the database is not the one of the file.\n"


def test_a_seal_deleted_from_the_middle_is_named(tamper):
    tamper("DELETE FROM checklists_seal WHERE number = 1")

    assert verified() == "Seal 1 is in the file and not in the database.\n"


def test_a_missing_file_is_named(log, seals_file):
    seals_file.unlink()

    assert verified() == f"The file of the seals is missing: {seals_file}\n"


def test_a_shorter_file_is_named(log, seals_file):
    first = seals_file.read_text().splitlines(keepends=True)[0]
    seals_file.write_text(first)

    assert verified() == "Seal 2 is in the database and not in the file.\n"


def test_an_emptied_file_is_named(log, seals_file):
    seals_file.write_text("")

    assert "Seal 1 is in the database and not in the file." in verified()


@pytest.mark.parametrize("line", ["", "{}", "null", "[]", "\x00\xff", '{"number": "x"}'])
def test_a_line_that_is_no_seal_is_named(log, seals_file, line):
    lines = seals_file.read_text().splitlines()
    seals_file.write_text(f"{lines[0]}\n{line}\n")

    assert "Seal 2 in the file was changed." in verified()


def test_a_changed_line_is_named(log, seals_file):
    seals_file.write_text(seals_file.read_text().replace('"total":8', '"total":9'))

    assert "Seal 1 in the file was changed." in verified()


def test_a_log_that_was_never_sealed_says_so():
    record("case.read", by=None, at=NOON)

    assert verified() == "No seal can be read, so a log cut short would not show.\n"

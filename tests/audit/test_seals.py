"""Sealing the log: what a seal holds, in the database and in the file outside it."""

import json
import stat
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from checklists.audit.frozen import remove_triggers
from checklists.audit.models import Event, Seal
from checklists.audit.recording import record
from checklists.audit.seals import (
    BeingSealed,
    SealsDiffer,
    digest_of,
    insert_seal,
    read_file,
    seal_log,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def write_events(*people, count=2):
    for person in people:
        for number in range(count):
            last = record("case.read", by=person, at=NOON + timedelta(minutes=number))
    return last


def test_a_seal_holds_where_each_chain_ends_and_how_many_events_there_are(seals_file):
    nia, omar = UserFactory(), UserFactory()
    last = write_events(nia, omar, count=3)

    seal = seal_log(seals_file, at=NOON)

    assert seal.heads[str(omar.pk)] == [3, last.digest]
    assert seal.heads.keys() == {str(nia.pk), str(omar.pk)}
    assert (seal.number, seal.total) == (1, 6)


def test_each_seal_carries_the_digest_of_the_one_before(seals_file):
    write_events(UserFactory())

    first, second = seal_log(seals_file, at=NOON), seal_log(seals_file, at=NOON)

    assert (first.previous_digest, second.previous_digest) == ("", first.digest)
    assert digest_of(Seal.objects.get(number=2)) == second.digest


def test_the_file_has_the_same_seals_a_line_each_and_is_for_its_owner_alone(seals_file):
    write_events(UserFactory())
    seals = [seal_log(seals_file, at=NOON), seal_log(seals_file, at=NOON)]

    lines = [json.loads(line) for line in seals_file.read_text().splitlines()]

    assert [line["digest"] for line in lines] == [seal.digest for seal in seals]
    assert [seal.heads for seal in read_file(seals_file)] == [seal.heads for seal in seals]
    assert stat.S_IMODE(seals_file.stat().st_mode) == 0o600


def test_a_file_made_beforehand_may_be_empty(seals_file):
    seals_file.touch()

    assert seal_log(seals_file, at=NOON).number == 1


def test_a_seal_that_did_not_reach_the_database_is_taken_over_from_the_file(seals_file):
    write_events(UserFactory())
    seal_log(seals_file, at=NOON)
    lost = seal_log(seals_file, at=NOON)
    remove_triggers(connection)
    Seal.objects.filter(number=lost.number).delete()

    third = seal_log(seals_file, at=NOON)

    assert third.previous_digest == lost.digest
    assert [seal.number for seal in read_file(seals_file)] == [1, 2, 3]
    assert Seal.objects.count() == 3


def test_nothing_is_sealed_over_a_file_that_lost_its_end(seals_file):
    seal_log(seals_file, at=NOON)
    kept = seals_file.read_text()
    seal_log(seals_file, at=NOON)
    seals_file.write_text(kept)

    with pytest.raises(SealsDiffer):
        seal_log(seals_file, at=NOON)

    assert (Seal.objects.count(), seals_file.read_text()) == (2, kept)


def test_two_commands_at_once_make_one_seal(seals_file):
    seal = seal_log(seals_file, at=NOON)

    with pytest.raises(BeingSealed):
        insert_seal(Seal(number=seal.number, at=NOON, heads={}, total=0, digest="x"))


def test_a_seal_that_cannot_be_written_outside_is_not_kept_inside(seals_file):
    seals_file.parent.joinpath("seals.jsonl").mkdir()

    with pytest.raises(CommandError, match="Not sealed"):
        call_command("seal_audit")

    assert not Seal.objects.exists()


def test_a_lost_file_is_rebuilt_and_the_log_says_so(seals_file, capsys):
    call_command("seal_audit")
    whole = seals_file.read_text()
    seals_file.unlink()

    call_command("seal_audit", new_file=True)

    assert seals_file.read_text() == whole
    assert Event.objects.get().kind == "audit.seal_file_made"
    assert "1 seals written" in capsys.readouterr().out


def test_a_file_that_exists_is_never_rebuilt(seals_file):
    call_command("seal_audit")

    with pytest.raises(CommandError, match="Not sealed"):
        call_command("seal_audit", new_file=True)

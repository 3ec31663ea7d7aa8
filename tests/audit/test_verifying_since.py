"""A day is verified from the last seal before it, without reading what came before."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from checklists.audit import frozen
from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.audit.seals import seal_log
from checklists.audit.stating import ReadColumns
from checklists.people.models.teams import Team
from tests.factories import TeamFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seals_file")]

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
BEFORE, AFTER = 40, 3


@pytest.fixture
def teams():
    return TeamFactory.create_batch(BEFORE)


@pytest.fixture
def log(teams, seals_file):
    """A team an event on Monday, then a seal, then three of the same person and of a new one."""
    nia = UserFactory()
    for team in teams:
        rename(team, nia, MONDAY)
    seal_log(seals_file, at=MONDAY + timedelta(hours=8))
    for team in teams[:AFTER]:
        rename(team, nia, TUESDAY)
    record("session.started", by=UserFactory(), at=TUESDAY)
    return Event.objects.filter(chain=str(nia.pk))


def rename(team, by, at):
    team.duty_contact = f"{team.name}, {at}"
    team.save()
    record("team.changed", team, by=by, at=at)


@pytest.fixture
def tamper(log):
    frozen.remove_triggers(connection)


def since(when):
    said = StringIO()
    try:
        call_command("verify_audit", since=when, stdout=said)
    except CommandError as error:
        return said.getvalue() or str(error)
    return said.getvalue()


SEAL_1 = "As it was written since seal 1 of 2026-11-23 20:00:00 UTC.\n"


@pytest.mark.parametrize("when", ["1", "2026-11-24"])
def test_it_begins_with_the_last_seal_before_the_day_or_with_the_seal_itself(log, when):
    assert since(when) == SEAL_1


@pytest.mark.parametrize("when", ["7", "2026-11-23", "2020-01-01"])
def test_without_so_old_a_seal_all_has_to_be_read(log, when):
    assert since(when) == "No seal is that old. Verify all of it: leave --since out."


def test_a_day_that_cannot_be_read_is_said(log):
    assert since("yesterday") == "--since takes a day such as 2026-11-23, or a number."


def test_no_event_and_no_row_of_before_is_read(log, monkeypatch):
    read = {"events": [], "rows": []}
    event_of, row_of = Event.from_db.__func__, ReadColumns.as_stated

    def event_read(cls, db, names, values):
        read["events"].append(event_of(cls, db, names, values))
        return read["events"][-1]

    def row_read(self, row):
        read["rows"].append(self.name)
        return row_of(self, row)

    monkeypatch.setattr(Event, "from_db", classmethod(event_read))
    monkeypatch.setattr(ReadColumns, "as_stated", row_read)

    assert since("1") == SEAL_1
    assert len(read["events"]) == AFTER + 1
    assert sorted(read["rows"]) == [*["team"] * AFTER, "user"]


@pytest.mark.usefixtures("tamper")
def test_a_row_of_the_day_that_was_changed_is_named(teams):
    Team.objects.filter(pk=teams[0].pk).update(duty_contact="01632 960999")

    assert since("1").startswith(f"team {teams[0].pk} was changed since row {BEFORE + 1} of chain")


@pytest.mark.usefixtures("tamper")
def test_a_row_of_before_is_left_to_a_full_run(teams):
    Team.objects.filter(pk=teams[-1].pk).update(duty_contact="01632 960999")

    assert since("1") == SEAL_1


@pytest.mark.usefixtures("tamper")
def test_a_changed_event_of_the_day_is_named(log):
    log.filter(seq=BEFORE + 2).update(kind="team.added")

    assert f"Row {BEFORE + 2} of chain {log[0].chain} (team.added" in since("1")


@pytest.mark.usefixtures("tamper")
def test_an_event_missing_since_the_seal_is_named(log):
    log.filter(seq=BEFORE + 1).delete()

    assert since("1") == f"Row {BEFORE + 1} of chain {log[0].chain} is missing.\n"


@pytest.mark.usefixtures("tamper")
def test_a_chain_cut_before_the_seal_is_named(log):
    log.filter(seq__gte=BEFORE).delete()

    assert f"Row {BEFORE} of chain {log[0].chain}: gone since seal 1." in since("1")


@pytest.mark.usefixtures("tamper")
def test_events_whose_ids_changed_places_are_named(log):
    first, second = log.get(seq=2), log.get(seq=3)
    for was, now in ((first.pk, 10**9), (second.pk, first.pk), (10**9, second.pk)):
        Event.objects.filter(id=was).update(id=now)
    said = StringIO()

    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=said)

    assert f"Row 3 of chain {log[0].chain} (team.changed, " in said.getvalue()
    assert "has a lower id than the row before" in said.getvalue()

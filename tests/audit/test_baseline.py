"""An upgrade states what is there, so that it is compared from then on."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from checklists.audit import baseline, frozen
from checklists.audit.models import Event
from checklists.audit.querysets import note_all_stated
from checklists.audit.recording import record
from checklists.audit.seals import seal_log
from checklists.audit.stating import covered_models
from checklists.handbook.models import ServicePage
from checklists.people.models.teams import Team
from tests.factories import EmergencyGrantFactory, ItemFactory, TeamFactory
from tests.stating import WHEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]

MIGRATION = import_module("checklists.migrations.0026_event_rows")
# Their tables came later and were empty: each row is stated by the event that comes with it.
YOUNGER = {"servicepage", "localnumber"}


@pytest.fixture
def upgraded(seals_file):
    """What there was before events stated rows, and then the upgrade."""
    ServicePage.objects.all().delete()  # whose table is younger
    record("user.added", by=None, at=WHEN)
    ItemFactory()
    EmergencyGrantFactory()
    note_all_stated()
    MIGRATION.state_what_is_there(apps, None)
    seal_log(seals_file, at=WHEN)


def test_what_was_there_is_as_the_upgrade_stated_it(upgraded, capsys):
    call_command("verify_audit")

    assert "As they were written" in capsys.readouterr().out


def test_what_is_changed_afterwards_is_named(upgraded, capsys):
    frozen.remove_triggers(connection)
    team = Team.objects.first()
    Team.objects.filter(pk=team.pk).update(duty_contact="01632 960999")

    with pytest.raises(CommandError):
        call_command("verify_audit")

    assert f"team {team.pk} was changed since row " in capsys.readouterr().out


def test_an_event_states_no_more_rows_than_are_read_at_once(monkeypatch):
    monkeypatch.setattr(baseline, "ROWS_AT_ONCE", 3)
    TeamFactory.create_batch(7)

    MIGRATION.state_what_is_there(apps, None)

    stated = Event.objects.filter(kind="rows.stated")
    assert max(len(event.rows) for event in stated) == 3
    assert sum(name.startswith("team:") for event in stated for name in event.rows) == 7


def test_it_states_every_model_that_is_covered_and_leaves_out_the_same_columns():
    """A column that comes later needs a migration that states its rows, and so does a table with
    rows in it."""
    for model in covered_models():
        name = model._meta.model_name
        if name in YOUNGER:
            continue

        assert name in MIGRATION.COVERED
        assert MIGRATION.LEFT_OUT.get(name, frozenset()) == model.LEFT_OUT.keys()
        assert MIGRATION.ONLY.get(name, model.ONLY) == model.ONLY
        assert str(MIGRATION.REVISION.get(name, model.REVISION)) == str(model.REVISION)

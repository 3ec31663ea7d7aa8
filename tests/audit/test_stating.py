"""Each event states the covered rows that were written with it."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import transaction

from checklists.audit.models import Event
from checklists.audit.recording import digest_of, record, reference_to
from checklists.audit.stating import digest_of_row, states_of
from checklists.people.models.absences import Absence
from checklists.people.models.teams import Membership, Team
from checklists.people.models.users import User
from tests.factories import AbsenceFactory, MembershipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def event(kind="team.changed"):
    return record(kind, by=None, at=NOON)


@pytest.fixture
def team(db):
    """A team that an event has stated."""
    team = TeamFactory()
    event()
    return team


def test_an_event_states_what_was_saved(team):
    team.name = "Northton"
    team.save()

    assert event().rows == states_of(Team, [team.pk])


def test_an_event_states_what_a_queryset_changed_also_when_it_is_not_found_by_that_any_more(team):
    Team.objects.filter(name=team.name).update(name="Northton")

    assert event().rows.keys() == {reference_to(team)}


def test_an_event_states_what_was_made_in_one_statement():
    Team.objects.bulk_create([Team(slug="a", name="A"), Team(slug="b", name="B")])

    assert event().rows == states_of(Team, Team.objects.values_list("pk", flat=True))


def test_an_event_says_of_a_deleted_row_that_it_is_gone():
    absence = AbsenceFactory(starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 24))
    event()
    name = reference_to(absence)

    Absence.objects.filter(pk=absence.pk).delete()

    assert event().rows == {name: None}


def test_what_one_event_states_the_next_one_does_not(team):
    team.save()
    event()

    assert event().rows == {}


def test_what_nobody_wrote_is_not_stated(team):
    Team.objects.get(pk=team.pk)

    assert event().rows == {}


def test_a_sign_in_states_nothing(team):
    user = UserFactory()
    event()

    user.last_login = NOON
    user.save(update_fields=["last_login"])

    assert event().rows == {}


def test_what_was_taken_back_is_not_stated(team):
    with transaction.atomic():
        team.save()
        transaction.set_rollback(True)

    assert event().rows == {}


def test_what_was_written_before_is_stated_though_an_event_was_taken_back(team):
    team.save()
    with transaction.atomic():
        event()
        transaction.set_rollback(True)

    assert event().rows.keys() == {reference_to(team)}


def test_what_an_event_states_is_in_its_digest(team):
    team.save()
    stored = Event.objects.get(pk=event().pk)

    stored.rows = {}

    assert digest_of(stored) != stored.digest


def test_a_row_says_the_same_on_every_database():
    said = {
        "at": datetime(2026, 11, 23, 12, 0, 0, 1, tzinfo=UTC),
        "on": date(2026, 11, 23),
        "by_id": UUID(int=7),
        "sealed": b"\x00\xff",
        "body": {"b": [1, "x"], "a": True},
    }
    empty = {"name": "", "count": 0, "list": [], "map": {}, "note": None, "bytes": memoryview(b"")}

    first = digest_of_row("item", UUID(int=1), said)
    second = digest_of_row(
        "item", UUID(int=1), {**empty, **said, "sealed": memoryview(b"\x00\xff")}
    )

    assert first == second == "7ff9b51ebe7eaa7e12b65a4cf0f7dd703facb2510ff18cf693086f193d2102f7"


@pytest.mark.parametrize(
    ("column", "value"),
    [("role", "manager"), ("starts_on", date(2021, 1, 1)), ("ends_on", date(2026, 1, 1))],
)
def test_a_changed_column_changes_what_is_said(column, value):
    row = MembershipFactory()
    before = states_of(Membership, [row.pk])

    Membership.objects.filter(pk=row.pk).update(**{column: value})

    assert states_of(Membership, [row.pk]) != before


def test_a_password_is_in_no_digest():
    user = UserFactory()
    before = states_of(User, [user.pk])

    User.objects.filter(pk=user.pk).update(password="another")

    assert states_of(User, [user.pk]) == before

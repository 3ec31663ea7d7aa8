"""Each event stands in the chain of one person, with the digest of the one before."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from checklists.audit import recording
from checklists.audit.models import Event
from checklists.audit.recording import NotInATransaction, digest_of, record
from checklists.people.models.teams import Role
from tests.concurrent_presses import at_once
from tests.extent import how_many
from tests.factories import CaseFactory, MembershipFactory, TeamFactory, UserFactory, person
from tests.waiting_for_locks import until_somebody_waits

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WRITERS = how_many(suite=4, full=8)
EVENTS_OF_EACH = how_many(suite=5, full=50)
OF_THE_FIRST_VERSION = "dd4430b5d0f9e88dea42919865ef0bfa7684f7907f5d9281d412887a572dd5f1"


@pytest.mark.django_db
def test_each_event_carries_the_digest_of_the_one_before():
    user = UserFactory()

    first = record("item.closed", by=user, at=NOON)
    second = record("item.opened", by=user, at=NOON + timedelta(seconds=1))

    assert (first.seq, second.seq) == (1, 2)
    assert first.previous_digest == ""
    assert second.previous_digest == first.digest


@pytest.mark.django_db
def test_everyone_has_a_chain_of_their_own():
    record("item.closed", by=UserFactory(), at=NOON)

    other = record("item.closed", by=UserFactory(), at=NOON)

    assert other.seq == 1


@pytest.mark.django_db
def test_a_command_writes_the_chain_of_the_system():
    assert record("content.loaded", by=None, at=NOON).chain == "system"


@pytest.mark.django_db
def test_the_digest_can_be_worked_out_again_from_the_stored_row():
    case = CaseFactory()
    event = record(
        "visit.signed",
        case,
        by=UserFactory(),
        at=NOON,
        case=case,
        shown=[case.pk],
        items=3,
        on=NOON,
    )

    stored = Event.objects.get(pk=event.pk)

    assert digest_of(stored) == stored.digest


@pytest.mark.django_db
@pytest.mark.parametrize(
    "field", ["kind", "why", "roles", "target", "request_ref", "chain", "details"]
)
def test_a_changed_event_no_longer_fits_its_digest(field):
    event = record("visit.signed", by=UserFactory(), at=NOON)

    setattr(event, field, "something else")

    assert digest_of(event) != event.digest


@pytest.mark.django_db
def test_the_target_is_named_by_kind_and_id():
    case = CaseFactory()

    assert record("case.edited", case, by=UserFactory(), at=NOON).target == f"case:{case.pk}"


@pytest.mark.django_db
def test_an_event_says_what_the_person_was_on_that_day():
    nia = person(Role.HEALTH_VISITOR, TeamFactory())
    MembershipFactory(user=nia, role=Role.MANAGER, ends_on=NOON.date())
    nia.is_superuser = True

    then = record("case.read", by=nia, at=NOON)
    later = record("case.read", by=nia, at=NOON + timedelta(days=1))

    assert then.roles == "health_visitor manager superuser"
    assert later.roles == "health_visitor superuser"


@pytest.mark.django_db
def test_roles_are_read_once_for_many_events(statements):
    nia = person(Role.HEALTH_VISITOR, TeamFactory())
    record("case.read", by=nia, at=NOON)

    with statements() as counted:
        record("case.read", by=nia, at=NOON)

    assert len(counted) == 2


@pytest.mark.django_db
def test_an_event_written_before_roles_were_kept_still_fits_its_digest():
    """The digest of a row of the first version, worked out by that version."""
    event = Event(chain="system", seq=1, at=NOON, kind="content.loaded", details={"n": 1})

    assert digest_of(event) == OF_THE_FIRST_VERSION


@pytest.mark.django_db(transaction=True)
def test_an_event_on_its_own_is_refused():
    with pytest.raises(NotInATransaction):
        record("item.closed", by=None, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_one_chain_both_get_their_place():
    user = UserFactory()
    start = Barrier(WRITERS)

    def write():
        start.wait(timeout=10)
        for _ in range(EVENTS_OF_EACH):
            with transaction.atomic():
                record("case.read", by=user, at=NOON)
        connection.close()

    writers = [Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)

    all_places = [*range(1, WRITERS * EVENTS_OF_EACH + 1)]
    assert list(Event.objects.values_list("seq", flat=True).order_by("seq")) == all_places


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_an_event_beside_a_long_transaction_of_the_same_person_comes_after_all_of_it():
    user = UserFactory()
    many, begun = recording.MOST_TRIES + 1, Barrier(2)

    def write_many():
        with transaction.atomic():
            for _ in range(many):
                record("item.closed", by=user, at=NOON)
            begun.wait(timeout=10)
            until_somebody_waits()

    def write_one():
        begun.wait(timeout=10)
        with transaction.atomic():
            record("case.read", by=user, at=NOON)

    at_once(write_many, write_one)

    last = Event.objects.filter(chain=str(user.pk)).latest("seq")
    assert (last.kind, last.seq) == ("case.read", many + 1)


@pytest.mark.django_db
def test_an_event_behind_the_one_just_written_continues_the_chain():
    user = UserFactory()
    record("case.read", by=user, at=NOON)
    read = record("case.read", by=user, at=NOON)

    private = record("visit.private_read", by=user, at=NOON, behind=read)

    assert (private.seq, private.previous_digest) == (3, read.digest)
    assert private.digest == recording.digest_of(Event.objects.get(pk=private.pk))


@pytest.mark.django_db
def test_a_place_taken_by_someone_else_is_tried_again(monkeypatch):
    user = UserFactory()
    tries = []

    def lose_once(event, last):
        tries.append(event)
        return len(tries) > 1

    monkeypatch.setattr(recording, "append_to_chain", lose_once)
    record("case.read", by=user, at=NOON)

    assert len(tries) == 2

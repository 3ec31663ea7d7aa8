"""A block is set at once by a lead, and lifted by two people."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from checklists.audit.models import Event
from checklists.audit.refused import NothingAsked
from checklists.cases import conflicts
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.registration import registering
from tests.case_fixtures import NOW
from tests.factories import CaseFactory, ConflictBlockFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WHY = "They are brother and sister."
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def lead(db):
    return person(Role.SAFEGUARDING_LEAD, name="Lee Leadbetter")


@pytest.fixture
def other_lead(db):
    return person(Role.SAFEGUARDING_LEAD, name="Lu Leadholm")


def block(case, user, lead):
    return conflicts.block_person(case, user, why=WHY, by=lead, at=NOW)


def sees(user, case):
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def test_a_block_acts_at_once_and_its_words_are_encrypted(case, colleague, lead):
    (made,) = block(case, colleague, lead)

    assert not sees(colleague, case)
    assert conflicts.reason_of_block(made) == WHY
    assert WHY.encode() not in bytes(made.sealed)


def test_a_block_is_one_event_that_names_nobody(case, colleague, lead):
    block(case, colleague, lead)

    event = Event.objects.get()
    assert (event.kind, event.by, event.case_ref) == ("conflict.blocked", lead, case.pk)
    assert str(colleague.pk) not in str(event.details)


def test_a_block_stands_on_every_baby_of_the_family(case, nurse, colleague, lead):
    twin = registering.register_twin(case, by=nurse, at=NOW, given_name="Robin")

    block(case, colleague, lead)

    assert not sees(colleague, case)
    assert not sees(colleague, twin)


def test_a_twin_who_is_added_later_is_blocked_from_the_start(case, nurse, colleague, lead):
    block(case, colleague, lead)

    twin = registering.register_twin(case, by=nurse, at=LATER, given_name="Robin")

    assert not sees(colleague, twin)
    assert conflicts.reason_of_block(twin.conflict_blocks.get()) == WHY


def test_a_button_pressed_twice_sets_one_block(case, colleague, lead):
    block(case, colleague, lead)

    assert block(case, colleague, lead) == []
    assert ConflictBlock.objects.count() == Event.objects.count() == 1


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.MANAGER, Role.DEPUTY])
def test_only_a_lead_sets_a_block(case, colleague, role, team):
    with pytest.raises(conflicts.NotALead):
        block(case, colleague, person(role, team))

    assert not ConflictBlock.objects.exists()


def test_a_blocked_lead_sets_no_block_and_asks_to_lift_none(case, colleague, lead):
    ConflictBlockFactory(case=case, user=lead)

    with pytest.raises(conflicts.NotALead):
        block(case, colleague, lead)
    with pytest.raises(conflicts.NotALead):
        conflicts.ask_to_lift(case, lead, by=lead, at=NOW)


def test_a_holder_is_not_blocked_before_someone_takes_the_family_over(case, nurse, lead):
    with pytest.raises(conflicts.StillHolds):
        block(case, nurse, lead)

    assert sees(nurse, case)


@pytest.fixture
def asked(case, colleague, lead, other_lead, manager):
    block(case, colleague, lead)
    conflicts.ask_to_lift(case, colleague, by=lead, at=NOW)
    return case


def test_asking_lifts_nothing_and_alerts_those_who_may(asked, colleague, other_lead, manager):
    assert not sees(colleague, asked)
    told = {alert.recipient for alert in Alert.objects.filter(kind="block_lift_asked")}
    assert told == {other_lead, manager}


@pytest.mark.parametrize("second", ["other_lead", "manager"])
def test_a_second_person_lifts_it(asked, colleague, second, request):
    by = request.getfixturevalue(second)

    conflicts.lift_block(asked, colleague, by=by, at=NOW)

    assert sees(colleague, asked)
    lifted = ConflictBlock.objects.get()
    assert (lifted.lifted_by, lifted.lifted_at) == (by, NOW)


def test_who_asked_does_not_lift(asked, colleague, lead):
    with pytest.raises(conflicts.SecondPersonNeeded):
        conflicts.lift_block(asked, colleague, by=lead, at=LATER)

    assert not sees(colleague, asked)


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.DEPUTY])
def test_nobody_else_of_the_team_lifts(asked, colleague, role, team):
    with pytest.raises(conflicts.SecondPersonNeeded):
        conflicts.lift_block(asked, colleague, by=person(role, team), at=LATER)


def test_a_manager_of_another_team_does_not_lift(asked, colleague):
    with pytest.raises(conflicts.SecondPersonNeeded):
        conflicts.lift_block(
            asked, colleague, by=person(Role.MANAGER, CaseFactory().team), at=LATER
        )


def test_a_blocked_manager_does_not_lift_her_own(case, lead, manager, other_lead):
    block(case, manager, lead)
    conflicts.ask_to_lift(case, manager, by=lead, at=NOW)

    with pytest.raises(conflicts.SecondPersonNeeded):
        conflicts.lift_block(case, manager, by=manager, at=LATER)

    assert not Alert.objects.filter(recipient=manager).exists()


def test_nothing_is_lifted_that_nobody_asked_for(case, colleague, lead, other_lead):
    block(case, colleague, lead)

    with pytest.raises(NothingAsked):
        conflicts.lift_block(case, colleague, by=other_lead, at=LATER)


def test_the_second_person_may_leave_it_in_force(asked, colleague, other_lead, lead):
    conflicts.keep_block(asked, colleague, by=other_lead, at=LATER)

    assert not sees(colleague, asked)
    with pytest.raises(NothingAsked):
        conflicts.lift_block(asked, colleague, by=other_lead, at=LATER)


def test_a_lifted_block_is_set_again_as_a_new_one(asked, colleague, other_lead, lead):
    conflicts.lift_block(asked, colleague, by=other_lead, at=LATER)

    block(asked, colleague, lead)

    assert not sees(colleague, asked)
    assert ConflictBlock.objects.count() == 2


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_the_database_keeps_a_block_as_it_was_set(asked, colleague, nurse, other_lead):
    rows = ConflictBlock.objects.all()

    refused(lambda: rows.update(user=nurse))
    refused(lambda: rows.update(sealed=b""))
    refused(lambda: rows.update(set_at=LATER))
    refused(lambda: rows.all()._raw_delete("default"))
    refused(lambda: rows.update(lifted_at=LATER, lifted_by=rows[0].lift_asked_by))
    refused(lambda: rows.update(lifted_at=LATER, lifted_by=colleague))
    conflicts.lift_block(asked, colleague, by=other_lead, at=LATER)

    refused(lambda: rows.update(lifted_at=None, lifted_by=None))

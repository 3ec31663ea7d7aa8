"""Handovers nobody answers and emergency access nobody reviews: the same clock, slower."""

import pytest

from checklists.cases.emergency import review
from checklists.escalation.models import Unread
from checklists.handover.models import Transfer
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.escalation.conftest import london, run, told
from tests.factories import (
    ConflictBlockFactory,
    EmergencyGrantFactory,
    TeamFactory,
    person,
)
from tests.handover.offering import offered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("people")]
OFFERED_AT = london("2026-11-23 10:00")
ENDED_AT = london("2026-11-23 14:00")
HANDOVER, OF_LEADS, EMERGENCY = (
    "handover_unanswered",
    "handover_unanswered_lead",
    "emergency_unread",
)


@pytest.fixture
def south(db):
    team = TeamFactory(name="South")
    person(Role.MANAGER, team, name="manager of South")
    person(Role.DEPUTY, team, name="deputy of South")
    return team


@pytest.fixture
def offer(case, south):
    """To the team South, on Monday at 10 o'clock."""
    return offered(case, to_team=south, at=OFFERED_AT)


@pytest.mark.usefixtures("offer")
def test_a_handover_goes_on_after_two_working_days():
    run("2026-11-25 09:59")
    early = told(HANDOVER)
    run("2026-11-25 10:00")
    run("2026-11-25 10:01")
    run("2026-11-27 09:59")
    later = told(HANDOVER)
    run("2026-11-27 10:00")

    assert (early, later) == ([], ["deputy of South"])
    assert (told(HANDOVER), told(OF_LEADS)) == (["deputy of South"], ["lead"])


@pytest.mark.parametrize("state", [Transfer.State.REJECTED, Transfer.State.WITHDRAWN])
def test_one_that_was_answered_goes_to_nobody(offer, state, manager):
    Transfer.objects.update(state=state, answered_by=manager, answered_at=OFFERED_AT)

    run("2026-11-25 10:00")

    assert told(HANDOVER) == []


def test_one_whose_family_has_another_holder_meanwhile_goes_to_nobody(offer, case, north):
    case.owner = person(team=north)
    case.save()

    run("2026-11-25 10:00")

    assert told(HANDOVER) == []


@pytest.fixture
def grant(case):
    """It ended on Monday at 2 o'clock."""
    used_by = person(team=TeamFactory(name="West"), name="west")
    return EmergencyGrantFactory(case=case, user=used_by, ends_at=ENDED_AT)


@pytest.mark.usefixtures("grant")
def test_emergency_access_goes_on_two_working_days_after_it_ended():
    run("2026-11-25 13:59")
    early = told(EMERGENCY)
    run("2026-11-25 14:00")
    run("2026-11-25 14:01")
    run("2026-11-27 14:00")

    assert (early, told(EMERGENCY)) == ([], ["deputy", "lead"])


def test_one_that_was_reviewed_goes_to_nobody(grant, manager):
    review(grant, outcome="reason", words="Called out.", by=manager, at=london("2026-11-24 10:00"))

    run("2026-11-25 14:00")

    assert told(EMERGENCY) == []


def test_whoever_used_it_and_whoever_is_blocked_is_passed_over(case, north, deputy, lead):
    EmergencyGrantFactory(case=case, user=deputy, ends_at=ENDED_AT)
    other = person(Role.DEPUTY, north, name="deputy 2")
    ConflictBlockFactory(case=case, user=other, set_by=lead)

    run("2026-11-25 14:00")

    assert told(EMERGENCY) == ["lead"]


@pytest.mark.usefixtures("grant")
def test_one_reviewed_after_a_step_leaves_nothing_behind(grant, manager):
    run("2026-11-25 14:00")
    review(grant, outcome="reason", words="Called out.", by=manager, at=london("2026-11-25 15:00"))
    run("2026-11-25 15:01")

    assert Alert.objects.filter(kind=EMERGENCY).count() == 1
    assert not Unread.objects.exists()

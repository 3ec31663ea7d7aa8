"""Somebody who answers for the case ends another person's emergency access."""

import pytest

from checklists.audit.models import Event
from checklists.cases.models.emergency import EmergencyGrant
from tests.factories import (
    EmergencyGrantFactory,
    TeamFactory,
    person,
)
from tests.oversight.reviews.uses import HOUR, NOW, REVIEWERS, SEE_NOTHING, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force(case):
    return EmergencyGrantFactory(
        case=case,
        user=person(team=TeamFactory(), name="Sol Southwell"),
        starts_at=NOW - HOUR,
        ends_at=NOW + 3 * HOUR,
    )


@pytest.mark.parametrize("who", REVIEWERS)
def test_who_answers_for_the_case_ends_it_for_someone_else(client, case, in_force, who):
    user = REVIEWERS[who](case)
    assert "End this access now" in page_of(client, user, "emergency_use", in_force.pk).text

    page_of(client, user, "end_emergency_use", in_force.pk, why="taken_on")

    assert page_of(client, in_force.user, "case", case.pk).status_code == 404
    event = Event.objects.get(kind="emergency.ended")
    assert (event.by, event.case_ref, event.why) == (user, case.pk, "")
    assert "End this access now" not in page_of(client, user, "emergency_use", in_force.pk).text


def test_ending_it_asks_why_and_the_page_says_so_afterwards(client, manager, in_force):
    asks = page_of(client, manager, "end_emergency_use", in_force.pk, why="")

    assert asks.status_code == 422
    assert "Say why you end it" in asks.text
    assert not Event.objects.filter(kind="emergency.ended").exists()
    page_of(client, manager, "end_emergency_use", in_force.pk, why="taken_on")
    page = page_of(client, manager, "emergency_use", in_force.pk).text
    assert f"By {manager}. Somebody else has taken this on" in page


@pytest.mark.parametrize("who", SEE_NOTHING)
def test_nobody_else_ends_it(client, case, in_force, who):
    answer = page_of(
        client, SEE_NOTHING[who](case), "end_emergency_use", in_force.pk, why="taken_on"
    )

    assert answer.status_code == 404
    assert EmergencyGrant.objects.in_force(NOW).exists()


def test_one_that_has_ended_keeps_its_end(client, case, manager, use):
    page_of(client, manager, "end_emergency_use", use.pk, why="taken_on")

    ends_at = use.ends_at
    use.refresh_from_db()
    assert use.ends_at == ends_at
    assert not Event.objects.filter(kind="emergency.ended").exists()

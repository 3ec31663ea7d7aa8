"""What opens cases to a person is read once for a request, and holds for no longer."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from checklists.cases.access import access_to
from checklists.cases.models.case import BLANK, Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.querysets import Why
from checklists.people.models.absences import Absence
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    MembershipFactory,
    TeamFactory,
    person,
)

pytestmark = pytest.mark.django_db

LATE = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
TODAY = LATE.date()
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SOON = LATE + timedelta(minutes=20)  # and still the same day


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATE, tick=False) as clock:
        yield clock


@pytest.fixture
def case():
    return CaseFactory()


def called_out(case, **hours):
    hours = {"starts_at": LATE - HOUR, "ends_at": LATE + HOUR, **hours}
    return EmergencyGrantFactory(case=case, user=person(team=TeamFactory()), **hours).user


def covering(case):
    colleague = person(team=case.team)
    AbsenceFactory(user=case.owner, covered_by=colleague, starts_on=TODAY, ends_on=TODAY)
    return colleague


def next_request(user):
    return User.objects.get(pk=user.pk)


def why(user, case):
    """What opens the case to this person, in the request that has this instance."""
    found = access_to(user, case.pk)
    return found.why if found else None


WHO = {
    Why.CASELOAD: lambda case: case.owner,
    Why.COVER: covering,
    Why.MANAGER: lambda case: person(Role.MANAGER, case.team),
    Why.LEAD: lambda case: person(Role.SAFEGUARDING_LEAD),
    Why.EMERGENCY: called_out,
    Why.TEAM: lambda case: person(team=case.team),
}


def end_role(user, case):
    user.memberships.update(ends_on=TODAY - DAY)


def block(user, case):
    ConflictBlockFactory(case=case, user=user)


def end_emergency(user, case):
    EmergencyGrant.objects.filter(user=user).update(ends_at=LATE)


def come_back(user, case):
    Absence.objects.filter(covered_by=user).update(ends_on=TODAY - DAY, starts_on=TODAY - DAY)


def deactivate(user, case):
    User.objects.filter(pk=user.pk).update(is_active=False)


def give_away(user, case):
    Case.objects.filter(pk=case.pk).update(owner=person(team=case.team))


ENDED = [
    *((who, change, None) for who in WHO for change in (end_role, block, deactivate)),
    (Why.EMERGENCY, end_emergency, None),
    (Why.COVER, come_back, Why.TEAM),
    (Why.CASELOAD, give_away, Why.TEAM),
]


@pytest.mark.parametrize(("who", "change", "left"), ENDED)
def test_a_right_that_ends_has_ended_in_the_next_request(case, who, change, left):
    user = next_request(WHO[who](case))
    assert why(user, case) == who

    change(user, case)

    assert why(next_request(user), case) == left


@pytest.mark.parametrize("who", WHO)
def test_a_right_that_begins_counts_from_the_next_request(who):
    other, case = CaseFactory(), CaseFactory()
    user = WHO[who](other)
    assert why(next_request(user), case) == (Why.LEAD if who == Why.LEAD else None)

    MembershipFactory(user=user, team=case.team)

    assert why(next_request(user), case) == (Why.LEAD if who == Why.LEAD else Why.TEAM)


def test_emergency_access_that_ends_during_a_request_opens_nothing_more(case, clock):
    user = next_request(called_out(case, ends_at=SOON))
    assert why(user, case) == Why.EMERGENCY

    clock.move_to(SOON)

    assert why(user, case) is None


def test_a_block_that_is_lifted_during_a_request_keeps_nobody_any_more(case, clock):
    ConflictBlockFactory(case=case, user=case.owner, lifted_at=SOON)
    owner = next_request(case.owner)
    assert why(owner, case) is None

    clock.move_to(SOON)

    assert why(owner, case) == Why.CASELOAD


@pytest.mark.parametrize("who", [Why.CASELOAD, Why.MANAGER, Why.TEAM, Why.LEAD])
def test_a_role_that_ends_at_midnight_is_over_in_a_request_that_goes_on(case, clock, who):
    user = WHO[who](case)
    user.memberships.update(ends_on=TODAY)
    user = next_request(user)
    assert why(user, case) == who

    clock.move_to(LATE + HOUR)

    assert why(user, case) is None


def test_cover_that_ends_at_midnight_is_over_in_a_request_that_goes_on(case, clock):
    colleague = next_request(covering(case))
    assert why(colleague, case) == Why.COVER

    clock.move_to(LATE + HOUR)

    assert why(colleague, case) == Why.TEAM


def test_emergency_access_opens_the_case_to_one_person(case):
    called_out(case)
    colleague = person(team=TeamFactory())

    assert why(next_request(colleague), case) is None


def test_an_owner_who_works_in_another_team_now_opens_nothing(case):
    case.owner.memberships.update(ends_on=TODAY - DAY)
    MembershipFactory(user=case.owner, team=TeamFactory())

    assert why(next_request(case.owner), case) is None


@pytest.mark.parametrize("who", WHO)
def test_nothing_opens_a_record_that_was_disposed_of(case, who):
    user = WHO[who](case)
    Case.objects.filter(pk=case.pk).update(disposed_at=LATE, **BLANK)

    assert why(next_request(user), case) is None

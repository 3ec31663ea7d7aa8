"""Whom a team tells about a case, and who must never be among them."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from checklists.cases.alerting import alerts_of, people_responsible
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    MembershipFactory,
    TeamFactory,
    person,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
DAY = timedelta(days=1)


@pytest.fixture
def case():
    return CaseFactory()


@pytest.fixture
def manager(case):
    return person(Role.MANAGER, case.team, name="Morag")


@pytest.fixture
def deputy(case):
    return person(Role.DEPUTY, case.team, name="Dev")


@pytest.fixture
def lead(db):
    return person(Role.SAFEGUARDING_LEAD, name="Lee")


def told(case, **more):
    return set(people_responsible(case, at=NOON, **more))


def test_the_managers_and_deputies_of_the_team_are_told(case, manager, deputy, lead):
    person(Role.MANAGER, TeamFactory())
    person(team=case.team)

    assert told(case) == {manager, deputy}


@pytest.mark.parametrize(
    "gone",
    [
        {"starts_on": date(2020, 1, 1), "ends_on": TODAY - DAY},
        {"starts_on": TODAY + DAY},
        {"user__is_active": False},
    ],
    ids=["moved on", "not here yet", "deactivated"],
)
def test_who_does_not_manage_today_is_not_told(case, lead, gone):
    MembershipFactory(team=case.team, role=Role.MANAGER, **gone)

    assert told(case) == {lead}


def test_a_blocked_manager_is_not_told_and_the_lead_is(case, manager, lead):
    ConflictBlockFactory(case=case, user=manager, set_by=lead)

    assert told(case) == {lead}


def test_a_block_that_was_lifted_keeps_nobody_out(case, manager):
    ConflictBlockFactory(case=case, user=manager, lifted_at=NOON)

    assert told(case) == {manager}


def test_the_person_themself_is_not_told(case, manager, deputy, lead):
    assert told(case, but_not=[manager]) == {deputy, lead}


def test_a_team_with_a_deputy_only_tells_the_lead_as_well(case, deputy, lead):
    assert told(case) == {deputy, lead}


def test_a_manager_on_leave_is_told_and_so_is_the_lead(case, manager, lead):
    AbsenceFactory(user=manager, starts_on=TODAY, ends_on=TODAY)

    assert told(case) == {manager, lead}


def test_leave_that_is_over_tells_the_manager_alone(case, manager, lead):
    AbsenceFactory(user=manager, starts_on=TODAY - DAY, ends_on=TODAY - DAY)

    assert told(case) == {manager}


def test_a_blocked_lead_is_not_told_either(case, lead):
    manager = person(Role.MANAGER, TeamFactory())

    ConflictBlockFactory(case=case, user=lead, set_by=manager)

    assert told(case) == set()


def test_who_is_both_manager_and_lead_is_told_once(case, lead):
    MembershipFactory(user=lead, team=case.team, role=Role.DEPUTY)

    assert people_responsible(case, at=NOON) == [lead]


def test_the_day_is_that_of_london(case, lead):
    MembershipFactory(team=case.team, role=Role.MANAGER, ends_on=date(2026, 6, 30))
    after_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert people_responsible(case, at=after_midnight) == [lead]


def test_a_block_hides_the_alerts_that_came_before_it(case, manager):
    about = Alert.objects.create(recipient=manager, kind="x", case_ref=case.pk, at=NOON)
    other = Alert.objects.create(recipient=manager, kind="x", case_ref=uuid4(), at=NOON)
    general = Alert.objects.create(recipient=manager, kind="x", at=NOON)
    assert set(alerts_of(manager, NOON)) == {about, other, general}

    ConflictBlockFactory(case=case, user=manager)

    assert set(alerts_of(manager, NOON)) == {other, general}

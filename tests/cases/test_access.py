"""Who opens which case, and what that allows."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from checklists.cases.access import access_to
from checklists.cases.models.case import Case
from checklists.cases.querysets import OPENS_PRIVATE, Why
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def case(north):
    return CaseFactory(team=north)


def covering(case, starts_on=TODAY, ends_on=TODAY):
    """A colleague of the team who covers the owner from day to day."""
    colleague = person(team=case.team)
    AbsenceFactory(user=case.owner, covered_by=colleague, starts_on=starts_on, ends_on=ends_on)
    return colleague


def called_out(case, starts_at=NOON - HOUR, ends_at=NOON + HOUR):
    user = person(team=TeamFactory())
    EmergencyGrantFactory(case=case, user=user, starts_at=starts_at, ends_at=ends_at)
    return user


WHO = {
    "the owner": lambda case: case.owner,
    "a colleague who covers today": covering,
    "the team's manager": lambda case: person(Role.MANAGER, case.team),
    "the team's deputy": lambda case: person(Role.DEPUTY, case.team),
    "the safeguarding lead": lambda case: person(Role.SAFEGUARDING_LEAD),
    "someone with emergency access": called_out,
    "a health visitor of the team": lambda case: person(team=case.team),
    "a health visitor of another team": lambda case: person(team=TeamFactory()),
    "a manager of another team": lambda case: person(Role.MANAGER, TeamFactory()),
    "an editor": lambda case: person(Role.EDITOR),
    "a publisher": lambda case: person(Role.PUBLISHER),
    "a system administrator": lambda case: person(Role.SYSTEM_ADMINISTRATOR),
    "a superuser": lambda case: UserFactory(is_superuser=True),
    "a visitor": lambda case: AnonymousUser(),
}
# Who: why they may open it, whether its private words open, whether they may write in it.
EXPECTED = {
    "the owner": (Why.CASELOAD, True, True),
    "a colleague who covers today": (Why.COVER, True, True),
    "the team's manager": (Why.MANAGER, True, True),
    "the team's deputy": (Why.MANAGER, True, True),
    "the safeguarding lead": (Why.LEAD, True, False),
    "someone with emergency access": (Why.EMERGENCY, True, True),
    "a health visitor of the team": (Why.TEAM, False, False),
    "a health visitor of another team": (None, False, False),
    "a manager of another team": (None, False, False),
    "an editor": (None, False, False),
    "a publisher": (None, False, False),
    "a system administrator": (None, False, False),
    "a superuser": (None, False, False),
    "a visitor": (None, False, False),
}
# Once a case has ended, its owner, managers and the lead still read it; nobody writes.
STILL_READS_ENDED = {
    *["the owner", "the team's manager", "the team's deputy"],
    *["the safeguarding lead", "someone with emergency access"],
}


def fresh(user):
    """As the next request finds them."""
    return User.objects.get(pk=user.pk) if user.is_authenticated else user


def rights(case, user):
    found = access_to(fresh(user), case.pk)
    return (found.why, found.private, found.may_record) if found else (None, False, False)


@pytest.mark.parametrize("who", WHO)
def test_who_may_do_what_in_a_case(case, who):
    assert rights(case, WHO[who](case)) == EXPECTED[who]


@pytest.mark.parametrize("who", WHO)
def test_lists_say_the_same(case, who):
    why, private, _ = EXPECTED[who]
    user = fresh(WHO[who](case))

    assert Case.objects.visible_to(user).exists() is (why is not None)
    assert Case.objects.reached_by(user, OPENS_PRIVATE).exists() is private


@pytest.mark.parametrize("who", [who for who in WHO if who != "a visitor"])
def test_a_block_beats_everything(case, who):
    user = WHO[who](case)
    ConflictBlockFactory(case=case, user=user)

    assert rights(case, user) == (None, False, False)


@pytest.mark.parametrize("who", [who for who in WHO if who != "a visitor"])
def test_deactivation_takes_everything(case, who):
    user = WHO[who](case)
    user.is_active = False
    user.save()

    assert rights(case, user) == (None, False, False)


@pytest.mark.parametrize("who", WHO)
def test_an_ended_case_is_read_by_few_and_written_by_nobody(north, who):
    case = CaseFactory(team=north, ended=True)

    why, private, records = rights(case, WHO[who](case))

    assert (why is not None) is (who in STILL_READS_ENDED)
    assert private is (who in STILL_READS_ENDED)
    assert records is False


def test_a_lifted_block_blocks_no_more(case):
    ConflictBlockFactory(case=case, user=case.owner, lifted_at=NOON - HOUR)

    assert rights(case, case.owner)[0] == Why.CASELOAD


def test_a_block_lifted_tomorrow_still_blocks(case):
    ConflictBlockFactory(case=case, user=case.owner, lifted_at=NOON + DAY)

    assert rights(case, case.owner)[0] is None


def test_a_block_is_for_one_person_and_one_case(case, north):
    other = CaseFactory(team=north, owner=case.owner)
    ConflictBlockFactory(case=case, user=case.owner)

    assert rights(other, case.owner)[0] == Why.CASELOAD
    assert rights(case, person(Role.MANAGER, north))[0] == Why.MANAGER


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "covers"),
    [
        (TODAY - DAY, TODAY - DAY, False),
        (TODAY - DAY, TODAY, True),
        (TODAY, TODAY + DAY, True),
        (TODAY + DAY, TODAY + DAY, False),
    ],
)
def test_cover_holds_from_the_first_to_the_last_day(case, starts_on, ends_on, covers):
    colleague = covering(case, starts_on, ends_on)

    assert (rights(case, colleague)[0] == Why.COVER) is covers


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "opens"),
    [
        (NOON - HOUR, NOON, False),
        (NOON, NOON + HOUR, True),
        (NOON + HOUR, NOON + 2 * HOUR, False),
    ],
)
def test_emergency_access_holds_for_its_hours(case, starts_at, ends_at, opens):
    user = called_out(case, starts_at, ends_at)

    assert (rights(case, user)[0] == Why.EMERGENCY) is opens


def test_emergency_access_is_for_one_case(case):
    user = called_out(case)

    assert rights(CaseFactory(), user) == (None, False, False)


def test_emergency_access_ends_with_the_last_role_with_families(case):
    user = called_out(case)
    user.memberships.update(ends_on=TODAY - DAY)

    assert rights(case, user) == (None, False, False)


def test_an_owner_who_left_the_team_opens_nothing(case):
    case.owner.memberships.update(ends_on=TODAY - DAY)

    assert rights(case, case.owner) == (None, False, False)


def test_cover_needs_a_place_in_some_team(case):
    colleague = covering(case)
    colleague.memberships.update(ends_on=TODAY - DAY)

    assert rights(case, colleague)[0] is None


def test_a_manager_of_one_team_is_a_colleague_in_another(case):
    user = person(Role.MANAGER, TeamFactory())
    MembershipFactory(user=user, team=case.team)

    assert rights(case, user) == (Why.TEAM, False, False)


def test_of_several_reasons_the_first_is_shown(case):
    MembershipFactory(user=case.owner, team=case.team, role=Role.MANAGER)
    MembershipFactory(user=case.owner, team=None, role=Role.SAFEGUARDING_LEAD)

    assert rights(case, case.owner)[0] == Why.CASELOAD


def test_each_case_is_listed_once_however_many_reasons(case):
    EmergencyGrantFactory(case=case, user=case.owner, starts_at=NOON, ends_at=NOON + HOUR)
    MembershipFactory(user=case.owner, team=case.team, role=Role.MANAGER)

    assert Case.objects.visible_to(fresh(case.owner)).count() == 1


def test_rights_are_read_once_for_many_questions(case, django_assert_num_queries):
    owner = fresh(case.owner)

    with django_assert_num_queries(3 + 3):  # what gives rights is read once, then each question
        list(Case.objects.visible_to(owner))
        list(Case.objects.reached_by(owner, OPENS_PRIVATE))
        access_to(owner, case.pk)


def test_a_right_that_was_given_needs_no_further_question(case, django_assert_num_queries):
    right = access_to(fresh(case.owner), case.pk)

    with django_assert_num_queries(0):
        assert right.private
        assert right.may_record


def test_what_opens_a_case_to_one_person_is_not_on_the_row(case):
    """The row is handed on, and whoever else asks would find it there."""
    right = access_to(fresh(case.owner), case.pk)

    assert not hasattr(right.case, "why")


@time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False)
def test_days_are_counted_in_london(case):
    colleague = covering(case, starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 1))

    assert rights(case, colleague)[0] == Why.COVER

"""Who covers the families of somebody away, and who gets them where nobody covers."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from checklists.cases.access import access_to
from checklists.cases.querysets import Why
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.rights import covered_by
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    MembershipFactory,
    TeamFactory,
    person,
)
from tests.people.absences import DAY, NOW, TODAY, away, covers, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


def why(user, case):
    found = access_to(fresh(user), case.pk)
    return found and found.why


def test_who_is_named_covers_and_the_deputy_does_not(nia, hal, dev):
    away(nia, hal)

    assert covers(hal) == {"Nia Northfield"}
    assert covers(dev) == set()


def test_without_a_cover_families_go_to_the_managers_of_the_team(nia, hal, dev, morag):
    away(nia)
    case = CaseFactory(owner=nia, team=nia.memberships.get().team)

    assert covers(dev) == covers(morag) == {"Nia Northfield"}
    assert why(dev, case) == Why.COVER
    assert covers(hal) == set()
    assert why(hal, case) == Why.TEAM


NOT_AT_WORK = {
    "away too": lambda hal, dev: away(hal, dev),
    "away without a cover": lambda hal, dev: away(hal),
    "deactivated": lambda hal, dev: User.objects.filter(pk=hal.pk).update(is_active=False),
    "left the team": lambda hal, dev: hal.memberships.update(ends_on=TODAY - DAY),
    "gone to another team": lambda hal, dev: hal.memberships.update(team=TeamFactory()),
    "not begun yet": lambda hal, dev: hal.memberships.update(starts_on=TODAY + DAY),
    "an editor now": lambda hal, dev: hal.memberships.update(team=None, role=Role.EDITOR),
}


@pytest.mark.parametrize("how", NOT_AT_WORK)
def test_families_of_a_cover_who_is_not_at_work_go_to_the_managers(nia, hal, dev, how):
    away(nia, hal)
    NOT_AT_WORK[how](hal, dev)

    assert "Nia Northfield" in covers(dev)
    assert covers(hal) == set()


def test_a_cover_of_another_team_opens_nothing(nia, north, dev):
    case, stranger = CaseFactory(owner=nia, team=north), person(team=TeamFactory())
    away(nia, stranger)

    assert why(stranger, case) is None
    assert why(dev, case) == Why.COVER


def test_who_works_in_two_teams_is_covered_in_each_by_who_works_there(nia, hal, north, dev):
    east = TeamFactory(name="East")
    MembershipFactory(user=nia, team=east)
    deputy = person(Role.DEPUTY, east)
    here, there = (CaseFactory(owner=nia, team=team) for team in (north, east))
    away(nia, hal)

    assert (why(hal, here), why(hal, there)) == (Why.COVER, None)
    assert (why(dev, here), why(deputy, there)) == (Why.MANAGER, Why.COVER)


def test_the_cover_of_a_cover_was_not_asked_and_gets_nothing(nia, hal, north, dev):
    flora = person(team=north, name="Flora Northlea")
    away(nia, hal)
    away(hal, flora)

    assert covers(flora) == {"Hal Northway"}
    assert covers(dev) == {"Nia Northfield"}


def test_where_two_overlap_both_cover_and_one_at_work_is_enough(nia, hal, dev, north):
    flora = person(team=north, name="Flora Northlea")
    away(nia, hal, starts_on=TODAY - DAY, ends_on=TODAY)
    away(nia, flora, starts_on=TODAY, ends_on=TODAY + DAY)

    assert covers(hal) == covers(flora) == {"Nia Northfield"}

    away(hal)

    assert covers(dev) == {"Hal Northway"}


def test_an_absence_beside_one_with_a_cover_needs_no_other(nia, hal, dev):
    away(nia)
    away(nia, hal)

    assert covers(dev) == set()


@pytest.mark.parametrize(
    ("first", "last", "covered"), [(-1, -1, 0), (-1, 0, 1), (0, 1, 1), (1, 1, 0)]
)
def test_cover_holds_from_the_first_to_the_last_day(nia, dev, first, last, covered):
    away(nia, starts_on=TODAY + first * DAY, ends_on=TODAY + last * DAY)

    assert len(covers(dev)) == covered


def test_only_families_of_the_team_one_leads_are_reached(nia, dev):
    east = TeamFactory(name="East")
    MembershipFactory(user=nia, team=east)
    there = CaseFactory(owner=nia, team=east)
    away(nia)

    assert why(dev, there) is None


def test_a_block_beats_cover_without_a_name(nia, dev, north):
    case = CaseFactory(owner=nia, team=north)
    ConflictBlockFactory(case=case, user=dev)
    away(nia)

    assert why(dev, case) is None


def test_a_family_closed_to_the_cover_goes_to_the_managers_as_if_nobody_were_named(
    nia, hal, dev, morag, north
):
    shut, open_ = (CaseFactory(owner=nia, team=north) for _ in range(2))
    ConflictBlockFactory(case=shut, user=hal)
    away(nia, hal)

    assert (why(hal, shut), why(hal, open_)) == (None, Why.COVER)
    assert why(dev, shut) == why(morag, shut) == Why.COVER
    assert why(dev, open_) == Why.MANAGER


def test_one_of_two_who_is_not_kept_from_it_is_enough(nia, hal, dev, north):
    flora, case = person(team=north), CaseFactory(owner=nia, team=north)
    ConflictBlockFactory(case=case, user=hal)
    away(nia, hal)
    away(nia, flora)

    assert (why(flora, case), why(dev, case)) == (Why.COVER, Why.MANAGER)


def test_a_block_that_was_lifted_blocks_nobody(nia, hal, dev, north):
    case = CaseFactory(owner=nia, team=north)
    ConflictBlockFactory(case=case, user=hal, lift_asked_at=NOW - DAY, lifted_at=NOW - DAY)
    away(nia, hal)

    assert (why(hal, case), why(dev, case)) == (Why.COVER, Why.MANAGER)


def test_a_manager_who_is_kept_from_it_too_does_not_get_it(nia, hal, dev, north):
    case = CaseFactory(owner=nia, team=north)
    for user in (hal, dev):
        ConflictBlockFactory(case=case, user=user)
    away(nia, hal)

    assert why(dev, case) is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 6, 10, 22, 59, tzinfo=UTC), Why.TEAM),
        (datetime(2026, 6, 10, 23, 1, tzinfo=UTC), Why.COVER),
    ],
)
def test_the_days_are_days_in_london(nia, hal, north, moment, expected):
    case = CaseFactory(owner=nia, team=north)
    away(nia, hal, starts_on=date(2026, 6, 11), ends_on=date(2026, 6, 11))

    with time_machine.travel(moment, tick=False):
        assert why(hal, case) == expected


def test_an_ended_case_is_not_covered(nia, hal, north):
    case = CaseFactory(owner=nia, team=north, ended=True)
    away(nia, hal)

    assert why(hal, case) is None


def test_a_manager_who_is_away_does_not_cover_for_themselves(morag, dev):
    away(morag)

    assert covers(morag) == set()
    assert covers(dev) == {"Morag Northcote"}


def test_cover_is_read_once_however_often_it_is_asked(nia, dev, django_assert_num_queries):
    away(nia)
    user = fresh(dev)

    with django_assert_num_queries(2):
        covered_by(user)
        covered_by(user)

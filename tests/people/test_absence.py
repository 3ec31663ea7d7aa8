"""Who is away and who covers: the days, the chain, and what happens when nobody was named."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from checklists.audit.models import Event
from checklists.audit.refused import NotYours
from checklists.cases.access import access_to
from checklists.cases.querysets import Why
from checklists.people import absence as planning
from checklists.people.models.absences import Absence
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.rights import covered_by
from tests.concurrent_presses import at_once
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    MembershipFactory,
    TeamFactory,
    person,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def nia(north):
    return person(team=north, name="Nia Northfield")


@pytest.fixture
def hal(north):
    return person(team=north, name="Hal Northway")


@pytest.fixture
def dev(north):
    return person(Role.DEPUTY, north, name="Dev Northolt")


@pytest.fixture
def morag(north):
    return person(Role.MANAGER, north, name="Morag Northcote")


def fresh(user):
    return User.objects.get(pk=user.pk)


def planned(user, cover=None, *, by=None, starts_on=TODAY, ends_on=TODAY):
    return planning.plan_absence(
        fresh(user),
        covered_by=cover,
        starts_on=starts_on,
        ends_on=ends_on,
        by=fresh(by or user),
        at=NOW,
    )


def changed(absence, **other):
    said = {name: getattr(absence, name) for name in ("covered_by", "starts_on", "ends_on")}
    by = fresh(absence.user)
    planning.change_absence(absence, **{**said, **other}, by=by, at=NOW)


def away(user, cover=None, starts_on=TODAY, ends_on=TODAY):
    AbsenceFactory(user=user, covered_by=cover, starts_on=starts_on, ends_on=ends_on)


def covers(user):
    return {User.objects.get(pk=pk).name for pk in covered_by(fresh(user))}


def why(user, case):
    found = access_to(fresh(user), case.pk)
    return found and found.why


# --- saying so ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["nia", "morag", "dev"])
def test_it_is_said_by_oneself_or_by_who_leads_the_team(nia, hal, morag, dev, who):
    by = {"nia": nia, "morag": morag, "dev": dev}[who]

    made = planned(nia, hal, by=by, ends_on=TODAY + DAY)

    assert Absence.objects.get() == made
    event = Event.objects.get(kind="absence.planned")
    assert (event.by, event.details["absence"]["person"]) == (by, str(nia.pk))
    assert nia.name not in str(event.details)


@pytest.mark.parametrize("who", ["a colleague", "another team's manager", "an administrator"])
def test_others_do_not_say_it(nia, hal, who):
    make = {
        "a colleague": lambda: hal,
        "another team's manager": lambda: person(Role.MANAGER, TeamFactory()),
        "an administrator": lambda: person(Role.SYSTEM_ADMINISTRATOR),
    }

    with pytest.raises(NotYours):
        planned(nia, by=make[who]())
    assert not Absence.objects.exists()


NO_COVER = {
    "herself": lambda nia, hal: nia,
    "of another team": lambda nia, hal: person(team=TeamFactory()),
    "deactivated": lambda nia, hal: person(team=nia.memberships.get().team, is_active=False),
    "left": lambda nia, hal: (hal.memberships.update(ends_on=TODAY - DAY), hal)[1],
}


@pytest.mark.parametrize("who", NO_COVER)
def test_who_covers_works_in_the_same_team(nia, hal, who):
    with pytest.raises(planning.NotAColleague):
        planned(nia, NO_COVER[who](nia, hal))


def test_it_ends_no_earlier_than_it_begins(nia):
    with pytest.raises(planning.EndsBeforeItStarts):
        planned(nia, starts_on=TODAY + DAY, ends_on=TODAY)


def test_the_same_time_away_said_again_is_the_first(nia, hal):
    first = planned(nia, hal)

    assert planned(nia, hal) == first
    assert Absence.objects.get() == first
    assert Event.objects.filter(kind="absence.planned").count() == 1
    assert Alert.objects.filter(kind="cover_named").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_time_away_pressed_at_once_is_one(nia, hal):
    made = at_once(*[lambda: planned(nia, hal)] * 3)

    assert {one.pk for one in made} == {Absence.objects.get().pk}


def test_days_that_are_said_already_are_refused_in_words(nia, hal):
    first = planned(nia, hal, ends_on=TODAY + 2 * DAY)
    later = planned(nia, hal, starts_on=TODAY + 5 * DAY, ends_on=TODAY + 6 * DAY)
    words = "Nia Northfield is away on 23 to 25 November already."

    with pytest.raises(planning.AwayAlready, match=words) as refused:
        planned(nia, hal, starts_on=TODAY + 2 * DAY, ends_on=TODAY + 3 * DAY)
    with pytest.raises(planning.AwayAlready, match=words):
        planned(nia, starts_on=TODAY + DAY, ends_on=TODAY + DAY)
    with pytest.raises(planning.AwayAlready, match=words):
        changed(later, starts_on=TODAY + DAY)
    changed(first, ends_on=TODAY + 3 * DAY)
    planned(hal, starts_on=TODAY + 8 * DAY, ends_on=TODAY + 8 * DAY)

    assert refused.value.field == "starts_on"
    assert Absence.objects.filter(user=nia).count() == 2


def test_a_second_entry_names_another_for_a_day_off_of_the_cover(nia, hal, dev):
    planned(nia, hal, ends_on=TODAY + 2 * DAY)

    planned(nia, dev, starts_on=TODAY, ends_on=TODAY)

    assert covers(hal) == covers(dev) == {"Nia Northfield"}


def test_of_two_that_overlap_from_before_the_cover_can_still_be_changed(nia, hal, dev):
    away(nia, hal)
    away(nia, hal)

    changed(Absence.objects.first(), covered_by=dev)

    assert Absence.objects.filter(user=nia, covered_by=dev).count() == 1


def test_who_is_named_is_told_and_again_only_when_it_is_another(nia, hal, dev):
    made = planned(nia, hal)

    change = {"starts_on": TODAY, "ends_on": TODAY + DAY, "by": fresh(nia), "at": NOW}
    planning.change_absence(made, covered_by=hal, **change)
    planning.change_absence(made, covered_by=dev, **change)

    told = Alert.objects.filter(kind="cover_named").order_by("pk")
    assert {one.recipient for one in told} == {hal, dev}
    assert told.count() == 2
    assert Event.objects.filter(kind="absence.changed").count() == 2


def test_back_today_leaves_the_days_that_were(nia, hal):
    made = planned(nia, hal, starts_on=TODAY - 2 * DAY, ends_on=TODAY + DAY)

    planning.end_absence(made, by=fresh(nia), at=NOW)

    assert Absence.objects.get().ends_on == TODAY - DAY
    assert covers(hal) == set()


def test_what_has_not_begun_is_taken_back_and_stays_in_the_log(nia, hal):
    made = planned(nia, hal, starts_on=TODAY + DAY, ends_on=TODAY + DAY)

    planning.end_absence(made, by=fresh(nia), at=NOW)

    assert not Absence.objects.exists()
    assert Event.objects.get(kind="absence.ended").details["absence"]["covered_by"] == str(hal.pk)


def test_what_is_over_does_not_change(nia, hal):
    made = planned(nia, starts_on=TODAY - 2 * DAY, ends_on=TODAY - DAY)

    with pytest.raises(planning.IsOver):
        planning.end_absence(made, by=fresh(nia), at=NOW)
    with pytest.raises(planning.IsOver):
        planning.change_absence(
            made, covered_by=hal, starts_on=TODAY, ends_on=TODAY, by=fresh(nia), at=NOW
        )


def test_taking_back_twice_is_refused_in_words(nia):
    made = planned(nia)
    planning.end_absence(made, by=fresh(nia), at=NOW)

    with pytest.raises(planning.IsOver, match="This time away is over"):
        planning.end_absence(made, by=fresh(nia), at=NOW)


def test_others_do_not_end_it(nia, hal):
    made = planned(nia, hal)

    with pytest.raises(NotYours):
        planning.end_absence(made, by=fresh(hal), at=NOW)


CANNOT = {
    "of another team": (
        lambda hal: hal.memberships.update(team=TeamFactory()),
        "Hal Northway holds no role with these families.",
    ),
    "an administrator of accounts": (
        lambda hal: hal.memberships.update(team=None, role=Role.SYSTEM_ADMINISTRATOR),
        "Hal Northway holds no role with these families.",
    ),
    "away too on one of the days": (
        lambda hal: away(hal, starts_on=TODAY + DAY, ends_on=TODAY + 9 * DAY),
        "Hal Northway is away on 24 to 26 November.",
    ),
    "leaving before the last day": (
        lambda hal: hal.memberships.update(ends_on=TODAY + 2 * DAY),
        "Hal Northway leaves on 25 November.",
    ),
    "starting after the first day": (
        lambda hal: hal.memberships.update(starts_on=TODAY + 2 * DAY),
        "Hal Northway holds no role with these families on 23 to 24 November.",
    ),
    "a closed account": (
        lambda hal: User.objects.filter(pk=hal.pk).update(is_active=False),
        "The account of Hal Northway is closed.",
    ),
}


@pytest.mark.parametrize("how", CANNOT)
def test_who_cannot_cover_on_each_of_the_days_is_not_named_and_it_is_said_why(nia, hal, how):
    make, words = CANNOT[how]
    make(hal)

    with pytest.raises(planning.NotAColleague) as refused:
        planned(nia, fresh(hal), ends_on=TODAY + 3 * DAY)

    assert str(refused.value).startswith(words)
    assert refused.value.field == "covered_by"
    assert not Absence.objects.filter(user=nia).exists()


def test_days_that_are_over_are_not_asked_for_again(nia, hal):
    made = planned(nia, hal, starts_on=TODAY, ends_on=TODAY + DAY)
    Absence.objects.update(starts_on=TODAY - 3 * DAY)
    away(hal, starts_on=TODAY - 2 * DAY, ends_on=TODAY - DAY)

    planning.change_absence(
        made,
        covered_by=fresh(hal),
        starts_on=TODAY - 3 * DAY,
        ends_on=TODAY + 2 * DAY,
        by=fresh(nia),
        at=NOW,
    )

    assert Absence.objects.get(user=nia).ends_on == TODAY + 2 * DAY


# --- where it goes ------------------------------------------------------------------------------


def test_who_is_named_covers_and_the_deputy_does_not(nia, hal, dev):
    away(nia, hal)

    assert covers(hal) == {"Nia Northfield"}
    assert covers(dev) == set()


def test_without_a_name_it_goes_to_who_leads_the_team(nia, hal, dev, morag):
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
def test_a_cover_who_is_not_at_work_leaves_it_to_who_leads(nia, hal, dev, how):
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
def test_it_holds_from_the_first_to_the_last_day(nia, dev, first, last, covered):
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


def test_a_family_closed_to_the_cover_goes_to_who_leads_as_if_nobody_were_named(
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


def test_a_block_that_was_lifted_keeps_nobody_away(nia, hal, dev, north):
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


def test_who_leads_and_is_away_covers_for_themselves_no_more(morag, dev):
    away(morag)

    assert covers(morag) == set()
    assert covers(dev) == {"Morag Northcote"}


def test_it_is_asked_once_however_many_questions(nia, dev, django_assert_num_queries):
    away(nia)
    user = fresh(dev)

    with django_assert_num_queries(2):
        covered_by(user)
        covered_by(user)

"""Planning, changing and ending time away: who may, on which days, and with which cover."""

import pytest
import time_machine

from checklists.audit.models import Event
from checklists.audit.refused import NotYours
from checklists.people import absence as planning
from checklists.people.models.absences import Absence
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.concurrent_presses import at_once
from tests.factories import (
    TeamFactory,
    person,
)
from tests.people.absences import DAY, NOW, TODAY, away, covers, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


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


@pytest.mark.parametrize("who", ["nia", "morag", "dev"])
def test_time_away_is_entered_by_oneself_or_a_manager_of_the_team(nia, hal, morag, dev, who):
    by = {"nia": nia, "morag": morag, "dev": dev}[who]

    made = planned(nia, hal, by=by, ends_on=TODAY + DAY)

    assert Absence.objects.get() == made
    event = Event.objects.get(kind="absence.planned")
    assert (event.by, event.details["absence"]["person"]) == (by, str(nia.pk))
    assert nia.name not in str(event.details)


@pytest.mark.parametrize("who", ["a colleague", "another team's manager", "an administrator"])
def test_others_do_not_enter_it(nia, hal, who):
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


def test_the_same_time_away_entered_twice_is_one(nia, hal):
    first = planned(nia, hal)

    assert planned(nia, hal) == first
    assert Absence.objects.get() == first
    assert Event.objects.filter(kind="absence.planned").count() == 1
    assert Alert.objects.filter(kind="cover_named").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_time_away_pressed_at_once_is_one(nia, hal):
    made = at_once(*[lambda: planned(nia, hal)] * 3)

    assert {one.pk for one in made} == {Absence.objects.get().pk}


def test_days_that_are_entered_already_are_refused_in_words(nia, hal):
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


def test_who_is_named_to_cover_is_alerted_once_and_so_is_another(nia, hal, dev):
    made = planned(nia, hal)

    change = {"starts_on": TODAY, "ends_on": TODAY + DAY, "by": fresh(nia), "at": NOW}
    planning.change_absence(made, covered_by=hal, **change)
    planning.change_absence(made, covered_by=dev, **change)

    told = Alert.objects.filter(kind="cover_named").order_by("pk")
    assert {one.recipient for one in told} == {hal, dev}
    assert told.count() == 2
    assert Event.objects.filter(kind="absence.changed").count() == 2


def test_back_today_keeps_the_days_that_have_passed(nia, hal):
    made = planned(nia, hal, starts_on=TODAY - 2 * DAY, ends_on=TODAY + DAY)

    planning.end_absence(made, by=fresh(nia), at=NOW)

    assert Absence.objects.get().ends_on == TODAY - DAY
    assert covers(hal) == set()


def test_time_away_that_has_not_begun_is_deleted_and_stays_in_the_log(nia, hal):
    made = planned(nia, hal, starts_on=TODAY + DAY, ends_on=TODAY + DAY)

    planning.end_absence(made, by=fresh(nia), at=NOW)

    assert not Absence.objects.exists()
    assert Event.objects.get(kind="absence.ended").details["absence"]["covered_by"] == str(hal.pk)


def test_time_away_that_is_over_does_not_change(nia, hal):
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

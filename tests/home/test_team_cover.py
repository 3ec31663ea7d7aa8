"""What the manager is warned of: days on which nobody really covers, or no manager is at work."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.people.models.teams import Role
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    MembershipFactory,
    TeamFactory,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
NO_COVER = "Nia Northfield is away and has no cover in North on 23 to 25 November."


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(datetime(2026, 11, 23, 14, 21, tzinfo=UTC), tick=False):
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
def morag(north):
    return person(Role.MANAGER, north, name="Morag Northcote")


def away(user, cover=None, first=0, last=2):
    days = {"starts_on": TODAY + first * DAY, "ends_on": TODAY + last * DAY}
    return AbsenceFactory(user=user, covered_by=cover, **days)


def team_page(client, user):
    client.force_login(user)
    return client.get(reverse("team"))


def warned(client, user):
    return [one["text"] for one in team_page(client, user).context["warnings"]]


def people(client, user):
    return {row["title"]: row["text"] for row in team_page(client, user).context["people"]}


def test_days_without_cover_stand_on_top_and_lead_to_where_cover_is_named(client, nia, morag):
    absence = away(nia)

    page = team_page(client, morag)

    assert [one["text"] for one in page.context["warnings"]] == [NO_COVER]
    assert NO_COVER in page.text
    assert reverse("absence", args=[absence.pk]) in page.text


def test_it_goes_when_someone_is_named_who_can(client, nia, hal, morag):
    absence = away(nia, person(team=TeamFactory()))
    assert warned(client, morag) == [NO_COVER]

    absence.covered_by = hal
    absence.save()

    assert warned(client, morag) == []
    assert people(client, morag)["Nia Northfield"] == (
        "No families. Away until 25 November, Hal Northway covers"
    )


def test_who_is_away_without_cover_is_said_with_how_many_families(client, north, nia, morag):
    away(nia)
    CaseFactory.create_batch(2, team=north, owner=nia)
    MembershipFactory(user=nia, team=(south := TeamFactory(name="South")))
    CaseFactory(team=south, owner=nia)

    assert warned(client, morag) == [f"{NO_COVER} That is 2 families."]


FELL_OUT = {
    "falls ill": (
        lambda hal: away(hal, person(team=hal.memberships.get().team), 1, 9),
        "Nia Northfield is away and has no cover in North on 24 to 25 November.",
    ),
    "leaves": (lambda hal: hal.memberships.update(ends_on=TODAY - DAY), NO_COVER),
    "becomes an editor": (
        lambda hal: hal.memberships.update(team=None, role=Role.EDITOR),
        NO_COVER,
    ),
}


@pytest.mark.parametrize("how", FELL_OUT)
def test_a_cover_who_could_and_cannot_any_more_is_a_day_without(client, nia, hal, morag, how):
    away(nia, hal)
    assert warned(client, morag) == []
    happens, words = FELL_OUT[how]

    happens(hal)

    assert warned(client, morag) == [words]
    assert "Hal Northway covers on 24" not in str(people(client, morag))


def test_a_closed_account_covers_nobody(client, nia, hal, morag):
    away(nia, hal)
    hal.is_active = False
    hal.save()

    assert warned(client, morag) == [NO_COVER]


def test_a_block_of_the_cover_changes_no_word_of_the_page(client, north, nia, hal, morag):
    away(nia, hal)
    case = CaseFactory(team=north, owner=nia)
    before = people(client, morag), warned(client, morag)
    ConflictBlockFactory(case=case, user=hal)

    assert (people(client, morag), warned(client, morag)) == before


def test_another_team_is_not_her_business(client, nia, morag):
    there = person(team=TeamFactory(name="South"), name="Sunny Southwell")
    away(there)

    assert warned(client, morag) == []


def test_who_works_in_both_teams_is_said_for_her_team_alone(client, nia, hal, morag):
    MembershipFactory(user=nia, team=TeamFactory(name="South"))
    away(nia, hal)

    assert warned(client, morag) == []


def test_days_on_which_nobody_leads_the_team_are_said_to_who_leads_it(client, north, morag):
    away(morag, first=1, last=3)

    assert warned(client, morag) == [
        "No manager or deputy of North is at work on 24 to 26 November. "
        "Families without cover and immediate items would reach nobody."
    ]

    person(Role.DEPUTY, north)

    assert warned(client, morag) == []


def test_who_left_and_still_holds_families_is_said_to_be_away(client, north, nia, morag):
    CaseFactory(team=north, owner=nia)
    nia.memberships.update(ends_on=TODAY - DAY)
    colleague = person(team=(south := TeamFactory(name="South")), name="Sunny Southwell")
    MembershipFactory(user=nia, team=south)
    away(nia, colleague, first=0, last=2)

    assert people(client, morag)["Nia Northfield"] == (
        "1 family. Away until 25 November, Sunny Southwell covers"
    )
    assert warned(client, morag) == []


def test_who_joins_the_team_later_is_not_on_the_page_yet(client, north, morag):
    to_come = MembershipFactory(team=north, starts_on=TODAY + DAY)
    away(to_come.user, first=2, last=5)

    assert warned(client, morag) == []
    assert to_come.user.name not in people(client, morag)


def test_it_costs_no_more_statements_than_before(client, north, nia, morag, statements):
    team_page(client, morag)
    with statements() as alone:
        team_page(client, morag)
    for _ in range(5):
        away(person(team=north), person(team=north))
    team_page(client, morag)
    with statements() as many:
        team_page(client, morag)

    assert len(many) == len(alone)

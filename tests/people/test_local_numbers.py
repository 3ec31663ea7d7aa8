"""Whom a team rings: its own numbers before those of every team, from day to day."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from checklists.people.local_numbers import local_numbers_for
from checklists.people.models.local_numbers import LocalNumber, LocalNumbersBeside
from checklists.people.models.teams import Team
from tests.factories import LocalNumberFactory, TeamFactory

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
MARKS = 7

pytestmark = pytest.mark.django_db


def numbers(team, point=MARKS, day=TODAY):
    """As a page reads them: along with the row of the team."""
    beside = LocalNumbersBeside(F("pk"), day)
    row = Team.objects.annotate(said=beside).get(pk=team.pk)
    return local_numbers_for(point, row.said, day)


def words(team, **more):
    return [(one.name, one.number) for one in numbers(team, **more)]


def test_a_team_has_its_own_and_those_of_every_team():
    team, other = TeamFactory.create_batch(2)
    LocalNumberFactory(name="Paediatrician on call", number="0123")
    LocalNumberFactory(name="Social care", number="0456", team=team)
    LocalNumberFactory(name="Social care", number="0789", team=other)

    assert words(team) == [("Social care", "0456"), ("Paediatrician on call", "0123")]


def test_without_one_of_its_own_a_team_falls_back_to_that_of_every_team():
    team = TeamFactory()
    LocalNumberFactory(name="Social care", number="0123")
    own = LocalNumberFactory(name="SOCIAL care", number="0456", team=team)

    assert words(team) == [("SOCIAL care", "0456")]

    LocalNumber.objects.filter(pk=own.pk).update(ends_on=TODAY)
    assert words(team) == [("Social care", "0123")]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_shown"),
    [
        (TODAY, None, True),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY - DAY, TODAY, False),
        (TODAY, TODAY, False),
    ],
)
def test_it_is_shown_from_day_to_day(starts_on, ends_on, is_shown):
    LocalNumberFactory(starts_on=starts_on, ends_on=ends_on)

    assert bool(numbers(TeamFactory())) is is_shown


@pytest.mark.parametrize(("points", "is_shown"), [([], True), ([6, 7], True), ([6], False)])
def test_it_is_shown_at_its_points_or_at_all(points, is_shown):
    LocalNumberFactory(points=points)

    assert bool(numbers(TeamFactory())) is is_shown


@pytest.mark.parametrize(("review_on", "since"), [(TODAY, None), (TODAY - DAY, TODAY - DAY)])
def test_it_says_since_when_nobody_has_checked_it(review_on, since):
    LocalNumberFactory(checked_on=TODAY - 9 * DAY, review_on=review_on)

    (one,) = numbers(TeamFactory())

    assert (one.checked_on, one.overdue_since) == (TODAY - 9 * DAY, since)


def test_quotes_and_letters_of_any_script_arrive_as_they_were_written():
    said = {
        "name": "L\u2019\xe9quipe \u201cNord\u201d",
        "number": "01332 1, 9\u20135",
        "note": 'Say "now" \\ 100 %',
    }
    LocalNumberFactory(url="https://trust.example/?a=1&b=%20", **said)

    (one,) = numbers(TeamFactory())

    assert {name: getattr(one, name) for name in said} == said
    assert one.url == "https://trust.example/?a=1&b=%20"


def test_nothing_is_set_and_nothing_is_shown():
    assert numbers(TeamFactory()) == []


def test_what_one_says_is_left_alone_when_it_is_saved_again():
    one = LocalNumberFactory(number="0123")
    one.number, one.ends_on = "0999", TODAY
    one.save()

    one.refresh_from_db()
    assert (one.number, one.ends_on) == ("0123", TODAY)

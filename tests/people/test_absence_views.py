"""The pages on which people say when they are away and who covers."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.people.models.absences import Absence
from checklists.people.models.teams import Role
from tests.browsing import shown_to
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ItemFactory,
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
def as_(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


def typed(first=TODAY, last=TODAY + DAY, **more):
    sent = {}
    for name, day in (("starts_on", first), ("ends_on", last)):
        sent |= {f"{name}-{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {**sent, "covered_by": "", **more}


def send(client, *args, name="absences", **fields):
    address = reverse(name, args=args)
    return client.post(address, shown_to(client, address) | fields, follow=True)


def test_a_health_visitor_says_when_she_is_away_and_who_covers(as_, nia, hal):
    answer = send(as_(nia), **typed(covered_by=hal.pk))

    assert "23 November 2026 to 24 November 2026. Hal Northway covers" in answer.text
    made = Absence.objects.get()
    assert (made.user, made.covered_by) == (nia, hal)


def test_she_is_not_asked_who_is_away_and_cannot_name_others(as_, nia, hal):
    client = as_(nia)
    assert "Who is away?" not in client.get(reverse("absences")).text

    send(client, **typed(person=hal.pk))

    assert Absence.objects.get().user == nia


def test_a_manager_says_it_for_people_of_the_team(as_, morag, nia, hal):
    send(as_(morag), **typed(person=nia.pk, covered_by=hal.pk))

    assert Absence.objects.get().user == nia


def test_a_manager_cannot_say_it_for_another_team(as_, morag, nia):
    sol = person(team=TeamFactory(), name="Sol Southwell")

    answer = send(as_(morag), **typed(person=sol.pk))

    assert answer.status_code == 422
    assert "Sol Southwell" not in answer.text


WRONG = {
    "nothing": (
        {"starts_on-day": "", "starts_on-month": "", "starts_on-year": ""},
        "Enter the first day away",
    ),
    "the wrong way round": (
        typed(TODAY + 2 * DAY, TODAY),
        "Enter a last day that is not before the first day",
    ),
    "over already": (
        typed(TODAY - 2 * DAY, TODAY - DAY),
        "Enter a last day that is today or later",
    ),
    "covered by nobody there": (typed(covered_by="x"), "Choose from the answers shown"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_fit_is_said_in_words(as_, nia, hal, what):
    sent, words = WRONG[what]

    answer = send(as_(nia), **{**typed(), **sent})

    assert answer.status_code == 422
    assert words in answer.text
    assert not Absence.objects.exists()


def test_nobody_covers_for_themselves(as_, morag, nia):
    answer = send(as_(morag), **typed(person=nia.pk, covered_by=nia.pk))

    assert "nobody covers for themselves" in answer.text
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (
            lambda hal: hal.memberships.update(ends_on=TODAY),
            "Hal Northway leaves on 23 November. Choose a colleague who is at work on these days.",
        ),
        (
            lambda hal: AbsenceFactory(user=hal, starts_on=TODAY + DAY, ends_on=TODAY + 9 * DAY),
            "Hal Northway is away on 24 November. Choose a colleague who is at work on these days.",
        ),
    ],
)
def test_who_cannot_cover_is_refused_at_the_field(as_, nia, hal, happens, words):
    happens(hal)

    answer = send(as_(nia), **typed(covered_by=hal.pk))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"covered_by": [words]}
    assert not Absence.objects.filter(user=nia).exists()


def test_a_manager_of_two_teams_does_not_name_cover_across_them(as_, morag, nia):
    south = TeamFactory(name="South")
    MembershipFactory(user=morag, team=south, role=Role.MANAGER)
    sol = person(team=south, name="Sol Southwell")

    answer = send(as_(morag), **typed(person=nia.pk, covered_by=sol.pk))

    assert answer.context["form"].errors == {
        "covered_by": [
            "Sol Southwell holds no role with these families. Choose a colleague of the team."
        ]
    }


@pytest.mark.parametrize("place", ["a new time away", "one to change"])
def test_a_colleague_who_is_away_is_offered_with_the_days(as_, nia, hal, place):
    AbsenceFactory(user=hal, covered_by=None, starts_on=TODAY - DAY, ends_on=TODAY + DAY)
    AbsenceFactory(user=hal, covered_by=None, starts_on=TODAY - 9 * DAY, ends_on=TODAY - 8 * DAY)
    hers = AbsenceFactory(user=nia, covered_by=None, starts_on=TODAY, ends_on=TODAY)
    addresses = {"a new time away": ("absences",), "one to change": ("absence", hers.pk)}
    name, *args = addresses[place]

    page = as_(nia).get(reverse(name, args=args))

    offered = dict(page.context["form"].fields["covered_by"].choices)
    assert offered[str(hal.pk)] == "Hal Northway, away on 22 to 24 November"


def test_the_list_says_who_covers_on_which_days(as_, nia, hal, north):
    AbsenceFactory(user=nia, covered_by=hal, starts_on=TODAY - DAY, ends_on=TODAY + 2 * DAY)
    AbsenceFactory(user=hal, covered_by=nia, starts_on=TODAY + DAY, ends_on=TODAY + 9 * DAY)

    hers, his = (as_(user).get(reverse("absences")).context for user in (nia, hal))

    assert hers["rows"][0]["text"] == (
        "22 November 2026 to 25 November 2026. "
        "Hal Northway covers on 23 November. No cover on 24 to 25 November"
    )
    assert his["covering"][0]["text"].endswith("2026. You cover on 23 November only")
    assert his["rows"][0]["text"].endswith(
        "No cover on 24 to 25 November. Nia Northfield covers on 26 November to 2 December"
    )


def test_the_days_and_the_cover_are_changed(as_, nia, hal):
    away = AbsenceFactory(user=nia, covered_by=None, starts_on=TODAY, ends_on=TODAY)
    client = as_(nia)
    assert "Nobody named" in client.get(reverse("absence", args=[away.pk])).text

    send(client, away.pk, name="absence", **typed(last=TODAY + 5 * DAY, covered_by=hal.pk))

    away.refresh_from_db()
    assert (away.ends_on, away.covered_by) == (TODAY + 5 * DAY, hal)


def test_she_is_back(as_, nia, hal):
    away = AbsenceFactory(user=nia, covered_by=hal, starts_on=TODAY - DAY, ends_on=TODAY + DAY)

    answer = send(as_(nia), away.pk, name="end_absence")

    assert "Nia Northfield is back." in answer.text
    assert "Nothing is planned." in answer.text


def test_nobody_is_said_to_be_back_while_another_absence_holds_today(as_, nia, hal):
    for last in (DAY, 4 * DAY):
        away = AbsenceFactory(user=nia, covered_by=hal, starts_on=TODAY - DAY, ends_on=TODAY + last)

    answer = send(as_(nia), away.pk, name="end_absence")

    assert "is back." not in answer.text
    ended = "This time away is ended. Nia Northfield is still away until 24 November 2026."
    assert ended in answer.text


def test_what_is_taken_back_before_it_began_brings_nobody_back(as_, nia, hal):
    away = AbsenceFactory(user=nia, covered_by=hal, starts_on=TODAY + DAY, ends_on=TODAY + DAY)

    answer = send(as_(nia), away.pk, name="end_absence")

    assert "is back." not in answer.text
    assert "This time away is taken back." in answer.text


def test_days_said_already_are_refused_at_the_field_and_what_was_typed_stays(as_, nia, hal):
    send(as_(nia), **typed(covered_by=hal.pk))

    answer = send(as_(nia), **typed(last=TODAY + 5 * DAY))

    assert answer.status_code == 422
    assert "is away on 23 to 24 November already" in answer.text
    assert answer.context["form"].errors.keys() == {"starts_on"}
    assert answer.context["form"]["ends_on"].value()["day"] == "28"


@pytest.mark.parametrize("who", ["a colleague", "who covers", "another team's manager"])
@pytest.mark.parametrize("name", ["absence", "end_absence"])
def test_it_is_not_there_for_others(as_, nia, hal, name, who):
    away = AbsenceFactory(user=nia, covered_by=hal, starts_on=TODAY, ends_on=TODAY)
    make = {
        "a colleague": lambda: person(team=nia.memberships.get().team),
        "who covers": lambda: hal,
        "another team's manager": lambda: person(Role.MANAGER, TeamFactory()),
    }

    assert send(as_(make[who]()), away.pk, name=name, **typed()).status_code == 404


def test_what_is_over_is_not_there(as_, nia):
    away = AbsenceFactory(user=nia, covered_by=None, starts_on=TODAY - DAY, ends_on=TODAY - DAY)

    assert as_(nia).get(reverse("absence", args=[away.pk])).status_code == 404


def test_who_covers_sees_it_named(as_, nia, hal):
    AbsenceFactory(user=nia, covered_by=hal, starts_on=TODAY, ends_on=TODAY + DAY)

    assert "23 November 2026 to 24 November 2026. You cover" in (
        as_(hal).get(reverse("absences")).text
    )


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_LEAD, Role.SYSTEM_ADMINISTRATOR])
def test_it_is_for_people_of_teams(as_, role):
    assert as_(person(role)).get(reverse("absences")).status_code == 404


@pytest.mark.usefixtures("content_in_force")
def test_whom_nobody_covers_is_among_the_items_of_the_deputy(as_, nia, north, hal):
    dev = person(Role.DEPUTY, north)
    ItemFactory(case=CaseFactory(owner=nia, team=north))
    address = reverse("my_items")
    assert "Wren Fableton" not in as_(dev).get(address).text

    AbsenceFactory(user=nia, covered_by=None, starts_on=TODAY, ends_on=TODAY)

    assert "Wren Fableton" in as_(dev).get(address).text
    assert "Wren Fableton" not in as_(hal).get(address).text


def test_it_costs_the_same_at_any_size(as_, north, morag, statements):
    counts = []
    for more in (2, 12):
        for _ in range(more):
            AbsenceFactory(
                user=person(team=north),
                covered_by=person(team=north),
                starts_on=TODAY,
                ends_on=TODAY,
            )
        client = as_(morag)
        client.get(reverse("absences"))
        with statements() as counted:
            client.get(reverse("absences"))
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 10

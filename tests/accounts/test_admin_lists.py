"""Lists of the admin cost the same however long they are, and the log is never read whole."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from checklists.audit import log_list
from checklists.audit.recording import record
from checklists.people.models.teams import Membership, Role
from tests.factories import AbsenceFactory, MembershipFactory, TeamFactory, UserFactory, person

pytestmark = pytest.mark.django_db

LOG = "admin:checklists_event_changelist"
AT = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
OF_GUIDANCE = (
    "learningpoint",
    "prompt",
    "namedlist",
    "resource",
    "visittype",
    "setting",
    "servicepage",
)


@pytest.fixture
def ada(client):
    user = person(Role.SYSTEM_ADMINISTRATOR)
    client.force_login(user)
    return user


def cost_of(client, statements, model):
    address = reverse(f"admin:checklists_{model}_changelist")
    client.get(address)
    with statements() as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def log(number, by):
    for _ in range(number):
        record("page.refused", by=by, at=AT)


def test_the_list_of_teams(client, ada, statements):
    few = cost_of(client, statements, "team")
    for _ in range(20):
        MembershipFactory(team=TeamFactory(), role=Role.MANAGER)

    assert cost_of(client, statements, "team") <= few + 2  # who leads them, and who is away
    assert few + 2 <= 12


def test_the_list_of_people(client, ada, statements):
    few = cost_of(client, statements, "user")
    UserFactory.create_batch(20)

    assert cost_of(client, statements, "user") == few <= 12


def test_the_list_of_teams_says_who_leads_each_today(client, ada):
    led, away, past = TeamFactory(name="Led"), TeamFactory(name="Away"), TeamFactory(name="Past")
    for team in (led, away):
        MembershipFactory(user=UserFactory(name=f"Of {team}"), team=team, role=Role.MANAGER)
    gone = Membership.objects.get(team=away).user
    AbsenceFactory(user=gone, starts_on=date(2020, 1, 1), ends_on=date(2099, 1, 1))
    MembershipFactory(team=past, role=Role.MANAGER, ends_on=date(2020, 1, 1))

    page = client.get(reverse("admin:checklists_team_changelist")).content.decode()

    assert "Of Led<" in page
    assert "Of Away. ALL AWAY today." in page
    assert page.count("NOBODY. Give someone the role") == 1


@pytest.mark.parametrize("model", OF_GUIDANCE)
def test_lists_of_guidance(client, version, statements, model):
    client.force_login(person(Role.EDITOR))

    assert cost_of(client, statements, model) <= 12


def test_the_log(client, ada, statements):
    few = cost_of(client, statements, "event")
    log(120, ada)

    assert cost_of(client, statements, "event") == few <= 12


def test_the_log_is_counted_and_turned_over_no_further_than_its_first_pages(
    client, ada, monkeypatch
):
    monkeypatch.setattr(log_list, "MOST_LISTED", 5)
    log(20, ada)

    page = client.get(reverse(LOG))

    assert page.context["cl"].result_count == 5
    assert "Only the newest of them are listed" in page.content.decode()


def test_a_short_log_says_nothing_of_others(client, ada):
    log(3, ada)

    assert "Only the newest" not in client.get(reverse(LOG)).content.decode()


def test_the_log_offers_the_kinds_of_its_newest_events(client, ada):
    log(2, ada)

    page = client.get(reverse(LOG), {"kind": "page.refused"})

    assert "?kind=page.refused" in page.content.decode()
    assert {event.kind for event in page.context["cl"].result_list} == {"page.refused"}


@pytest.mark.parametrize(
    ("chosen", "offered", "listed"),
    [
        ({}, "?at__year=2026", True),
        ({"at__year": "2026"}, "at__month=3", True),
        ({"at__year": "2026", "at__month": "3"}, "at__day=9", True),
        ({"at__year": "2026", "at__month": "3", "at__day": "9"}, "at__day=31", True),
        ({"at__year": "2026", "at__month": "4"}, "at__day=30", False),
    ],
)
def test_the_log_of_a_date(client, ada, chosen, offered, listed):
    log(1, ada)

    page = client.get(reverse(LOG), chosen)

    assert any(offered in day["url"] for day in page.context["cl"].days)
    assert ("page.refused" in {one.kind for one in page.context["cl"].result_list}) is listed


def test_a_list_turns_its_pages(client, ada):
    log(101, by=ada)
    first = client.get(reverse(LOG))

    second = client.get(reverse(LOG), {"p": "2"})

    assert 'href="?p=2"' in first.text
    assert second.status_code == 200
    assert second.context["cl"].result_list != first.context["cl"].result_list


@pytest.mark.parametrize("month", ["0", "13", "999"])
def test_a_month_that_there_is_not_is_refused_in_plain_words(client, ada, month):
    log(1, by=ada)

    page = client.get(reverse(LOG), {"at__year": "2026", "at__month": month}, follow=True)

    assert page.status_code == 400
    assert "This could not be read" in page.text


def test_a_day_that_its_month_does_not_have_leads_to_the_whole_list(client, ada):
    log(1, by=ada)
    day = {"at__year": "2026", "at__month": "2", "at__day": "31"}

    page = client.get(reverse(LOG), day, follow=True)

    assert page.status_code == 200
    assert page.context["cl"].result_list

"""Local numbers in the admin: a number that changes is ended, and another is added."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.people.models.local_numbers import LocalNumber
from checklists.people.models.teams import Role
from tests.browsing import every_field, sent_back
from tests.factories import LocalNumberFactory, TeamFactory, person

pytestmark = pytest.mark.django_db

LIST = reverse("admin:checklists_localnumber_changelist")
ADD = reverse("admin:checklists_localnumber_add")
DESK = {"name": "Social care, referrals", "number": "01632 960123, weekdays 9 to 5"}


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def editor(client):
    client.force_login(user := person(Role.EDITOR))
    return user


def page_of(one):
    return reverse("admin:checklists_localnumber_change", args=[one.pk])


def added(client, **said):
    return client.post(ADD, {**every_field(client.get(ADD)), **DESK, **said})


def test_an_editor_adds_one_for_a_team_from_today_and_it_is_logged(client, editor):
    team = TeamFactory()

    answer = added(client, team=str(team.pk), points=["6", "7"])

    one = LocalNumber.objects.get()
    assert answer.status_code == 302
    assert (one.team, one.points, one.set_by) == (team, [6, 7], editor)
    assert (one.starts_on, one.ends_on, one.checked_on) == (date(2026, 11, 23), None, one.starts_on)
    assert one.review_on == date(2027, 5, 24)
    assert Event.objects.filter(kind="localnumber.added", by=editor).count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"number": ""}, "Give a number, an address or what to do"),
        ({"url": "http://trust.example/"}, "Start the address with https://"),
        ({"ends_on": "01/01/2020"}, "It ends before it begins"),
        ({"checked_on": "24/11/2026"}, "Choose the day on which somebody last tried it"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_added(client, editor, said, words):
    answer = added(client, **said)

    assert words in answer.text
    assert not LocalNumber.objects.exists()


def test_an_address_alone_is_a_pathway(client, editor):
    assert added(client, number="", url="https://trust.example/path").status_code == 302


def test_what_it_says_never_changes_and_it_can_be_ended(client, editor):
    one = LocalNumberFactory(number="0123")
    page = client.get(page_of(one))

    sent = sent_back(page, ends_on="23/11/2026") | {"number": "0999", "name": "Another"}
    client.post(page_of(one), sent)

    one.refresh_from_db()
    assert (one.number, one.ends_on) == ("0123", date(2026, 11, 23))
    assert 'name="number"' not in page.text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({}, "Yes"),
        ({"review_on": date(2026, 11, 22)}, "Check it again"),
        ({"starts_on": date(2026, 11, 24)}, "Not yet"),
        ({"ends_on": date(2026, 11, 23)}, "No longer"),
    ],
)
def test_the_list_says_which_are_shown_and_which_to_check(client, editor, days, words):
    LocalNumberFactory(**days)

    assert f'<td class="field-state">{words}</td>' in client.get(LIST).text


def test_a_publisher_reads_and_adds_none(client):
    client.force_login(person(Role.PUBLISHER))
    one = LocalNumberFactory(number="0123")

    assert "0123" in client.get(page_of(one)).text
    assert client.get(ADD).status_code == 403

"""The case page: what to read before the door, and what stays closed."""

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.people.models.users import User
from checklists.reading.clock import london_today

pytestmark = pytest.mark.django_db

TABS = ["case", "case_visits", "case_outstanding"]


@pytest.fixture
def wren(seeded):
    return Case.objects.get(given_name="Wren")


@pytest.fixture
def sign_in(client):
    def sign_in(username):
        client.force_login(User.objects.get(username=username))
        return client

    return sign_in


def page(client, case, **posted):
    address = reverse("case", args=[case.pk])
    return (client.post(address, posted) if posted else client.get(address)).content.decode()


def test_says_what_was_written_of_the_baby_and_seen_of_the_sleep_place(wren, sign_in):
    shown = page(sign_in("hv.north"), wren)

    assert "Feeds every 3 hours" in shown
    assert "Cot, crib or Moses basket" in shown


def test_an_unborn_baby_has_a_story_of_its_own(seeded, sign_in):
    rosa = Case.objects.get(mother_name="Rosa Inventall")

    shown = page(sign_in("hv.north"), rosa)

    assert "Life now and what awaits the baby, in the last words written" in shown
    assert "Moves every day" in shown
    assert "Feeds every 3 hours" not in shown
    assert "place not written" not in shown


def test_a_place_made_ready_before_the_birth_is_not_one_seen_since(seeded, sign_in):
    rosa = Case.objects.get(mother_name="Rosa Inventall")
    unborn = page(sign_in("hv.north"), rosa)
    Case.objects.filter(pk=rosa.pk).update(born_on=london_today())

    born = page(sign_in("hv.north"), rosa)

    assert "Not seen since the birth. Before it, " in born
    assert "Not seen since the birth" not in unborn


def test_contact_notes_are_shut_until_asked_for(seeded, sign_in):
    robin = Case.objects.get(given_name="Robin")
    client = sign_in("hv2.north")

    shut, opened = page(client, robin), page(client, robin, open="notes")

    assert "Ring weekdays before 2pm" not in shut
    assert "Ring weekdays before 2pm" in opened
    assert ["data-private" in html for html in (shut, opened)] == [False, True]


def test_a_colleague_without_the_permission_cannot_open_them(seeded, sign_in):
    robin = Case.objects.get(given_name="Robin")

    shown = page(sign_in("hv.north"), robin, open="notes")

    assert "Text only" not in shown


def test_full_titles_are_for_every_item_or_for_none(wren, sign_in):
    client = sign_in("hv.north")

    shut, opened = page(client, wren), page(client, wren, open="titles")

    assert "Complete routine enquiry" not in shut
    assert "Complete routine enquiry" in opened
    assert ["data-private" in html for html in (shut, opened)] == [False, True]


def test_private_items_are_not_there_for_a_colleague(wren, sign_in):
    shown = page(sign_in("hv2.north"), wren, open="titles")

    assert "Complete routine enquiry" not in shown
    assert "No open item is listed" in shown


@pytest.mark.parametrize(
    ("username", "writes"), [("hv.north", True), ("hv2.north", False), ("lead", False)]
)
def test_who_may_only_read_is_led_to_no_page_that_changes_the_family(
    wren, sign_in, username, writes
):
    """The press would be refused, and stand in the log as a try to open what is not theirs."""
    shown = page(sign_in(username), wren)

    leads_there = [reverse(name, args=[wren.pk]) in shown for name in ("edit_case", "add_twin")]
    assert leads_there == [writes, writes]


def test_an_unsigned_visit_is_offered_to_the_one_who_writes_it(seeded, sign_in):
    juno = Case.objects.get(given_name="Juno")
    draft = reverse("visit", args=[juno.visits.drafts().get().pk])

    assert draft in page(sign_in("hv.north"), juno)
    assert draft not in page(sign_in("manager.north"), juno)


def test_an_unborn_baby_has_a_page_too(seeded, sign_in):
    unborn = Case.objects.get(mother_name="Rosa Inventall")

    assert "32 weeks pregnant" in page(sign_in("hv.north"), unborn)


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("username", ["hv.south", "manager.south", "editor", "sysadmin"])
def test_nobody_else_learns_that_the_family_is_known(wren, sign_in, tab, username):
    answer = sign_in(username).get(reverse(tab, args=[wren.pk]))

    assert answer.status_code == 404
    assert "Wren" not in answer.content.decode()


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_leaves_one_read_event(wren, sign_in, tab):
    client = sign_in("manager.north")
    before = Event.objects.filter(kind="case.read").count()

    client.get(reverse(tab, args=[wren.pk]))

    assert Event.objects.filter(kind="case.read").count() == before + 1


@pytest.mark.parametrize("tab", TABS)
def test_few_statements_whatever_the_history(seeded, sign_in, statements, tab):
    client = sign_in("hv.north")
    counts = {}
    for name in ("Zara", "Otis", "Ada"):
        address = reverse(tab, args=[Case.objects.get(given_name=name).pk])
        client.get(address)
        with statements() as counted:
            client.get(address)
        counts[name] = len(counted)

    assert max(counts.values()) <= 12, counts

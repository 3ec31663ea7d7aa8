"""Neutral titles tell nothing apart; full ones are chosen once, hold, and end by themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from checklists.audit.models import Event
from checklists.guidance.in_force import guidance_in_force
from checklists.outstanding.models import OutstandingItem
from checklists.outstanding.rows import item_rows
from checklists.people.models.teams import Role
from tests.factories import PASSWORD, CaseFactory, ItemFactory, TeamFactory, UserFactory, person
from tests.visits.story import begin, reread, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
AT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
FULL = "Complete routine enquiry after the birth"
LISTS = ("caseload", "my_items", "team")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


@pytest.fixture
def nurse():
    """She manages the team, too, and so has every list."""
    team = TeamFactory(name="North")
    return person(Role.MANAGER, team, name="Nia Northfield")


@pytest.fixture
def case(nurse):
    team = nurse.memberships.get().team
    nurse.memberships.create(team=team, role=Role.HEALTH_VISITOR, starts_on=date(2020, 1, 1))
    return CaseFactory(team=team, owner=nurse)


@pytest.fixture
def item(case):
    return ItemFactory(case=case, about_her=True, due_on=date(2026, 11, 20))


@pytest.fixture
def hers(client, nurse, item):
    """Her browser, in which she chose full titles on her list."""
    client.post(reverse("account_login"), {"login": nurse.username, "password": PASSWORD})
    client.post(reverse("my_items"), {"open": "titles"})
    assert holds(client)
    return client


def is_full(client, name, *args):
    return FULL in client.get(reverse(name, args=args)).content.decode()


def holds(client):
    return is_full(client, "my_items")


# What neutral titles say


def rows_of(case):
    rows = OutstandingItem.objects.filter(case=case).saying_where_opened()
    return item_rows(rows, guidance_in_force().names)


def test_every_item_of_every_rule_has_the_same_words(case):
    ItemFactory(case=case, neutral_title="Visit follow-up")
    ItemFactory(case=case, neutral_title="Crying support follow-up", rule_key="crying")
    ItemFactory(case=case, neutral_title="Contact follow-up", about_her=True)

    one, *others = [{**row, "url": ""} for row in rows_of(case)]

    assert one["title"] == "Follow-up"
    assert others == [one, one]


def test_a_disclosure_adds_no_word_to_the_rows_of_a_family(case):
    quiet = CaseFactory(team=case.team, owner=case.owner)
    signed(quiet, {"da_seen_alone": "yes", "da_postnatal": "asked_no_disclosure"})
    told = {"da_postnatal": "asked_disclosure", "da_safe_now": "not_safe"}
    signed(case, {"da_seen_alone": "yes", **told})

    def words(rows):
        return {(row["title"], row["where"]) for row in rows}

    assert OutstandingItem.objects.filter(case=case, private=True).count() > 1
    assert words(rows_of(case)) == words(rows_of(quiet))


def test_rows_are_told_apart_by_what_is_no_secret(case):
    signed(case, {"da_seen_alone": "no"}, at=AT - timedelta(days=11))
    OutstandingItem.objects.filter(case=case).update(opened_by=UserFactory(name="Hal Northway"))
    ItemFactory(case=case)

    said = {row["where"] for row in rows_of(case)}

    assert said == {
        "From the 6 to 8 week review, 12 November, by Hal Northway",
        "Added 12 November, by Nia Northfield",
    }


def test_a_kind_of_visit_whose_name_would_tell_has_its_neutral_one(case):
    signed(case, {"da_seen_alone": "no"}, visit_type="targeted")

    assert {row["where"].split(",")[0] for row in rows_of(case)} == {"From the extra visit"}


# How long full titles hold


def test_full_titles_are_chosen_once_for_every_list(hers):
    assert [name for name in LISTS if is_full(hers, name)] == list(LISTS)
    assert FULL in hers.get(reverse("my_items") + "?urgency=high").content.decode()


def test_choosing_them_shows_the_same_list_with_its_filter(hers):
    answer = hers.post(reverse("team") + "?urgency=high", {"open": "titles"})

    assert answer.url == reverse("team") + "?urgency=high"


def test_an_item_then_arrives_open_and_is_logged_each_time(hers, item):
    for times in (1, 2):
        assert is_full(hers, "item", item.pk)
        assert Event.objects.filter(kind="item.read").count() == times


def test_the_pages_of_a_case_and_a_visit_stay_neutral(hers, case, item):
    over = signed(case, {"da_seen_alone": "no", "da_postnatal": ("not_asked", "partner_present")})

    for name, pk in (("case", case), ("case_outstanding", case), ("visit_signed", over)):
        assert not is_full(hers, name, pk.pk)
    assert holds(hers)


def test_another_device_has_a_choice_of_its_own(hers, nurse):
    elsewhere = Client()
    elsewhere.force_login(nurse)

    assert not holds(elsewhere)


def test_they_end_five_minutes_after_the_last_use(hers, clock):
    for _ in range(3):
        clock.shift(timedelta(minutes=4))
        assert holds(hers)

    clock.shift(timedelta(minutes=5))
    assert not holds(hers)
    assert not is_full(hers, "caseload")


@pytest.mark.parametrize("name", LISTS)
def test_one_tap_shows_short_titles_again(hers, name):
    hers.post(reverse(name), {"open": ""})

    assert not holds(hers)


def test_closing_an_item_that_arrived_open_ends_them(hers, item):
    shut = hers.post(reverse("item", args=[item.pk]), {"open": ""}, follow=True)

    assert FULL not in shut.content.decode()
    assert not holds(hers)


def test_an_item_opened_by_itself_opens_no_list(client, nurse, item):
    client.force_login(nurse)

    opened = client.post(reverse("item", args=[item.pk]), {"open": "titles"}).content.decode()

    assert FULL in opened
    assert "data-close-url" in opened
    assert not is_full(client, "item", item.pk)
    assert not holds(client)


def test_the_quick_exit_ends_them(hers, clock):
    clock.shift(timedelta(seconds=20))
    hers.cookies["away"] = "1"
    hers.get(reverse("my_items"))
    clock.shift(timedelta(seconds=20))
    hers.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = hers.get(reverse("my_items"))

    assert page.status_code == 200
    assert FULL not in page.content.decode()


def test_signing_out_ends_them(hers, nurse):
    hers.post(reverse("account_logout"))
    hers.post(reverse("account_login"), {"login": nurse.username, "password": PASSWORD})

    assert not holds(hers)


@pytest.mark.parametrize("name", ["start_visit", "not_held"])
def test_starting_a_visit_ends_them(hers, case, name):
    hers.get(reverse(name, args=[case.pk]))

    assert not holds(hers)


@pytest.mark.parametrize("name", ["visit", "visit_review", "visit_presence", "visit_stop"])
def test_going_on_with_a_visit_ends_them(hers, case, name):
    hers.get(reverse(name, args=[begin(reread(case)).pk]))

    assert not holds(hers)


def test_a_page_of_a_visit_ends_them(hers, case):
    hers.get(reverse("visit_point", args=[begin(reread(case)).pk, "home"]))

    assert not holds(hers)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_no_more_statements_with_full_titles(hers, statements, name):
    with statements() as full:
        hers.get(reverse(name))
    hers.post(reverse(name), {"open": ""})
    with statements() as short:
        hers.get(reverse(name))

    assert len(full) == len(short)

"""All families of a manager's teams, also those with nothing open, and what nobody has signed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.facts.models import CaseFacts
from checklists.facts.renewing import renew_not_known
from checklists.home import family_list
from checklists.people.models.teams import Role
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    ItemFactory,
    MembershipFactory,
    TeamFactory,
    person,
)
from tests.visits.story import begin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def manager(north):
    return person(Role.MANAGER, north)


@pytest.fixture
def case(north):
    return CaseFactory(team=north, owner=person(team=north, name="Nia Northfield"))


def page(client, user, query=""):
    client.force_login(user)
    return client.get(reverse("team_families") + query)


def names(page):
    return [family["name"] for family in page.context["families"]]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DEPUTY])
def test_a_family_with_nothing_open_is_listed_with_its_holder_and_last_contact(
    client, north, case, role
):
    CaseFacts.objects.filter(case=case).update(last_contact_on=date(2026, 11, 3))

    shown = page(client, person(role, north))

    [family] = shown.context["families"]
    assert (family["name"], family["holder"]) == (case.name, "Nia Northfield")
    assert (family["age"], family["met"]["day"]) == ("6 weeks 3 days", "3 November")
    assert "No open item listed" in shown.text


def test_what_is_open_is_said_by_urgency_private_items_too(client, case, manager):
    ItemFactory(case=case, immediate=True)
    for subject in ("", "again"):
        ItemFactory(case=case, about_her=True, subject=subject)

    shown = page(client, manager)

    [family] = shown.context["families"]
    assert [(one["number"], one["word"]) for one in family["items"]] == [
        (1, "immediate"),
        (2, "high"),
    ]
    assert "No open item listed" not in shown.text


def test_nothing_of_it_says_that_all_is_well(client, case, manager):
    shown = page(client, manager)

    assert "No contact held yet" in shown.text
    assert not any(
        word in shown.text.lower() for word in ("all clear", "up to date", "no concerns")
    )


def test_other_teams_ended_and_blocked_families_are_not_there(client, north, case, manager):
    CaseFactory()
    CaseFactory(team=north, ended=True)
    ConflictBlockFactory(case=CaseFactory(team=north, given_name="Ivy"), user=manager)

    assert names(page(client, manager)) == [case.name]


def test_who_has_two_teams_reads_of_which_each_is(client, case, manager):
    MembershipFactory(user=manager, role=Role.DEPUTY, team=TeamFactory(name="South"))

    [family] = page(client, manager).context["families"]

    assert family["holder"] == "Nia Northfield, North"


def test_pages_leave_nobody_out(client, north, manager, monkeypatch):
    monkeypatch.setattr(family_list, "PAGE", 3)
    for number in range(5):
        CaseFactory(team=north, born_on=TODAY - (number % 2) * DAY, given_name=f"Baby {number}")

    first = page(client, manager)
    second = client.get(first.context["next_url"])

    shown = names(first) + names(second)
    assert len(shown) == len(set(shown)) == 5
    assert second.context["next_url"] == ""


def test_it_is_one_event_with_the_families_it_showed(client, case, manager):
    page(client, manager)

    assert Event.objects.get(kind="team.families_read").shown == [str(case.pk)]


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.EDITOR])
def test_it_is_for_managers_and_deputies(client, north, role):
    team = north if role == Role.HEALTH_VISITOR else None

    assert page(client, person(role, team)).status_code == 404


def test_it_costs_the_same_at_any_size(client, north, manager, statements):
    counts = []
    for more in (2, 9):
        for _ in range(more):
            case = CaseFactory(team=north)
            ItemFactory.create_batch(2, case=case)
            begin(case, at=AT - 2 * DAY)
            never_visited(north)
        renew_not_known(on=TODAY)
        page(client, manager)
        with statements() as counted:
            client.get(reverse("team_families"))
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 12


def test_three_teams_cost_as_much_as_one(client, north, manager, statements):
    counts = []
    for team in (north, None, None):
        team = team or MembershipFactory(user=manager, role=Role.MANAGER).team
        ItemFactory(case=CaseFactory(team=team))
        renew_not_known(on=TODAY)
        page(client, manager)
        with statements() as counted:
            families = client.get(reverse("team_families")).context["families"]
        counts.append((len(families), len(counted)))

    assert [number for number, _ in counts] == [1, 2, 3]
    assert len({cost for _, cost in counts}) == 1
    assert counts[0][1] <= 12


# --- contact overdue ----------------------------------------------------------------------------


def never_visited(north, *, over=9, **fields):
    """A baby whose new birth review was due some days ago; nothing of the family is open."""
    case = CaseFactory(team=north, born_on=TODAY - (14 + over) * DAY, **fields)
    facts = {"next_contact": "new-birth", "next_until": TODAY - over * DAY}
    CaseFacts.objects.filter(case=case).update(**facts)
    return case


def test_a_family_that_nobody_visited_in_time_is_named_although_nothing_is_open(
    client, north, manager
):
    last, first = (never_visited(north, over=days) for days in (9, 12))

    rows = page(client, manager).context["overdue"]

    assert [row["title"] for row in rows] == [first.name, last.name]
    assert "was due by 11 November, 12 days over. Held by" in rows[0]["text"]
    assert rows[0]["text"].endswith("Baby not seen yet.")
    assert rows[0]["url"] == reverse("case", args=[first.pk])


def test_the_last_day_of_a_contact_is_not_overdue(client, north, manager):
    never_visited(north, over=0)

    assert page(client, manager).context["overdue"] == []


def test_the_team_page_counts_overdue_contacts_and_leads_there(client, north, manager):
    never_visited(north)
    client.force_login(manager)

    count = client.get(reverse("team")).context["counts"][3]

    assert (count["number"], count["words"]) == ("1", "family with a contact overdue")
    assert count["url"] == f"{reverse('team_families')}#overdue"


def test_a_contact_of_today_does_not_say_that_the_baby_was_seen(client, north, manager):
    case = CaseFactory(team=north)
    CaseFacts.objects.filter(case=case).update(last_contact_on=TODAY, last_seen_on=None)

    assert "Baby not seen yet." in page(client, manager).text


# --- not signed ---------------------------------------------------------------------------------


def unsigned(client, user):
    return page(client, user).context["unsigned"]


def test_a_draft_over_a_day_old_says_whose_and_since_when_and_leads_to_the_case(
    client, case, manager
):
    begin(case, at=AT - 2 * DAY)

    [row] = unsigned(client, manager)

    assert row["title"] == case.name
    assert row["text"] == "Nia Northfield began a visit on 21 November. Not signed for 2 days."
    assert row["url"] == reverse("case", args=[case.pk])
    assert client.get(row["url"]).status_code == 200


def test_her_own_draft_leads_to_the_visit(client, north, manager):
    visit = begin(CaseFactory(team=north, owner=manager), at=AT - 2 * DAY)

    [row] = unsigned(client, manager)

    assert row["url"] == reverse("visit", args=[visit.pk])


def test_a_draft_of_a_day_is_not_late_yet(client, case, manager):
    begin(case, at=AT - DAY)

    assert unsigned(client, manager) == []


def test_the_team_page_counts_them_and_leads_there(client, case, manager):
    begin(case, at=AT - 2 * DAY)
    client.force_login(manager)

    count = client.get(reverse("team")).context["counts"][-1]

    assert (count["number"], count["words"]) == ("1", "visit not signed for over a day")
    assert count["url"] == f"{reverse('team_families')}#not-signed"


def test_a_draft_of_a_family_she_must_not_know_of_is_not_there(client, case, manager):
    begin(case, at=AT - 2 * DAY)
    ConflictBlockFactory(case=case, user=manager)

    assert unsigned(client, manager) == []
    assert client.get(reverse("team")).context["counts"][-1]["number"] == "0"


# --- the way there ------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DEPUTY, Role.SAFEGUARDING_LEAD])
def test_find_is_in_the_navigation_of_who_looks_over_families(client, north, role):
    client.force_login(person(role, None if role == Role.SAFEGUARDING_LEAD else north))

    links = client.get(reverse("find_family")).context["navigation"]

    assert "Find a family" in [link["title"] for link in links]

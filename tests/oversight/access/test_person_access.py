"""What a person opened, for the safeguarding lead alone, and how she finds the person."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.people.models.teams import Role
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    TeamFactory,
    UserFactory,
    person,
)
from tests.oversight.access.log_pages import NOON, get, group, groups, read

pytestmark = pytest.mark.django_db


def test_the_page_of_a_person_names_the_families_they_opened(client, case, team, nia, lead):
    other = CaseFactory(team=team, owner=nia, given_name="Otis", family_name="Other")
    read(other, nia, at=NOON - timedelta(days=1))
    read(case, nia)

    page = get(client, lead, "person_access", nia)

    assert groups(page, "others") == ["Wren Fableton", "Otis Other"]
    assert group(page, "Wren Fableton").url == reverse("case_access", args=[case.pk])


def test_unusual_ones_come_first_there_too(client, case, team, nia, lead):
    other = CaseFactory(team=team, owner=nia, given_name="Otis", family_name="Northfield")
    read(other, nia, at=NOON - timedelta(days=1))
    read(case, nia)

    page = get(client, lead, "person_access", nia)

    assert groups(page, "first") == ["Otis Northfield"]
    assert groups(page, "others") == ["Wren Fableton"]


def test_many_families_in_a_day_are_said_on_top(client, team, nia, lead, monkeypatch):
    monkeypatch.setattr("checklists.oversight.unusual.MANY_FAMILIES_A_DAY", 3)
    for one in CaseFactory.create_batch(4, team=team, owner=nia):
        read(one, nia)

    page = get(client, lead, "person_access", nia)

    assert page.context["many"] == "More than 3 families on 23 November 2026"


def test_a_family_that_the_lead_is_blocked_from_is_no_row_and_no_count(
    client, case, team, nia, lead, monkeypatch
):
    monkeypatch.setattr("checklists.oversight.unusual.MANY_FAMILIES_A_DAY", 0)
    ConflictBlockFactory(case=case, user=lead)
    read(case, nia, why="emergency")

    page = get(client, lead, "person_access", nia)

    assert (page.context["first"], page.context["others"], page.context["many"]) == ([], [], "")
    assert "Wren" not in page.content.decode()
    assert "No record that you may open" in page.content.decode()


def test_reading_it_is_one_event_with_the_families_it_named(client, case, nia, lead):
    read(case, nia)

    get(client, lead, "person_access", nia)

    event = Event.objects.get(kind="person.access_read")
    assert (event.by, event.shown, event.target) == (lead, [str(case.pk)], f"user:{nia.pk}")


def test_few_statements_however_much_a_person_opened(client, team, nia, lead, statements):
    counts = []
    get(client, lead, "person_access", nia)
    for more in (1, 30):
        for one in CaseFactory.create_batch(more, team=team, owner=nia):
            read(one, nia)
        with statements() as counted:
            client.get(reverse("person_access", args=[nia.pk]))
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize(
    "role", [Role.HEALTH_VISITOR, Role.MANAGER, Role.DEPUTY, Role.SYSTEM_ADMINISTRATOR]
)
def test_only_the_lead_sees_what_a_person_opened(client, nia, role):
    team_role = role in (Role.HEALTH_VISITOR, Role.MANAGER, Role.DEPUTY)
    user = person(role, TeamFactory() if team_role else None)

    assert get(client, user, "person_access", nia).status_code == 404
    client.force_login(user)
    assert client.get(reverse("people_access")).status_code == 404


def test_nobody_by_this_id(client, lead, case):
    assert get(client, lead, "person_access", case).status_code == 404


def test_a_person_is_found_by_words_of_the_name(client, nia, lead):
    UserFactory(name="Nia Closedown", is_active=False)
    client.force_login(lead)

    found = client.post(reverse("people_access"), {"q": "nia"}).context["found"]
    one = client.post(reverse("people_access"), {"q": "field nia"}).context["found"]

    assert [(row["name"], row["roles"]) for row in found] == [
        ("Nia Closedown", "Account closed"),
        ("Nia Northfield", "Health visitor"),
    ]
    assert [row["name"] for row in one] == ["Nia Northfield"]


@pytest.mark.parametrize("words", ["zoe", "ZOË", "o'brien", "OBrien", "o brien"])
def test_a_person_is_found_however_the_name_is_spelt(client, lead, words):
    UserFactory(name="Zoë O\u2019Brien")
    client.force_login(lead)

    found = client.post(reverse("people_access"), {"q": words}).context["found"]

    assert [row["name"] for row in found] == ["Zoë O\u2019Brien"]


@pytest.mark.parametrize("words", ["", " ", "\x00", "%", "nobody"])
def test_nobody_found(client, nia, lead, words):
    client.force_login(lead)

    assert client.post(reverse("people_access"), {"q": words}).context["found"] == []

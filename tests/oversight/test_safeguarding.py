"""The page that leads managers and leads to what keeps records in the right hands."""

import pytest
from django.urls import reverse

from checklists.people.models.teams import Role
from tests.factories import TeamFactory, person

pytestmark = pytest.mark.django_db

LED_TO = {
    Role.SAFEGUARDING_LEAD: {
        *("emergency_review", "conflicts", "people_access", "subject_requests", "retention"),
    },
    Role.MANAGER: {
        *("emergency_review", "absences", "subject_requests", "retention", "emergency"),
    },
    Role.DEPUTY: {"emergency_review", "absences", "subject_requests", "emergency"},
}


@pytest.mark.parametrize("role", LED_TO)
def test_each_role_is_led_to_just_the_pages_that_open_for_it(client, role):
    client.force_login(person(role, None if role == Role.SAFEGUARDING_LEAD else TeamFactory()))

    rows = client.get(reverse("safeguarding")).context["rows"]

    assert {row["url"] for row in rows} == {reverse(name) for name in LED_TO[role]}
    assert {client.get(row["url"], follow=True).status_code for row in rows} == {200}


def test_a_lead_begins_there(client):
    client.force_login(person(Role.SAFEGUARDING_LEAD))

    assert client.get("/").url == reverse("safeguarding")


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.EDITOR, Role.SYSTEM_ADMINISTRATOR])
def test_others_find_nothing_there(client, role):
    client.force_login(person(role, TeamFactory() if role == Role.HEALTH_VISITOR else None))

    assert client.get(reverse("safeguarding")).status_code == 404


@pytest.mark.parametrize("role", LED_TO)
def test_it_costs_few_statements_for_each_role(client, role, statements):
    client.force_login(person(role, None if role == Role.SAFEGUARDING_LEAD else TeamFactory()))
    client.get(reverse("safeguarding"))

    with statements() as counted:
        client.get(reverse("safeguarding"))

    assert len(counted) <= 5

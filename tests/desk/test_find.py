"""Find a family, over what one may open."""

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.desk.find import MOST
from checklists.people.models import Role
from tests.factories import CaseFactory, TeamFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory(given_name="Wren", family_name="Fableton", nhs_number="9990001022")


def found(client, user, words):
    client.force_login(user)
    return [
        row["name"] for row in client.post(reverse("find_family"), {"q": words}).context["found"]
    ]


@pytest.mark.parametrize("words", ["wren", "Fableton Wren", "Rosa", "999 000 1022", "999-000-1022"])
def test_by_name_in_any_order_or_by_number(client, case, words):
    assert found(client, case.owner, words) == ["Wren Fableton"]


@pytest.mark.parametrize("words", ["zzz", "9990001023", " ", "\x00", "%", "wren' OR 1=1"])
def test_nothing_fits(client, case, words):
    assert found(client, case.owner, words) == []


def test_another_team_finds_nothing(client, case):
    assert found(client, person(team=TeamFactory()), "wren") == []


def test_the_lead_finds_every_family(client, case):
    assert found(client, person(Role.SAFEGUARDING_LEAD), "wren") == ["Wren Fableton"]


def test_what_was_searched_for_is_in_no_address(client, case):
    client.force_login(case.owner)

    page = client.get(reverse("find_family"), {"q": "wren"})

    assert page.context["found"] == []


def test_an_editor_of_guidance_has_no_such_page(client, case):
    client.force_login(person(Role.EDITOR))

    assert client.post(reverse("find_family"), {"q": "wren"}).status_code == 404


def test_a_family_beyond_those_that_are_shown_is_not_logged_as_read(client, case):
    CaseFactory.create_batch(MOST, team=case.team, owner=case.owner)
    client.force_login(case.owner)

    client.post(reverse("find_family"), {"q": "Wren"})

    assert len(Event.objects.get(kind="cases.found").shown) == MOST

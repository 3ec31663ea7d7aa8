"""The page for what somebody may not open looks the same whatever the reason."""

import re
from uuid import uuid4

import pytest

from checklists.accounts.views.not_found import duty_contacts
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ConflictBlockFactory, TeamFactory, person

pytestmark = pytest.mark.django_db


def test_unknown_foreign_and_blocked_look_the_same(client):
    team = TeamFactory()
    nia = person(team=team)
    blocked = ConflictBlockFactory(case__team=team, case__owner=nia, user=nia).case
    client.force_login(nia)

    pages = {
        without_what_was_sent(client.get(f"/cases/{pk}/").text, pk)
        for pk in (uuid4(), CaseFactory().pk, blocked.pk)
    }

    assert len(pages) == 1


def without_what_was_sent(page, pk):
    """The page without its token and without the id that stood in the address."""
    return re.sub(r'value="[^"]{64}"', "", page).replace(str(pk), "")


@pytest.mark.parametrize("address", ["/cases/{}/", "/cases/{}/household/", "/cases/{}/nonsense/"])
def test_the_way_to_emergency_access_carries_the_id_of_the_address(client, address):
    pk = uuid4()
    client.force_login(person(team=TeamFactory()))

    assert f'href="/emergency/?record={pk}"' in client.get(address.format(pk)).text


@pytest.mark.parametrize("address", ["/nowhere/", "/visits/{}/", "/cases/1/", "/items/{}/"])
def test_any_other_address_offers_emergency_access_without_an_id(client, address):
    client.force_login(person(team=TeamFactory()))

    assert 'href="/emergency/"' in client.get(address.format(uuid4())).text


WITHOUT_FAMILIES = {
    "a visitor": None,
    "an editor": lambda: person(Role.EDITOR),
    "a system administrator": lambda: person(Role.SYSTEM_ADMINISTRATOR),
    "a superuser with a team": lambda: person(team=TeamFactory(), is_superuser=True),
}


@pytest.mark.parametrize("who", WITHOUT_FAMILIES)
def test_who_does_not_work_with_families_is_offered_nothing(client, who):
    if WITHOUT_FAMILIES[who]:
        client.force_login(WITHOUT_FAMILIES[who]())

    assert "main" in (page := client.get("/nowhere/").text)
    assert "opens a record for 4 hours" not in page


def test_what_was_sent_is_held_to_be_sent_again(client):
    client.force_login(person(team=TeamFactory()))
    address = f"/visits/{uuid4()}/sleep/"

    page = client.post(address, {"sleep_action_plan": 'Two "lines"\nof <b>text</b>'})

    assert page.status_code == 404
    assert 'value="Two &quot;lines&quot;\nof &lt;b&gt;text&lt;/b&gt;"' in page.text
    assert f'action="{address}"' in page.text


def test_what_no_page_of_ours_asked_for_is_not_held(client):
    client.force_login(person(team=TeamFactory()))

    assert "Send what I typed" not in client.post("/nowhere/", {"words": "Sent from outside"}).text


def test_a_visitor_learns_no_duty_contact(client):
    TeamFactory(duty_contact="Duty desk, 01632 960001")

    assert "01632" not in client.get("/nowhere/").text


def test_each_of_a_persons_teams_is_named_once():
    team = TeamFactory(duty_contact="Duty desk, 01632 960001")

    assert duty_contacts(person(team=team)) == ["Duty desk, 01632 960001"]

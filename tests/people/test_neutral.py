import re
from uuid import uuid4

import pytest

from checklists.people.neutral import duty_contacts
from tests.factories import CaseFactory, ConflictBlockFactory, TeamFactory, person

pytestmark = pytest.mark.django_db


def test_unknown_foreign_and_blocked_look_the_same(client):
    team = TeamFactory()
    nia = person(team=team)
    blocked = ConflictBlockFactory(case__team=team, case__owner=nia, user=nia).case
    client.force_login(nia)

    pages = {
        re.sub(r'value="[^"]{64}"', "", client.get(f"/cases/{pk}/").text)
        for pk in (uuid4(), CaseFactory().pk, blocked.pk)
    }

    assert len(pages) == 1


def test_a_visitor_learns_no_duty_contact(client):
    TeamFactory(duty_contact="Duty desk, 01632 960001")

    assert "01632" not in client.get("/nowhere/").text


def test_each_of_a_persons_teams_is_named_once():
    team = TeamFactory(duty_contact="Duty desk, 01632 960001")

    assert duty_contacts(person(team=team)) == ["Duty desk, 01632 960001"]

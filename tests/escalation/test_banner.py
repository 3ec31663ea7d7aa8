"""With nobody left to tell, every page of the administrators says so and names no family."""

import pytest
import time_machine
from django.db import connection

from checklists.outstanding.closing import acknowledge
from checklists.people.models.teams import Role
from tests.conftest import Statements
from tests.escalation.conftest import london, run
from tests.factories import ItemFactory, UserFactory, person

pytestmark = pytest.mark.django_db
NO_READER = "have no reader."
ONE = "An alert has no reader."
LATER = london("2026-11-23 12:05")


def said_to(client, user, page=""):
    client.force_login(user)
    with time_machine.travel(LATER, tick=False):
        return client.get(f"/admin/{page}").text


def an_administrator():
    return person(Role.SYSTEM_ADMINISTRATOR)


@pytest.mark.usefixtures("item", "manager")
@pytest.mark.parametrize("page", ["", "checklists/user/", "checklists/team/", "checklists/event/"])
def test_every_page_of_theirs_says_so_and_names_no_family(client, page):
    run("2026-11-23 12:00")

    said = said_to(client, an_administrator(), page)

    assert ONE in said
    assert not [word for word in ("Wren", "Fableton", "safe sleep") if word in said]


def test_it_counts_them(client, item, manager, case):
    ItemFactory(case=case, immediate=True, opened_at=item.opened_at, rule_key="another")
    run("2026-11-23 12:00")

    assert "2 alerts have no reader." in said_to(client, UserFactory(is_superuser=True))


@pytest.mark.usefixtures("item", "people")
def test_it_says_nothing_while_somebody_has_yet_to_be_told(client):
    run("2026-11-23 12:00")
    run("2026-11-23 14:00")

    assert "no reader" not in said_to(client, an_administrator())


@pytest.mark.usefixtures("item", "people")
def test_it_says_so_when_all_were_told_and_nobody_looked(client):
    for at in ("12:00", "14:00", "16:00"):
        run(f"2026-11-23 {at}")

    assert ONE in said_to(client, an_administrator())


def test_it_goes_once_it_was_seen(client, item, manager):
    run("2026-11-23 12:00")
    acknowledge(item, by=manager, at=LATER)
    run("2026-11-23 12:06")

    assert "no reader" not in said_to(client, an_administrator())


@pytest.mark.usefixtures("item", "manager")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_editors_are_not_told(client, role):
    run("2026-11-23 12:00")

    assert "no reader" not in said_to(client, person(role))


@pytest.mark.usefixtures("item")
def test_nobody_else_pays_for_it_with_a_statement(client, manager):
    client.force_login(manager)
    with time_machine.travel(LATER, tick=False), Statements(connection) as found:
        client.get("/alerts/")

    assert not [one for one in found.captured_queries if "checklists_unread" in one["sql"]]

"""A visit that is not signed yet, as everyone who may open the case sees it."""

import pytest
from django.urls import reverse

from checklists.people.models.teams import Role
from checklists.withdrawal.withdrawing import ask_withdrawal
from tests.factories import ConflictBlockFactory, TeamFactory, person
from tests.visits.conftest import case, now, nurse
from tests.visits.story import AT_THE_VISIT, begin, reread, say

__all__ = ["case", "now", "nurse"]
pytestmark = pytest.mark.django_db
TABS = ["case", "case_visits"]
NONE = "No visit has been recorded yet"


@pytest.fixture
def draft(case):
    said = {"baby_lived_experience": "Zaunkoenig in the pram.", "da_notes": "Zaunkoenig rings."}
    return say(begin(reread(case)), said)


def page(client, user, case, tab):
    client.force_login(user)
    return client.get(reverse(tab, args=[case.pk])).text.split("<main")[1]


def not_signed(draft):
    return f"A visit begun on 23 November 2026 by {draft.author} is not signed"


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.MANAGER, Role.SAFEGUARDING_LEAD])
def test_everyone_who_may_open_the_case_sees_that_a_visit_is_under_way(
    client, case, draft, role, tab
):
    lead = role == Role.SAFEGUARDING_LEAD
    shown = page(client, person(role, None if lead else case.team), case, tab)

    assert not_signed(draft) in shown
    for kept in (NONE, str(draft.pk), "Zaunkoenig", "6 to 8 week review</"):
        assert kept not in shown


@pytest.mark.parametrize("tab", TABS)
def test_the_author_goes_on_with_it_from_there(client, case, draft, nurse, tab):
    shown = page(client, nurse, case, tab)

    assert f'href="{reverse("visit", args=[draft.pk])}"' in shown
    assert not_signed(draft) not in shown


def test_one_that_waits_to_be_discarded_is_listed_once_for_who_may_agree(client, case, draft):
    ask_withdrawal(draft, reason="The twin's.", by=draft.author, at=AT_THE_VISIT)
    manager, colleague = person(Role.MANAGER, case.team), person(team=case.team)

    hers = page(client, manager, case, "case_visits")
    assert "waits to be discarded" in hers
    assert not_signed(draft) not in hers
    theirs = page(client, colleague, case, "case_visits")
    assert not_signed(draft) in theirs
    assert "discarded" not in theirs


def test_nobody_else_learns_of_it(client, case, draft):
    blocked = person(team=case.team)
    ConflictBlockFactory(case=case, user=blocked)

    for other in (blocked, person(team=TeamFactory())):
        client.force_login(other)
        for tab in TABS:
            assert client.get(reverse(tab, args=[case.pk])).status_code == 404

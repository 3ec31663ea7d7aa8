"""What lists say is not known: as it was kept, else by the facts, else that it cannot be read."""

from datetime import date

import pytest
from django.db.models import JSONField, Value
from django.urls import reverse

from checklists.facts.models import CaseFacts
from checklists.facts.renewing import renew_not_known
from tests.factories import CaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
TODAY = date(2026, 11, 23)
LISTS = [("nurse", "caseload"), ("manager", "team_families")]


@pytest.fixture
def families(team, nurse):
    return [CaseFactory(team=team, owner=nurse, given_name=name) for name in ("Ada", "Bea", "Ivy")]


@pytest.fixture(params=LISTS, ids=lambda one: one[1])
def opened(request, client, families):
    """Opens one of the lists, once before it is looked at."""
    who, name = request.param
    client.force_login(request.getfixturevalue(who))
    client.get(reverse(name))
    return lambda: client.get(reverse(name))


def words(page):
    return {row["name"]: row["not_known"].count for row in page.context["families"]}


def as_json(damage):
    return Value(damage, JSONField())


def reads_facts(query):
    return 'facts"."answers"' in query["sql"] or 'facts"."counters"' in query["sql"]


def test_no_facts_are_read_of_families_whose_outcome_is_kept(opened, statements):
    whole = words(opened())
    renew_not_known(on=TODAY)

    with statements() as counted:
        page = opened()

    assert words(page) == whole
    assert not any(map(reads_facts, counted.captured_queries))


def test_the_facts_of_those_that_are_not_believed_are_read_at_once(opened, families, statements):
    renew_not_known(on=TODAY)
    with statements() as kept:
        before = words(opened())
    CaseFacts.objects.filter(case__in=families[:2]).update(not_known=None)

    with statements() as counted:
        page = opened()

    assert words(page) == before
    assert sum(map(reads_facts, counted.captured_queries)) == 1
    assert len(counted) == len(kept) + 1


@pytest.mark.parametrize("damage", [None, [], {"ledger": []}, {"ledger": {"plan_level": [1]}}])
def test_damaged_facts_of_one_family_take_no_other_off_the_list(opened, families, caplog, damage):
    CaseFacts.objects.filter(case=families[0]).update(counters=as_json(damage))

    page = opened()

    found = words(page)
    assert found.pop(families[0].name) == "Cannot be read"
    assert "Cannot be read" in page.text
    assert len(found) == 2
    assert all(count.endswith("questions") for count in found.values())
    assert f"Facts of case {families[0].pk} cannot be read" in caplog.text


def test_a_manager_is_told_of_the_family_whose_facts_are_damaged(client, manager, families):
    CaseFacts.objects.filter(case=families[0]).update(answers=as_json(None))
    client.force_login(manager)

    rows = client.get(reverse("team_families")).context["not_known"]

    texts = {row["title"]: row["text"] for row in rows}
    assert len(texts) == len(families)
    assert texts[families[0].name] == f"Cannot be read. {families[0].owner}"

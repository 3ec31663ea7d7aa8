"""Which carer was given which advice, on the case page: gaps first, and those most often missed."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.factories import CaseFactory, person
from tests.visits.story import signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
EVERYBODY = ["mother", "father", "partner", "grandparent", "other_carer"]
TOPICS = ("sleep_messages_reached", "handling_messages_reached", "home_messages_reached")


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 15, tzinfo=UTC), tick=False)


@pytest.fixture
def case():
    return CaseFactory()


def told(*carers, **more):
    return {**{topic: list(carers) for topic in TOPICS}, **more}


def rows(client, case, user=None):
    """{carer: what is said}, in the order of the page."""
    client.force_login(user or case.owner)
    text = client.get(reverse("case", args=[case.pk])).content.decode()
    part = text.split("Who has heard it</h2>")[1].split("</section>")[0]
    found = re.findall(r'<li class="row">\s*<p><b>(.*?)</b></p>(.*?)</li>', part, re.DOTALL)
    return {name: " ".join(re.sub(r"<[^>]+>", " ", said).split()) for name, said in found}


def test_before_any_contact_everybody_is_a_gap(client, case):
    found = rows(client, case)

    assert list(found)[:3] == [
        "Father or co-parent",
        "A current partner",
        "Grandparent or other family member",
    ]
    assert all(said.startswith("Not yet:") for said in found.values())


def test_gaps_come_before_advice_given(client, case):
    signed(case, told("mother", "father"))

    found = rows(client, case)

    assert next(iter(found)) == "Father or co-parent"
    assert found["Father or co-parent"].startswith("Not yet: How easily babies are hurt Sleep; ")
    assert found["A current partner"].startswith("Not yet: Sleep; Handling and crying; Equipment")


def test_a_carer_without_a_gap_comes_after_those_with_one(client, case):
    signed(case, told("father", vulnerability_explained_to=["father"]))

    names = list(rows(client, case))

    assert names.index("Father or co-parent") > names.index("Mother")


def test_says_when_from_whom_and_whether_it_was_said_back(client, case):
    signed(case, told(*EVERYBODY, understanding_checked="teach_back"))

    said = rows(client, case)["Grandparent or other family member"]

    by = case.owner.name
    assert f"Equipment and home: 23 November 2026, {by}. Said it back in own words" in said


def test_talked_through_is_not_said_back(client, case):
    signed(case, told(*EVERYBODY, understanding_checked="discussion"))

    assert "Said it back" not in str(rows(client, case))


def test_where_there_is_no_such_carer_nothing_is_missing(client, case):
    signed(case, told("mother", "no_male_carer"))

    found = rows(client, case)

    assert found["A current partner"].startswith("Said to be nobody: 23 November 2026")
    assert found["Grandparent or other family member"].startswith("Not yet:")


def test_the_same_carers_for_every_family(client, case):
    other = CaseFactory(team=case.team, owner=case.owner)
    signed(other, told("mother", "no_male_carer"))

    assert set(rows(client, case)) == set(rows(client, other))


def test_a_disclosure_changes_nothing_in_it(client, case):
    """Nor in the rest of the page, for a colleague without the permission."""
    pages, colleague = [], person(team=case.team)
    for answer in ("asked_no_disclosure", "asked_disclosure"):
        one = CaseFactory(team=case.team, owner=case.owner)
        signed(one, told("mother", da_seen_alone="yes", da_postnatal=answer))
        client.force_login(colleague)
        text = client.get(reverse("case", args=[one.pk])).content.decode()
        plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
        # Items equally urgent stand in the order of their ids, which chance gives.
        pages.append(sorted(re.sub(r'value="[A-Za-z0-9]{64}"', "TOKEN", plain).splitlines()))

    assert pages[0] == pages[1]

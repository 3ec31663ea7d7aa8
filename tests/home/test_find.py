"""Find a family by name or NHS number, among the cases that the person may open."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.models import names
from checklists.cases.models.names import CaseName
from checklists.home.views.find import MOST, find_cases
from checklists.people.models.teams import TEAM_ROLES, Role
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


@pytest.mark.parametrize(
    "words", ["Zoe", "ZOË", "O'Brien", "OBrien", "O Brien", "o\u2019brien zoe"]
)
def test_however_a_name_is_spelt(client, case, words):
    zoe = CaseFactory(
        given_name="Zoë", family_name="O\u2019Brien", owner=case.owner, team=case.team
    )

    assert found(client, case.owner, words) == [zoe.name]


def test_a_name_in_letters_of_another_script(client, case):
    there = {"owner": case.owner, "team": case.team}
    ali = CaseFactory(mother_name="王小明", given_name="علی\u200cمحمد", **there)

    names = [found(client, case.owner, words) for words in ("小明", "علي محمد")]

    assert names == [[ali.name]] * 2


def test_a_name_written_family_first_without_a_blank(client, case):
    ming = CaseFactory(given_name="小明", family_name="王", owner=case.owner, team=case.team)

    assert found(client, case.owner, "王小明") == [ming.name]


@pytest.mark.parametrize(
    "words",
    ["Baby of Ines Quill, twin 2", "baby  OF ines", "NHS 999 000 1049", "nhs number: 9990001049"],
)
def test_what_the_screen_shows(client, case, words):
    shown = {"given_name": "", "family_name": "", "mother_name": "Ines Quill", "birth_order": 2}
    ines = CaseFactory(**shown, nhs_number="9990001049", owner=case.owner, team=case.team)

    assert found(client, case.owner, words) == [ines.name]


@pytest.mark.parametrize("dash", ["\u2011", "\u2013", "\u00a0", "\u200b"])
def test_a_number_with_dashes_and_blanks_of_any_kind(client, case, dash):
    assert found(client, case.owner, f"999{dash}000{dash}1022") == ["Wren Fableton"]


def test_a_family_is_found_by_the_names_it_has_now(client, case):
    case.given_name = "Otis"
    case.save(update_fields=["given_name"])

    assert found(client, case.owner, "otis") == ["Otis Fableton"]
    assert found(client, case.owner, "wren") == []


def test_a_search_of_several_words_is_one_statement(case, django_assert_num_queries):
    find_cases("wren", case.owner)  # rights are read once

    with django_assert_num_queries(1):
        assert find_cases("fable ton wren rosa", case.owner) == [case]


def test_a_word_asked_for_is_read_from_an_index(case):
    rows = CaseName.objects.begun_by(["brien", "obrien"]).values("case")

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # the table is too small for an index
        plan = rows.explain()

    assert plan.count("case_name_by_word") == 2
    assert "SCAN" not in plan
    assert "Seq Scan" not in plan


@pytest.mark.parametrize(
    "words", ["zzz", "9990001023", " ", "\x00", "%", "wren' OR 1=1", "ableton", "w " * 13]
)
def test_nothing_fits(client, case, words):
    assert found(client, case.owner, words) == []


def test_another_team_finds_nothing(client, case):
    assert found(client, person(team=TeamFactory()), "wren") == []


def test_the_lead_finds_every_family(client, case):
    assert found(client, person(Role.SAFEGUARDING_LEAD), "wren") == ["Wren Fableton"]


@pytest.fixture
def a_cut_at_three(monkeypatch):
    monkeypatch.setattr(names, "MOST_CASES", 3)


@pytest.mark.parametrize("words", ["wren", "fableton wren", "wrenfableton rosa", "9990001022"])
def test_the_lead_finds_by_the_words_that_others_find_by(client, case, words):
    CaseFactory(given_name="Ivy", family_name="Inkwell", mother_name="Ada Inkwell")

    assert found(client, person(Role.SAFEGUARDING_LEAD), words) == ["Wren Fableton"]


@pytest.mark.usefixtures("a_cut_at_three")
def test_a_rare_word_beside_a_common_one_is_found_in_the_whole_country(client, case):
    CaseFactory.create_batch(5)
    ivy = CaseFactory(given_name="Ivy", family_name="Fablezander", mother_name="")  # the last

    assert found(client, person(Role.SAFEGUARDING_LEAD), "fable ivy") == [ivy.name]


@pytest.mark.usefixtures("a_cut_at_three")
def test_the_lead_is_told_that_more_may_fit_than_was_looked_through(client, case):
    CaseFactory.create_batch(3)
    client.force_login(person(Role.SAFEGUARDING_LEAD))

    page = client.post(reverse("find_family"), {"q": "wren"}).content.decode()

    assert page.count("Wren Fableton") == 3
    assert "There may be more. Type more of the name." in page


@pytest.mark.usefixtures("a_cut_at_three")
def test_a_search_that_was_cut_short_does_not_say_that_nothing_fits(client):
    CaseFactory.create_batch(4, ended_on=date(2026, 11, 2), ended_why="Moved away")
    client.force_login(person(Role.SAFEGUARDING_LEAD))

    page = client.post(reverse("find_family"), {"q": "wren"}).content.decode()

    assert "Nothing found" not in page
    assert "Too many names begin with this" in page


@pytest.mark.usefixtures("a_cut_at_three")
def test_a_health_visitor_looks_through_every_family_of_the_team(client, case):
    CaseFactory.create_batch(3)
    there = CaseFactory.create_batch(5, owner=case.owner, team=case.team)

    assert len(found(client, case.owner, "wren")) == 1 + len(there)


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.MANAGER, Role.SAFEGUARDING_LEAD])
def test_a_search_costs_the_same_however_many_fit(client, case, statements, role):
    client.force_login(person(role, team=case.team if role in TEAM_ROLES else None))

    def cost(words):
        client.post(reverse("find_family"), {"q": words})
        with statements() as counted:
            page = client.post(reverse("find_family"), {"q": words})
        assert page.context["found"]
        return len(counted)

    few = cost("wren fable")
    CaseFactory.create_batch(MOST, team=case.team, owner=case.owner)

    assert cost("wren fable") <= few <= 12


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


@pytest.mark.parametrize("asked", ["", "-", "%", "baby", "Baby of ", "baby of"])
def test_what_names_nobody_is_not_said_to_fit_no_family(client, case, asked):
    client.force_login(case.owner)

    page = client.post(reverse("find_family"), {"q": asked}).content.decode()

    assert "Type a name or an NHS number" in page
    assert "No family you may open fits this" not in page

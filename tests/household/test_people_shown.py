"""The people around the baby as a list in words."""

from datetime import date
from uuid import UUID

import pytest

from checklists.cases.models.case import Case
from checklists.facts.models import CaseFacts
from checklists.guidance.compiled import compile_content
from checklists.household.models import Adult
from checklists.household.people_shown import nearest_first, people_gone, people_shown
from tests.facts.contacts import CONTENT

PROMPTS = compile_content(CONTENT).prompts
DAN = UUID(int=1)


def shown(*, named="known", until_on=None, last_contact_on=None, **said):
    adult = Adult(pk=DAN, named=named, since_on=date(2026, 11, 11), until_on=until_on)
    answers = {
        f"{key}:{DAN}": {"value": value, "since": "2026-10-21", "on": "2026-10-21"}
        for key, value in said.items()
    }
    case = Case(given_name="Wren", family_name="Fableton", mother_name="Rosa Fableton")
    CaseFacts(case=case, last_contact_on=last_contact_on)
    if until_on:
        return people_gone([adult], answers, PROMPTS)
    return people_shown(case, [adult], answers, PROMPTS, "6 weeks 3 days")


@pytest.mark.parametrize(
    ("said", "icon", "name", "role", "text", "still"),
    [
        (
            {
                "adult_name": "Dan Inventall",
                "adult_role": "birth_father",
                "adult_lives_in_home": "yes",
                "adult_met": "yes",
            },
            "met",
            "Dan Inventall",
            "birth father",
            "Lives here. Met, 21 October 2026",
            "",
        ),
        (
            {"named": "not_shared", "adult_role": "mothers_partner", "adult_met": "no"},
            "not_met",
            "Name not known",
            "mother's current partner",
            "First noted 11 November 2026",
            "Not met yet",
        ),
        (
            {"named": "partly", "adult_name": "Baz", "adult_met": "seen_not_spoken"},
            "not_met",
            "Baz (name partly known)",
            "relationship not known",
            "First noted 11 November 2026",
            "Not met yet",
        ),
        (
            {"named": "not_shared", "adult_role": "friend_lodger", "adult_met": "yes"},
            "not_met",
            "Name not known",
            "friend, lodger or other",
            "Met, 21 October 2026",
            "",
        ),
        (
            {
                "adult_name": "Pearl Fableton",
                "adult_role": "grandparent",
                "adult_lives_in_home": "not_known",
                "adult_cares_alone": "yes",
            },
            "not_met",
            "Pearl Fableton",
            "grandparent",
            "Not known whether they live here. Looks after the baby alone. "
            "First noted 11 November 2026",
            "Not met yet",
        ),
    ],
)
def test_an_adult_in_words(said, icon, name, role, text, still):
    row = shown(**said)[2]

    assert (row.icon, row.name, row.role) == (icon, name, role)
    assert (row.text, row.still) == (text, still)


def test_the_list_begins_with_the_baby_and_never_looks_complete():
    rows = shown(adult_name="Dan Inventall")

    assert [row.name for row in rows] == [
        "Wren Fableton",
        "Rosa Fableton",
        "Dan Inventall",
        "Someone else?",
    ]
    assert rows[-1].icon == "not_met"


def test_who_left_is_listed_apart():
    (row,) = shown(adult_name="Dan Inventall", until_on=date(2026, 11, 20))

    assert row.text == "No longer around since 20 November 2026"
    assert row.still == ""


def test_who_lives_here_stands_first():
    answers = {
        f"adult_lives_in_home:{UUID(int=number)}": {
            "value": value,
            "since": "2026-10-21",
            "on": "2026-10-21",
        }
        for number, value in enumerate(["not_known", "visits", "yes", "stays_over"])
    }
    adults = [Adult(pk=UUID(int=n), named="known", since_on=date(2026, 11, 11)) for n in range(5)]

    assert [adult.pk.int for adult in nearest_first(adults, answers)] == [2, 3, 1, 0, 4]


@pytest.mark.parametrize(("day", "icon"), [(None, "not_met"), (date(2026, 10, 21), "met")])
def test_the_mother_counts_as_met_once_a_contact_has_been_held(day, icon):
    assert shown(last_contact_on=day)[1].icon == icon


def test_a_name_learnt_at_a_visit_shows_whatever_was_known_before():
    row = shown(named="not_shared", adult_name="Dan Inventall", adult_met="yes")[2]

    assert (row.name, row.icon) == ("Dan Inventall", "met")

"""Days in short sentences about a family."""

from datetime import date
from types import SimpleNamespace

import pytest

from checklists.home.words import met_words, seen_words
from checklists.visits.what_stands_open import contact_words

TODAY = date(2026, 11, 23)


def facts(**days):
    return SimpleNamespace(**{"next_contact": "6-month", "next_from": None, **days})


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (date(2026, 11, 3), "3 November"),
        (date(2025, 11, 3), "3 November 2025"),
        (None, "Not seen yet"),
    ],
)
def test_a_baby_last_seen_in_another_year_is_said_with_the_year(day, words):
    case = SimpleNamespace(facts=facts(last_seen_on=day), is_born=True)

    assert seen_words(case, TODAY)["day"] == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, ("Last contact ", "today")),
        (date(2025, 11, 3), ("Last contact ", "3 November 2025")),
        (None, ("", "No contact held yet")),
    ],
)
def test_a_family_never_met_says_so(day, words):
    assert tuple(met_words(facts(last_contact_on=day), TODAY).values()) == words


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2025, 12, 1), "6 month contact, was due by 1 December 2025"),
        (TODAY, "6 month contact, last day today"),
        (date(2027, 1, 2), "6 month contact, by 2 January 2027"),
    ],
)
def test_a_contact_that_was_due_in_another_year_is_said_with_the_year(until, words):
    names = {"6-month": "6 month contact"}

    assert contact_words(facts(next_until=until), names, TODAY) == words

"""What was amended goes into a copy, or stays out of it, as what it amends does."""

from datetime import timedelta

import pytest

from checklists.cases.access import WholeRecord
from checklists.records.preparing import judge_entries
from checklists.visits.signed.amending import Correction, amend
from tests.records.telling import DISCLOSURE, begun, reviewed
from tests.visits.story import AT_THE_VISIT

pytestmark = pytest.mark.django_db
LATER = AT_THE_VISIT + timedelta(days=1)


def in_and_out(case, by):
    """{the words of an amendment: whether they go into the copy}."""
    entries = judge_entries(begun(case, by), WholeRecord(by))
    return {
        one.entry.answer: one.goes_in for one in entries if one.entry.question.startswith("Amended")
    }


def amend_answer(visit, key, says, *, private=False, because="Mistyped."):
    amend(visit, Correction(key, says, because, private), by=visit.author, at=LATER)


def test_it_stands_under_the_answer_and_goes_in_with_it(case, manager):
    visit = reviewed(case)
    amend_answer(visit, "sleep_back", "Always, at night too.")

    entries = [one.entry for one in judge_entries(begun(case, manager), WholeRecord(manager))]
    place = next(i for i, held in enumerate(entries) if held.answer == "Always, at night too.")

    assert entries[place].question == f"Amended: {entries[place - 1].question}"
    assert entries[place].note == "Mistyped."
    assert entries[place].byline == "Health visitor"
    assert in_and_out(case, manager) == {"Always, at night too.": True}


def test_what_amends_a_private_answer_stays_out_with_it(case, manager):
    visit = reviewed(case, **DISCLOSURE)
    amend_answer(visit, "da_safe_contact", "Not on Fridays.", private=True)
    amend_answer(visit, "", "She was not alone.", private=True)
    amend_answer(visit, "", "For colleagues.")

    assert in_and_out(case, manager) == {
        "Not on Fridays.": False,
        "She was not alone.": False,
        "For colleagues.": False,
    }


@pytest.mark.parametrize("where", ["what it says", "why"])
def test_what_names_somebody_else_stays_out(case, manager, where):
    visit = reviewed(case)
    named = f"{case.owner.name} was told."
    words = {"says": named} if where == "what it says" else {"says": "x", "because": named}
    amend_answer(visit, "sleep_back", **words)

    assert list(in_and_out(case, manager).values()) == [False]

"""An answer as people read it."""

import pytest

from checklists.answers.words import answer_words
from checklists.guidance.compiled import compile_content, compiled
from checklists.guidance.in_force import version_in_force
from tests.guidance.conftest import FILE


@pytest.mark.parametrize(
    ("key", "value", "reason", "words"),
    [
        ("sleep_back", "always", "", "Always"),
        (
            "sleep_day_place",
            ["cot_or_basket", "sling"],
            "",
            "Cot, crib or Moses basket; Sling or carrier",
        ),
        ("skin_seen", "not_done", "unwell", "Not done: Parent or baby unwell or distressed"),
        ("da_next_date", "2026-12-01", "", "1 December 2026"),
        ("baby_lived_experience", "Wakes at six", "", "Wakes at six"),
        ("sleep_back", None, "short_of_time", "Could not ask today: Ran short of time"),
        (
            "home_hazards",
            None,
            "visit_cut_short",
            "Could not do today: Visit cut short or interrupted",
        ),
        (
            "understanding_checked",
            None,
            "not_thought_through",
            "Could not answer today: Not thought through yet",
        ),
        ("sleep_back", None, "", ""),
    ],
)
def test_an_answer_reads_as_people_say_it(content_in_force, key, value, reason, words):
    wording = compiled(version_in_force())

    entry = {"value": value, "reason": reason}

    assert answer_words(wording.prompts[key], entry, wording.neutral_reasons) == words


def test_an_answer_of_an_older_version_keeps_its_words():
    older = {
        **FILE,
        "meta": {key: said for key, said in FILE["meta"].items() if key != "could_not"},
    }
    wording = compile_content(older)
    entry = {"value": None, "reason": "visit_cut_short"}

    words = answer_words(wording.prompts["baby_worry"], entry, wording.neutral_reasons)

    assert words == "Could not ask today: Ran out of time today"

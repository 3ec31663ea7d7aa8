import pytest

from checklists.answers.words import answer_words
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force


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
        ("sleep_back", None, "", ""),
    ],
)
def test_an_answer_reads_as_people_say_it(content_in_force, key, value, reason, words):
    wording = compiled(version_in_force())

    entry = {"value": value, "reason": reason}

    assert answer_words(wording.prompts[key], entry, wording.neutral_reasons) == words

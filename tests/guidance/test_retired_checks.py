"""A prompt that is asked no more names what is asked in its place, and nothing falls silent."""

import pytest

from checklists.guidance.retired_checks import retired_problems
from tests.guidance.conftest import FILE
from tests.guidance.content_file import problems, prompt, rule

OLD = "neglect_tool"  # staff; read by the rule neglect_assessment_waiting


def found_in(content):
    return list(retired_problems(content))


def retire(content, key, *successors):
    prompt(content, key)["replaced_by"] = list(successors)
    if key == OLD:
        read = {"prompt": "other_needs", "op": "contains_any", "value": ["trauma"]}
        opens = rule(content, "neglect_assessment_waiting")
        opens["when"] = {"any": [opens["when"], read]}


def test_the_file_is_ready(content):
    assert found_in(content) == []


def test_a_question_may_be_retired_for_another_of_the_same_or_stricter_privacy(content):
    retire(content, OLD, "other_needs")
    retire(content, "sleep_day_place", "sleep_carer_impaired", "risk_analysis")

    assert [one for one in found_in(content) if one.startswith("Prompt")] == []


@pytest.mark.parametrize(
    ("key", "successor", "words"),
    [
        (OLD, "neglect", 'there is no prompt "neglect" to be asked in its place'),
        (OLD, OLD, "it is asked no more either"),
        (OLD, "sleep_back", "more people read it than may read the old one"),
        ("risk_analysis", "other_needs", "more people read it than may read the old one"),
        ("adults_record_complete", "adult_role", "one of the two is asked for each adult"),
        ("adult_protective", "risk_analysis", "one of the two is asked for each adult"),
        ("adult_met", "adult_protective", "it goes on being asked, since it is needed to show on"),
    ],
)
def test_what_cannot_be_retired_so_is_named(content, key, successor, words):
    retire(content, key, successor)

    assert any(words in one for one in found_in(content)), found_in(content)


def test_what_is_asked_in_its_place_is_asked(content):
    retire(content, OLD, "other_needs")
    prompt(content, "other_needs")["replaced_by"] = ["impact_on_baby"]

    assert any("asked no more either" in one for one in found_in(content))


@pytest.mark.parametrize("where", ["when", "a change"])
def test_a_rule_that_would_fall_silent_is_named(content, where):
    prompt(content, OLD)["replaced_by"] = ["other_needs"]
    if where == "a change":
        opens = rule(content, "neglect_assessment_waiting")
        opens["creates"]["overrides"] = [{"when": opens["when"], "priority": "high"}]
        opens["when"] = {"prompt": "professional_disagreement", "op": "eq", "value": "unresolved"}

    assert found_in(content) == [
        "Rule neglect_assessment_waiting: it reads “Was an assessment of day-to-day care "
        "considered?”, which is asked no more. Let it read what is asked in its place too."
    ]


def test_a_rule_may_go_on_reading_it_beside_what_is_asked_now(content):
    retire(content, OLD, "other_needs")

    assert found_in(content) == []


@pytest.mark.parametrize("replaced_by", [["other_needs"], []])
def test_a_later_version_may_retire_a_prompt_and_ask_it_again(content, replaced_by):
    """Its key, its kind and what its answers mean stay, so nothing is misread either way."""
    before = FILE if replaced_by else content
    retire(content, OLD, "other_needs")
    after = content if replaced_by else FILE

    assert [one for one in problems(after, before=before) if OLD in one] == []

"""The short list holds only what every family is asked, and nothing open on it is private."""

import pytest

from checklists.guidance.compiled import compile_content
from checklists.guidance.short_list import short_listed
from tests.guidance.conftest import FILE
from tests.guidance.parts import problems, prompt, rule

EQ = {"prompt": "history_reviewed", "op": "eq", "value": "done"}


def line(content, key):
    return next(one for one in content["meta"]["short_list"] if one["key"] == key)


def test_the_six_lines_take_the_privacy_of_their_questions():
    lines = short_listed(compile_content(FILE))

    assert {one.key: one.is_private for one in lines} == {
        "history": False,
        "sleep_space": False,
        "messages": False,
        "enquiry": True,
        "father": True,
        "adults": True,
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": " "}, "must say in plain words"),
        ({"words": "Read <b>it</b>"}, "without HTML tags"),
        ({"words": "Ask nobody unless he asks"}, "says no twice"),
        ({"key": "sleep_space"}, 'Line of the short list "sleep_space" is there 2 times'),
        ({"key": "access_pattern"}, "a question has this key"),
        ({"prompts": []}, "must name the questions"),
        ({"prompts": ["history"]}, 'no prompt "history"'),
        ({"prompts": ["access_pattern"]}, '"access_pattern" is not asked of every family'),
        ({"covered_by": ["history_gap"]}, 'no rule "history_gap"'),
        ({"covered_by": ["adult_gap"]}, 'a private item such as that of "adult_gap"'),
        ({"known_when": {**EQ, "value": "read"}}, 'no choice "read"'),
        ({"known_when": {"all": []}}, "at least one condition"),
        (
            {"known_when": {"prompt": "father_identity", "op": "is_not_empty"}},
            "its own questions alone",
        ),
        (
            {"known_when": {"fact": "baby_age_days", "op": "gte", "value": 42}},
            "its own questions alone",
        ),
    ],
)
def test_a_line_that_cannot_be_asked_is_refused(content, changes, words):
    line(content, "history").update(changes)

    assert any(words in problem for problem in problems(content)), problems(content)


def test_a_line_may_name_no_retired_question(content):
    prompt(content, "history_reviewed")["replaced_by"] = ["accounts_consistent"]

    assert any("is retired, so nobody" in problem for problem in problems(content))


@pytest.mark.parametrize("key", ["ask_unasked", "ask_unasked_private"])
def test_the_items_keep_their_words_and_their_privacy(content, key):
    rule(content, key)["kind"] = "visit"
    wrong = problems(content)
    content["rules"].remove(rule(content, key))

    assert any(f"Rule {key}: its kind must stay" in problem for problem in wrong)
    assert any(f"Rule {key} is missing" in problem for problem in problems(content))


def test_an_editor_may_reword_a_line(content):
    line(content, "history").update(words="Read what is known of the family", known_when=EQ)

    assert problems(content) == []

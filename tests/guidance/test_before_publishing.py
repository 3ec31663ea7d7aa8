"""Each check, by breaking the file in one place."""

from copy import deepcopy

import pytest

from tests.guidance.conftest import FILE
from tests.guidance.content_file import problems, prompt, rule


def test_the_file_is_ready(content):
    assert problems(content, before=FILE) == []


PLACES = {
    "point": lambda content: content["points"][2],
    "prompt": lambda content: prompt(content, "sleep_back"),
    "text prompt": lambda content: prompt(content, "sleep_action_plan"),
    "follow-up": lambda content: prompt(content, "fathers_reached_plan"),
    "standing fact": lambda content: prompt(content, "sleep_day_place"),
    "act": lambda content: prompt(content, "equipment_checked"),
    "choice": lambda content: prompt(content, "sleep_sofa")["choices"][0],
    "rule": lambda content: rule(content, "sleep_sofa_armchair"),
    "creates": lambda content: rule(content, "sleep_sofa_armchair")["creates"],
    "immediate": lambda content: rule(content, "baby_urgent_worry")["creates"],
    "resource": lambda content: content["resources"][0],
}


@pytest.mark.parametrize(
    ("place", "change", "words"),
    [
        ("point", {"number": 4}, "numbered 1 to 14"),
        ("point", {"slug": "bruising"}, 'Address of a point "bruising" is there 2 times'),
        ("point", {"title": "x" * 71}, "longer than 70 characters"),
        ("point", {"guidance": "Too short."}, "2 words; 60 to 200"),
        ("point", {"summary": "One. Two. Three."}, "one or two sentences"),
        ("point", {"summary": "See <b>this</b>."}, "without HTML tags"),
        ("point", {"applies_to": ["home-visit"]}, 'no visit type "home-visit"'),
        ("point", {"neutral_title": "Baby today"}, 'Neutral title "Baby today"'),
        ("prompt", {"key": "sleep_sofa"}, 'Prompt "sleep_sofa" is there 2 times'),
        ("prompt", {"text": " "}, "text is empty"),
        ("prompt", {"answer_type": "number"}, "not a known answer type"),
        ("prompt", {"frequency": "sometimes"}, "not a known frequency"),
        ("prompt", {"stage": "toddler"}, "not a known stage"),
        ("prompt", {"privacy": "secret"}, "not a known privacy"),
        ("prompt", {"choices": []}, "needs at least one choice"),
        ("prompt", {"choices": "sleeps"}, 'no list named "sleeps"'),
        ("prompt", {"choices": [{"value": "always", "label": " "}]}, "a value and its words"),
        ("prompt", {"reason_required_when": ["asleep"]}, "has no such choice"),
        ("prompt", {"applies_to": ["2-2-half-year"]}, "its point is not asked at"),
        ("prompt", {"repeat_group": "adult"}, "repeats nothing"),
        ("prompt", {"privacy": "staff", "family_copy": True}, "only a shared prompt"),
        ("text prompt", {"choices": [{"value": "a", "label": "A"}]}, "has no choices"),
        ("follow-up", {"show_when": None}, "needs to say when it is shown"),
        ("rule", {"kind": "weekly"}, "not a kind of rule"),
        ("rule", {"key": "baby_not_seen"}, 'Rule "baby_not_seen" is there 2 times'),
        ("rule", {"rationale": ""}, "rationale is empty"),
        ("rule", {"when": None}, "must say when it opens"),
        ("creates", {"priority": "urgent"}, "not a known priority"),
        ("immediate", {"due_in_days": 1}, "due the same day"),
        ("immediate", {"neutral_title": "Urgent worry about the baby's safety"}, "must differ"),
        ("resource", {"url": "http://example.org"}, "start with https://"),
        ("resource", {"points": [15]}, "numbers from 1 to 14"),
        ("resource", {"what_for": "For <b>parents</b>."}, "what it is for: Write without HTML"),
        ("resource", {"checked_on": "last week"}, "last checked as 2026-01-31"),
    ],
)
def test_a_mistake_is_named(content, place, change, words):
    PLACES[place](content).update(change)

    assert any(words in problem for problem in problems(content)), problems(content)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"prompt": "sleep_place", "op": "eq", "value": "x"}, 'no prompt "sleep_place"'),
        ({"prompt": "sleep_sofa", "op": "eq", "value": "often"}, 'no choice "often"'),
        ({"prompt": "skin_seen", "op": "eq", "value": "x", "field": "reason"}, 'no reason "x"'),
        ({"prompt": "sleep_sofa", "op": "like", "value": "no"}, "not a way to compare"),
        ({"prompt": "sleep_sofa", "op": "in", "value": "no"}, "needs a list"),
        ({"prompt": "sleep_sofa", "op": "eq", "value": ["no"]}, "needs one value"),
        ({"prompt": "sleep_sofa", "op": "contains_any", "value": ["no"]}, "has one answer"),
        ({"prompt": "sleep_night_place", "op": "eq", "value": "car_seat"}, "several answers"),
        ({"prompt": "sleep_sofa", "op": "gte", "value": "no"}, "no prompt is a number"),
        ({"prompt": "adult_role", "op": "eq", "value": "ex_partner"}, "asked for each adult"),
        ({"fact": "weather", "op": "eq", "value": 1}, 'no fact "weather"'),
        ({"fact": "item_rule", "op": "in", "value": ["x"]}, 'no rule "x"'),
        ({"fact": "open_items", "op": "gte", "value": {"setting": "x"}}, 'no setting "x"'),
        ({"any": []}, "at least one condition"),
        ({"prompt": "sleep_sofa"}, "compares a prompt or a fact"),
        ("sometimes", "is not a condition"),
    ],
)
def test_a_condition_that_cannot_be_met_is_named(content, condition, words):
    rule(content, "sleep_sofa_armchair")["when"] = {"all": [condition]}

    assert any(words in problem for problem in problems(content)), problems(content)


TELLING = [
    {"prompt": "da_seen_alone", "op": "eq", "value": "no"},
    {"not": {"fact": "known_domestic_abuse", "op": "eq", "value": True}},
]


@pytest.mark.parametrize("condition", TELLING, ids=["a prompt", "a fact that comes of one"])
def test_an_open_prompt_may_not_depend_on_what_is_private(content, condition):
    prompt(content, "sleep_smoking_referral")["show_when"] = condition

    assert problems(content) == [
        "Prompt sleep_smoking_referral: it is open, so it may not depend on what is private."
    ]


@pytest.mark.parametrize("condition", TELLING, ids=["a prompt", "a fact that comes of one"])
@pytest.mark.parametrize("name", ["when", "closes_when"])
def test_an_open_item_may_not_depend_on_what_is_private(content, name, condition):
    rule(content, "sleep_sofa_armchair")[name] = condition

    assert problems(content) == [
        "Rule sleep_sofa_armchair: its item is open, so it may not depend on what is private."
    ]


@pytest.mark.parametrize("condition", TELLING, ids=["a prompt", "a fact that comes of one"])
def test_a_choice_of_an_open_prompt_may_not_depend_on_what_is_private(content, condition):
    prompt(content, "sleep_sofa")["choices"][0]["show_when"] = condition

    assert problems(content) == [
        'Prompt sleep_sofa, "no", offered when: the question is open, so it may not depend on '
        "what is private."
    ]


def test_a_shut_page_offers_no_reason_by_what_was_answered(content):
    reason = content["meta"]["neutral_reasons"]["values"][0]
    reason["show_when"] = {"prompt": "sleep_sofa", "op": "eq", "value": "no"}

    assert any("it may depend on the place alone" in one for one in problems(content))


@pytest.mark.parametrize("name", ["when", "closes_when"])
def test_a_rule_may_not_read_who_was_at_one_contact(content, name):
    rule(content, "sleep_sofa_armchair")[name] = {"fact": "place", "op": "eq", "value": "home"}

    assert any('there is no fact "place"' in one for one in problems(content))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"words": " "}, "it must say in plain words"),
        ({"words": "See <b>this</b>."}, "without HTML tags"),
        ({"when": {"prompt": "baby_met", "op": "eq", "value": "x"}}, 'no prompt "baby_met"'),
        ({"when": {"prompt": "baby_seen", "op": "eq", "value": "x"}}, 'no choice "x"'),
        ({"when": {"fact": "place", "op": "eq", "value": "home"}}, "it must compare answers"),
        ({"when": TELLING[0]}, "it reads what is private, so its words must be private too"),
        ({"key": "handled_not_seen"}, 'Contradiction "handled_not_seen" is there 2 times'),
    ],
)
def test_a_contradiction_that_cannot_be_shown_is_named(content, change, words):
    content["meta"]["contradictions"][0].update(change)

    assert any(words in problem for problem in problems(content)), problems(content)


def test_follow_ups_may_not_wait_for_each_other(content):
    prompt(content, "home_fixed_today")["show_when"] = {
        "prompt": "home_action",
        "op": "is_not_empty",
    }

    assert any("Prompt home_action: it is shown by its own answer" in p for p in problems(content))


@pytest.mark.parametrize(
    ("place", "change", "words"),
    [
        ("prompt", {"key": "sleep_on_back"}, "Prompt sleep_back is gone"),
        ("prompt", {"privacy": "staff"}, "needs a second approver"),
        ("text prompt", {"answer_type": "date"}, "kind of answer cannot change"),
        ("rule", {"key": "sleep_sofa"}, "Rule sleep_sofa_armchair is gone"),
        ("creates", {"privacy": "staff"}, "needs a second approver"),
    ],
)
def test_what_records_rely_on_stays(content, place, change, words):
    PLACES[place](content).update(change)

    assert any(words in problem for problem in problems(content, before=FILE))


def test_a_choice_may_be_added_and_reworded_but_not_removed(content):
    choices = prompt(content, "sleep_sofa")["choices"]
    choices[0]["label"] = "Other words"
    choices.append({"value": "somewhere_else", "label": "Somewhere else", "means": "known"})
    assert problems(content, before=FILE) == []

    gone = choices.pop(0)["value"]

    assert any(f'choice "{gone}" is gone' in p for p in problems(content, before=FILE))


@pytest.mark.parametrize("key", ["bruise_non_mobile", "da_disclosure_followup"])
def test_the_gravest_rules_need_a_second_approver(content, key):
    rule(content, key)["creates"]["due_in_days"] = 3

    assert any("needs a second approver" in p for p in problems(content, before=FILE))


@pytest.mark.parametrize("key", ["bruise_non_mobile", "da_disclosure_followup"])
def test_one_person_may_add_a_step_to_the_gravest_rules_but_not_take_one_away(content, key):
    before = deepcopy(FILE)
    steps = rule(before, key).pop("steps")

    added = problems(content, before=before)
    rule(content, key)["steps"] = steps[1:]
    taken_away = problems(content, before=FILE)

    assert added == []
    assert any("needs a second approver" in problem for problem in taken_away)


def test_a_step_comes_with_no_other_change_of_a_grave_rule(content):
    before = deepcopy(FILE)
    del rule(before, "bruise_non_mobile")["steps"]
    rule(content, "bruise_non_mobile")["closes_when"] = {"always": True}

    assert any("needs a second approver" in p for p in problems(content, before=before))

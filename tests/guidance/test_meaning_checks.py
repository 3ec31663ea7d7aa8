"""What every answer means is said, and what is missing leads somewhere: each way tried."""

import pytest

from checklists.guidance.meaning_checks import meaning_problems
from tests.guidance.content_file import prompt, rule


def problems(content):
    return list(meaning_problems(content))


def leads_nowhere(content, key, label):
    found = problems(content)
    return [one for one in found if one.startswith(f"Prompt {key}, ") and f"“{label}” says" in one]


def test_the_file_says_of_everything_what_it_means(content):
    assert problems(content) == []


@pytest.mark.parametrize(
    ("entries", "where", "label"),
    [
        (lambda content: prompt(content, "sleep_sofa")["choices"], "Prompt sleep_sofa", "No"),
        (lambda content: content["lists"]["status"], "List status", "Done"),
        (
            lambda content: content["lists"]["could_not_look"],
            "List could_not_look",
            "Contact was not at the home",
        ),
        (
            lambda content: prompt(content, "da_dash")["not_done_reasons"],
            "Prompt da_dash",
            "Not safe to continue today",
        ),
    ],
)
@pytest.mark.parametrize("means", [None, "", "done"])
def test_what_says_no_meaning_is_refused_by_its_words(content, entries, where, label, means):
    entries(content)[0]["means"] = means

    assert problems(content) == [
        f"{where}: say of “{label}” whether it is known, nobody knows yet, or it is known to be "
        "missing or not done."
    ]


def test_a_reason_in_both_lists_of_a_prompt_means_one_thing(content):
    content["lists"]["could_not_look"][3]["means"] = "known"

    assert problems(content) == [
        "Prompt sleep_own_surface: the reason “Visit cut short or interrupted” means two things."
    ]


def no_rule(content):
    rule(content, "smoking_referral")["when"] = {
        "prompt": "sleep_smoking_who",
        "op": "contains_any",
        "value": ["mother"],
    }


def no_override(content):
    rule(content, "agreed_change_not_kept")["when"]["value"].remove("not_held")
    rule(content, "agreed_change_not_kept")["creates"]["overrides"] = []


def no_step(content):
    for key in ("bruise_non_mobile", "mark_unexplained_or_unverified"):
        del rule(content, key)["steps"]


def not_baseline(content):
    prompt(content, "wider_family_heard")["baseline"] = False


def no_words(content):
    del prompt(content, "sup_items_reviewed")["nothing_follows"]


def blank_words(content):
    prompt(content, "sup_items_reviewed")["nothing_follows"] = " "


def not_read_by_its_opposite(content):
    """Whether it was put right is read as "not: yes"."""
    rule(content, "home_hazard")["when"] = {
        "prompt": "home_hazards",
        "op": "contains_any",
        "value": ["conditions"],
    }


@pytest.mark.parametrize(
    ("take_away", "key", "label"),
    [
        (no_rule, "sleep_smoking_referral", "Not offered"),
        (no_override, "change_agreed", "Not kept up"),
        (no_step, "mark_parents_told", "Not yet"),
        (not_baseline, "wider_family_heard", "Not done"),
        (no_words, "sup_items_reviewed", "Partly done"),
        (blank_words, "sup_items_reviewed", "Not done"),
        (not_read_by_its_opposite, "home_fixed_today", "No"),
    ],
)
def test_what_is_missing_and_leads_nowhere_is_refused(content, take_away, key, label):
    assert leads_nowhere(content, key, label) == []

    take_away(content)

    (problem,) = leads_nowhere(content, key, label)
    assert prompt(content, key)["text"] in problem


def read_by_a_rule(content):
    content["rules"][0]["when"] = {"any": [content["rules"][0]["when"], NOT_DONE]}


def read_by_a_change_of_a_rule(content):
    overrides = content["rules"][1]["creates"]["overrides"]
    overrides.append({"when": NOT_DONE, "priority": "high"})


def asked_in_supervision(content):
    prompt(content, "sup_staff_wellbeing")["show_when"] = NOT_DONE


def a_step(content):
    rule(content, "no_access_or_refused")["steps"] = ["wider_family_heard"]


def asked_of_every_family(content):
    prompt(content, "wider_family_heard")["baseline"] = True


def said_in_words(content):
    prompt(content, "wider_family_heard")["nothing_follows"] = "It is asked at each review."


NOT_DONE = {"prompt": "wider_family_heard", "op": "in", "value": ["not_done", "partly_done"]}
WAYS = [
    read_by_a_rule,
    read_by_a_change_of_a_rule,
    asked_in_supervision,
    a_step,
    asked_of_every_family,
    said_in_words,
]


@pytest.mark.parametrize("way", WAYS)
def test_each_way_takes_up_what_is_missing(content, way):
    prompt(content, "wider_family_heard")["baseline"] = False
    assert len(leads_nowhere(content, "wider_family_heard", "Not done")) == 1

    way(content)

    assert problems(content) == []


@pytest.mark.parametrize(
    "condition",
    [
        {"prompt": "wider_family_heard", "op": "eq", "value": "done"},
        {"not": {"prompt": "wider_family_heard", "op": "eq", "value": "not_done"}},
        {"prompt": "wider_family_heard", "op": "is_not_empty"},
        {"prompt": "wider_family_heard", "op": "eq", "value": "other", "field": "reason"},
    ],
)
def test_a_rule_that_reads_another_answer_does_not_take_it_up(content, condition):
    prompt(content, "wider_family_heard")["baseline"] = False
    rule(content, "no_access_or_refused")["when"] = condition

    assert len(leads_nowhere(content, "wider_family_heard", "Not done")) == 1


def test_only_the_closing_of_an_item_takes_nothing_up(content):
    prompt(content, "wider_family_heard")["baseline"] = False
    rule(content, "no_access_or_refused")["closes_when"] = NOT_DONE

    assert len(leads_nowhere(content, "wider_family_heard", "Not done")) == 1


def test_a_reason_that_says_it_is_missing_is_read_as_a_reason(content):
    reason = prompt(content, "agencies_contributed")["not_done_reasons"][0]
    reason["means"] = "gap"
    assert len(leads_nowhere(content, "agencies_contributed", "Not invited")) == 1

    rule(content, "no_access_or_refused")["when"]["any"].append(
        {"prompt": "agencies_contributed", "op": "eq", "value": "not_invited", "field": "reason"}
    )

    assert problems(content) == []


@pytest.mark.parametrize(
    ("key", "step", "words"),
    [
        ("sleep_space_hazard", "sleep_space", 'there is no prompt "sleep_space" to be a step'),
        ("sleep_space_hazard", "baby_seen_where", 'no prompt "baby_seen_where"'),
        ("sleep_space_hazard", "sleep_back", "none of its answers says that it is not done"),
        ("sleep_space_hazard", "da_dash", "its item is open, and the question is private"),
        ("sleep_space_hazard", "adult_met", "it is asked for each adult, and the item is not"),
        ("sleep_space_hazard", "sleep_made_safe", '"sleep_made_safe" is there 2 times'),
    ],
)
def test_a_step_that_cannot_be_one_is_named(content, key, step, words):
    rule(content, key)["steps"].append(step)

    assert any(words in one for one in problems(content)), problems(content)


def test_a_step_that_is_asked_no_more_is_named(content):
    prompt(content, "sleep_made_safe")["replaced_by"] = ["sleep_action_plan"]

    assert all("it is asked no more" in one for one in problems(content))
    assert len(problems(content)) == 2


@pytest.mark.parametrize("step", ["adult_met", "da_dash", "da_safe_contact"])
def test_a_step_may_be_private_where_its_item_is(content, step):
    rule(content, "adult_gap")["steps"] = [step]

    assert problems(content) == []


def test_a_prompt_that_is_asked_no_more_needs_no_one_to_take_it_up(content):
    gone = prompt(content, "wider_family_heard")
    gone |= {"baseline": False, "replaced_by": ["strengths_protective"]}

    assert problems(content) == []


def test_one_word_does_not_say_why_nothing_follows(content):
    prompt(content, "wider_family_heard")["nothing_follows"] = "x"

    assert any("say it in a sentence" in problem for problem in problems(content))

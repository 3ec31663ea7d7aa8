"""Mood, alcohol and drugs, and learning are asked of the mother, of the father or partner, and of
another carer, each on their own."""

import pytest

from checklists.guidance.applies import prompts_for, shown_keys
from checklists.guidance.conditions import Given

CARERS = ("mother", "father", "carer")
SUBJECTS = ("mental_health", "substance_use", "learning_need")
ASKED = [f"{subject}_{carer}" for carer in CARERS for subject in SUBJECTS]
NEEDS = [
    *((f"mental_health_{carer}", "mild_moderate") for carer in CARERS),
    *((f"substance_use_{carer}", "in_treatment") for carer in CARERS),
    *((f"learning_need_{carer}", "suspected") for carer in CARERS),
    # As it was asked of all carers together; a family's last answer still counts.
    ("substance_use", "in_treatment"),
    ("learning_need", "suspected"),
]
ASKED_AT_EVERY_CONTACT_AFTER_BIRTH = 25


def shown(checklist, answers):
    given = {key: Given(value) for key, value in answers.items()}
    return shown_keys(prompts_for(checklist, "6-8-week", "born"), given, {}, {})


def test_they_are_asked_carer_by_carer(checklist):
    asked = [one.key for one in prompts_for(checklist, "6-8-week", "born")]

    start = asked.index(ASKED[0])
    assert asked[start : start + len(ASKED)] == ASKED


def test_each_question_says_of_whom_it_asks(checklist):
    for carer, words in zip(CARERS, ("Mother", "Father or partner", "Another carer"), strict=True):
        for subject in SUBJECTS:
            assert checklist.prompts[f"{subject}_{carer}"].text.startswith(f"{words}: ")


def test_they_are_the_same_for_every_family(checklist):
    for key in ASKED:
        prompt = checklist.prompts[key]
        assert (prompt.show_when, prompt.repeat_group, prompt.is_private) == (None, None, False)
        assert not prompt.family_copy


def test_what_others_say_of_a_carer_is_sent_to_the_page_on_that_person(checklist):
    for key in ASKED:
        if not key.endswith("_mother"):
            assert "Family and friends" in checklist.prompts[key].help


def test_only_the_mother_is_asked_at_every_contact(checklist):
    required = [
        prompt.key
        for prompt in prompts_for(checklist, "6-8-week", "born")
        if prompt.required and not prompt.is_carried and prompt.show_when is None
    ]

    assert "mental_health_mother" in required
    assert len(required) == ASKED_AT_EVERY_CONTACT_AFTER_BIRTH


def test_what_is_not_known_of_any_carer_is_on_the_list_of_every_family(checklist):
    assert all(checklist.prompts[key].baseline for key in ASKED)


def test_that_there_is_no_such_carer_is_an_answer(checklist):
    for key in ASKED:
        prompt = checklist.prompts[key]
        assert prompt.meaning_of("no_such_carer") == ""
        assert ("no_such_carer" in prompt.labels) != key.endswith("_mother")


@pytest.mark.parametrize(("key", "value"), NEEDS)
def test_a_need_of_any_carer_asks_what_it_means_for_the_baby(checklist, key, value):
    assert {"impact_on_baby", "services_in_place"} <= shown(checklist, {key: value})


@pytest.mark.parametrize(("key", "value"), [one for one in NEEDS if "substance" in one[0]])
def test_alcohol_or_drugs_of_any_carer_ask_for_a_lock_and_a_sober_carer(checklist, key, value):
    assert {"substance_storage", "sober_carer"} <= shown(checklist, {key: value})


@pytest.mark.parametrize(("key", "value"), [one for one in NEEDS if "learning" in one[0]])
def test_a_learning_need_of_any_carer_asks_how_advice_was_given(checklist, key, value):
    assert "adapted_advice" in shown(checklist, {key: value})


@pytest.mark.parametrize("key", ASKED)
def test_no_such_carer_has_no_needs(checklist, key):
    assert "impact_on_baby" not in shown(checklist, {key: "no_such_carer"})


def test_what_was_asked_of_all_carers_together_is_asked_no_more(checklist):
    retired = {prompt.key for prompt in checklist.prompts.values() if prompt.is_retired}

    assert retired == {*SUBJECTS, "mental_health_who"}

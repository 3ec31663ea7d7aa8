"""What is left open stands as a step of an item, or on the list of what is not known yet."""

import pytest

STEPS = [
    ("prebirth_step_missing", "prebirth_shared_midwife"),
    ("prebirth_step_missing", "prebirth_birth_plan"),
    ("prebirth_plan_missing_near_due_date", "prebirth_shared_midwife"),
    ("father_identity_unknown", "coercion_considered"),
    ("father_identity_unknown", "father_identity_repeat"),
    ("concealed_pregnancy", "coercion_considered"),
    ("concealed_pregnancy", "concealment_repeat"),
]
ASKED_OF_EVERY_FAMILY = [
    "plan_level",
    "lead_professional_known",
    "role_uncertainty",
    "accounts_consistent",
    "home_hazards",
    "neglect_tool",
    "prebirth_parents_told",
    "prebirth_shared_midwife",
    "father_identity_repeat",
    "concealment_repeat",
]


@pytest.mark.parametrize(("rule", "prompt"), STEPS)
def test_what_is_left_open_is_a_step_of_the_item(checklist, rule, prompt):
    [steps] = [one.steps for one in checklist.rules if one.key == rule]

    assert prompt in steps


@pytest.mark.parametrize("key", ASKED_OF_EVERY_FAMILY)
def test_what_is_left_open_is_on_the_list_of_what_is_not_known(checklist, key):
    assert checklist.prompts[key].baseline


def test_an_open_item_has_no_private_step(checklist):
    private = {key for key, prompt in checklist.prompts.items() if prompt.is_private}

    for rule in checklist.rules:
        assert rule.is_private or not private & set(rule.steps), rule.key

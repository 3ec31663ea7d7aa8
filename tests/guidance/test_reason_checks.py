"""The reasons of a prompt can be true there, and there are enough of them."""

import pytest

from checklists.guidance.reason_checks import reason_problems
from checklists.guidance.stability import stability_problems
from tests.guidance.conftest import FILE
from tests.guidance.content_file import problems, prompt

UNKNOWN = {"means": "unknown"}
PARTNER = {"value": "partner_present", "label": "Another adult was there", **UNKNOWN}
OTHER = {"value": "other", "label": "Other (say why)", **UNKNOWN}


def test_every_prompt_that_must_be_answered_has_reasons_that_fit(content):
    assert list(reason_problems(content)) == []


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("sleep_own_surface", PARTNER),
        ("sleep_bedding_hazards", PARTNER),
        ("home_hazards", {"value": "child_present", "label": "An older child was there"}),
        ("sleep_back", {"value": "remote_contact", "label": "Phone or video contact"}),
        ("sleep_bed_share", {"value": "not_at_home", "label": "Contact was not at the home"}),
        ("baby_lived_experience", {"value": "baby_asleep", "label": "Baby was asleep"}),
    ],
)
def test_a_reason_that_cannot_be_true_there_is_not_published(content, key, reason):
    others = [OTHER, {**OTHER, "value": "another"}]
    prompt(content, key)["could_not_reasons"] = [{**reason, **UNKNOWN}, *others]

    assert [f"Prompt {key}: “{reason['label']}” cannot be why. Leave it out."] == problems(content)


def test_what_asks_why_is_held_to_it_too(content):
    prompt(content, "equipment_checked")["not_done_reasons"] = [PARTNER]

    assert any("equipment_checked" in one for one in reason_problems(content))


def test_who_may_be_in_earshot_is_a_reason_at_a_private_question(content):
    prompt(content, "new_adult_since_last")["could_not_reasons"] = [PARTNER, OTHER]

    assert list(reason_problems(content)) == []


@pytest.mark.parametrize(
    "reasons",
    [
        [],
        [OTHER],
        [
            OTHER,
            {
                **PARTNER,
                "value": "absent",
                "show_when": {"fact": "place", "op": "eq", "value": "home"},
            },
        ],
    ],
)
def test_fewer_than_two_reasons_that_can_always_be_true_are_too_few(content, reasons):
    prompt(content, "crying_coping")["could_not_reasons"] = reasons

    assert len([one for one in reason_problems(content) if "crying_coping" in one]) == 1


def test_a_version_that_says_nothing_of_fitting_is_not_held_to_it(content):
    del content["meta"]["reasons_fit"]
    prompt(content, "crying_coping")["could_not_reasons"] = []

    assert list(reason_problems(content)) == []


def test_a_reason_that_answers_are_stored_with_stays(content):
    prompt(content, "crying_coping")["could_not_reasons"] = [OTHER]

    assert any('"partner_present" is gone' in one for one in stability_problems(FILE, content))


def test_what_is_hers_alone_is_not_put_down_to_somebody_who_was_asked():
    """And what asks for her judgement is hers alone: her plan, her reading, what she did."""
    prompts = [one for point in FILE["points"] for one in point["prompts"]]
    hers = {one["key"] for one in prompts if one.get("practitioner_only")}
    asked = {
        one["key"]
        for one in prompts
        if one.get("could_not_reasons") in ("could_not_ask", "private_question_not_asked")
    }
    judged = {one["key"] for one in prompts if one.get("could_not_reasons") == "could_not_judge"}

    assert hers & asked == set()
    assert judged <= hers

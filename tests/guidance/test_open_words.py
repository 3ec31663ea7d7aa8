from io import StringIO

import pytest
from django.core.management import call_command

from checklists.guidance.open_words import open_words_problems, words_on_open_pages
from tests.guidance.test_checking import prompt


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("other_needs", "relationship"),
        ("mental_health", "red_flag"),
        ("crying_coping", "fear_of_harm"),
        ("handling_observed", "rough"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        "Relationship conflict",
        "Red flag: risk to self or baby",
        "Fears losing control",
        "Rough, angry or frightening",
        "Partner or ex-partner within earshot",
    ],
)
def test_what_a_carer_may_not_read_over_a_shoulder_is_not_published(content, key, value, words):
    choice = next(one for one in prompt(content, key)["choices"] if one["value"] == value)
    choice["label"] = words

    assert any(f"choice {value}" in problem for problem in open_words_problems(content))


def test_a_private_prompt_may_say_what_it_asks(content):
    prompt(content, "da_postnatal")["help"] = "Ask about abuse."

    assert list(open_words_problems(content)) == []


def test_through_is_not_rough(content):
    prompt(content, "sleep_sofa")["help"] = "Talk it through."

    assert list(open_words_problems(content)) == []


def test_the_lead_can_read_all_of_it_in_one_list(version, checklist):
    out = StringIO()

    call_command("list_open_words", stdout=out)

    listed = out.getvalue()
    shown = [one for one in checklist.prompts.values() if not one.is_hidden_at_first]
    assert all(one.text in listed for one in shown)
    assert "Routine enquiry" not in listed
    assert "Referral to children's social care" not in listed


def test_every_reason_of_an_open_prompt_is_listed(content):
    listed = dict(words_on_open_pages(content))

    assert listed["Prompt mental_health, reason partner_present"] == "Another adult was there"

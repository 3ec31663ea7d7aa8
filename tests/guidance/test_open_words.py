"""Open pages ask nothing that a carer may not read over a shoulder."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from checklists.answers import errors
from checklists.guidance.open_words import open_words_problems, words_on_open_pages
from tests.guidance.content_file import prompt


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("other_needs", "relationship"),
        ("mental_health_mother", "red_flag"),
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


def test_no_error_says_what_is_kept_off_open_pages(content):
    unfit = content["meta"]["not_on_open_pages"]["words"]

    assert [w for w in errors.ALL for part in unfit if part in str(w).lower().split()] == []


def test_every_error_of_an_answer_stands_in_the_list():
    """No module of the answers words an error by itself."""
    modules = (settings.BASE_DIR / "checklists" / "answers").glob("*.py")

    own = [one.name for one in modules if re.search(r'NotWellFormed\(\s*f?"', one.read_text())]
    assert own == []


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
    assert all(words in listed for words in errors.ALL)
    assert "Referral to children's social care" not in listed


def test_every_reason_of_an_open_prompt_is_listed(content):
    listed = dict(words_on_open_pages(content))

    assert (
        listed["Prompt mental_health_mother, reason partner_present"] == "Another adult was there"
    )

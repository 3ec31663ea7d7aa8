"""What code reads by name stays in every version, and is spelled in one place."""

import ast

import pytest
from django.conf import settings

from checklists.guidance.answer_types import AnswerType
from checklists.guidance.known_checks import known_problems
from checklists.guidance.known_prompts import KNOWN, LATER
from tests.guidance.conftest import FILE
from tests.guidance.parts import prompt

# Stories of the demonstration are answers themselves; migrations stay as they ran.
SPELLED_BY_THEMSELVES = {"demo", "migrations"}


def test_the_content_of_the_service_has_all_that_code_reads():
    assert list(known_problems(FILE)) == []
    assert {one.answer_type for one in KNOWN.values()} <= set(AnswerType)


@pytest.mark.parametrize("key", sorted(KNOWN))
def test_a_prompt_that_code_reads_cannot_be_missing(content, key):
    prompt(content, key)["key"] = f"{key}_renamed"

    assert list(known_problems(content)) == [
        f"Prompt {key} is missing. It is needed to {KNOWN[key].needed}; put it back."
    ]


def test_a_prompt_that_code_reads_keeps_its_kind_of_answer(content):
    prompt(content, "sleep_night_place")["answer_type"] = "choice"

    assert list(known_problems(content)) == [
        'Prompt sleep_night_place: the kind of answer must stay "multi choice". It is needed to '
        "say on the case page where the baby sleeps at night; put it back."
    ]


@pytest.mark.parametrize(
    ("key", "name", "value", "what"),
    [
        ("baby_seen", "choices", "seen_asleep", "choice"),
        ("da_postnatal", "not_done_reasons", "partner_present", "reason"),
    ],
)
def test_a_choice_or_reason_that_code_reads_cannot_be_missing(content, key, name, value, what):
    entries = prompt(content, key)[name]
    entries = content["lists"][entries] if isinstance(entries, str) else entries
    entries[:] = [one for one in entries if one["value"] != value]

    assert f'Prompt {key}: {what} "{value}" is missing. It is needed to' in " ".join(
        known_problems(content)
    )


def test_a_neutral_reason_that_code_reads_cannot_be_missing(content):
    reasons = content["meta"]["neutral_reasons"]["values"]
    reasons[:] = [one for one in reasons if one["value"] != LATER]

    assert list(known_problems(content)) == [
        'Neutral reason "later" is missing. It is needed to ask for the exact reason before the '
        "visit is signed; put it back."
    ]


def test_a_prompt_is_spelled_in_one_place():
    """But for da_interpreter, which is a rule too."""
    rules = {rule["key"] for rule in FILE["rules"]}
    keys = {one["key"] for point in FILE["points"] for one in point["prompts"]} - rules

    spelled = [f"{path}: {word}" for path in modules() for word in words_in(path) & keys]

    assert spelled == []


def modules():
    found = (settings.BASE_DIR / "checklists").rglob("*.py")
    apart = {"known_prompts.py"}
    return [one for one in found if not (SPELLED_BY_THEMSELVES | apart) & set(one.parts)]


def words_in(path):
    """Every text of a module, without what follows a colon: the id of an adult."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    texts = [one.value for one in nodes if isinstance(one, ast.Constant)]
    return {one.partition(":")[0] for one in texts if isinstance(one, str)}

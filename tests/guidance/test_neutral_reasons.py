"""Every reason behind a shut page has words that somebody beside her may read."""

import pytest

from checklists.guidance.differences import differences
from checklists.guidance.neutral_reasons import neutral_for, neutral_problems, with_neutral
from checklists.guidance.stability import stability_problems
from tests.guidance.conftest import FILE
from tests.guidance.parts import problems, prompt

NOISE = {"value": "noise", "label": "A drill in the next room", "means": "unknown"}
META = FILE["meta"]
WORDS = META["neutral_reasons"]["values"]


def test_every_reason_behind_a_shut_page_has_neutral_words():
    assert list(neutral_problems(FILE)) == []


@pytest.mark.parametrize(
    ("place", "where"),
    [("enquiry_not_made", "List enquiry_not_made"), ("adult_met", "Prompt adult_met")],
)
def test_a_reason_without_neutral_words_is_named_once(content, place, where):
    entries = content["lists"].get(place) or prompt(content, place)["not_done_reasons"]
    entries.append(NOISE)

    assert problems(content) == [
        f"{where}: “A drill in the next room” has no neutral words, and the page is shut when "
        "somebody may read along. Choose them beside it."
    ]


@pytest.mark.parametrize("key", ["sleep_bedding_hazards", "da_dash"])
def test_what_is_asked_on_an_open_page_or_of_her_alone_needs_none(content, key):
    prompt(content, key)["not_done_reasons"] = [NOISE]

    assert list(neutral_problems(content)) == []


def test_a_reason_moves_to_the_words_that_are_chosen():
    meta = with_neutral(META, words=WORDS, chosen={"no_interpreter": "later", "noise": "not_well"})

    assert neutral_for("no_interpreter", meta) == "later"
    assert neutral_for("noise", meta) == "not_well"
    assert neutral_for("no_interpreter", META) == "interpreter"


def test_a_reason_with_two_neutral_words_keeps_both_until_others_are_chosen():
    kept = with_neutral(META, words=WORDS, chosen={"mother_distressed": "not_a_good_time"})
    moved = with_neutral(META, words=WORDS, chosen={"mother_distressed": ""})

    assert kept == META
    assert neutral_for("mother_distressed", moved) == ""


def test_neutral_words_that_answers_hold_stay(content):
    words = content["meta"]["neutral_reasons"]["values"]
    gone = words.pop(1)

    assert f"Neutral words “{gone['label']}” are gone" in " ".join(
        stability_problems(FILE, content)
    )


def test_what_differs_names_neutral_words(content):
    content["meta"]["neutral_reasons"]["values"][0]["label"] = "Not now"

    assert differences(FILE, content) == ["Neutral words not_a_good_time: label"]

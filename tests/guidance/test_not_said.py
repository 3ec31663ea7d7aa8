"""How the checklist and the pages speak: of agencies, by name, plainly, and never to reassure."""

import re

import pytest
from django.conf import settings

from checklists.guidance.compiled import compile_content
from checklists.guidance.naming import with_adult_named
from checklists.guidance.not_said import TWO_NEGATIVES, not_said_problems
from tests.guidance.conftest import FILE
from tests.guidance.content_file import prompt, rule


def test_the_file_speaks_as_it_says(content):
    assert list(not_said_problems(content)) == []


def test_a_version_that_names_no_words_is_not_held_to_any(content):
    del content["meta"]["not_said"]
    prompt(content, "adult_role")["text"] = "What is he or she to the baby?"

    assert list(not_said_problems(content)) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Does he (or they) live in the home?", "(or they)"),
        ("What is his or her history?", "his or her"),
        ("Do I know what your partners do?", "your partners"),
        ("Has a partner agency replied?", "partner agenc"),
        ("Do not raise it with him unless it is planned.", "says no twice"),
        ("Never leave mother and baby without a safe adult.", "says no twice"),
        ("Will (or will not) the unborn baby sleep there?", "unborn"),
    ],
)
def test_what_is_not_said_is_not_published(content, words, says):
    prompt(content, "sleep_back")["text"] = words

    assert any(says in problem for problem in not_said_problems(content))


@pytest.mark.parametrize("words", ["Do not raise it. Plan it first.", "His partner lives there."])
def test_what_may_be_said_is_published(content, words):
    prompt(content, "sleep_back")["help"] = words

    assert list(not_said_problems(content)) == []


def test_what_an_item_tells_people_to_do_is_read_too(content):
    rule(content, "adult_concern_found")["creates"]["guidance"] = "Do not ask him or her."

    assert any("Rule adult_concern_found" in one for one in not_said_problems(content))


@pytest.mark.parametrize(
    ("label", "problems"),
    [("Safe today with a plan", 1), ("Not safe", 0), ("With a plan agreed", 0)],
)
def test_safe_is_no_answer_about_today(content, label, problems):
    choice = next(c for c in prompt(content, "da_safe_now")["choices"] if c["value"] == "safe_plan")
    choice["label"] = label

    assert len(list(not_said_problems(content))) == problems


def test_an_unborn_baby_is_asked_about_in_words_of_its_own():
    wording = compile_content(FILE)

    born, unborn = (
        wording.at_stage(one).prompts["sleep_own_surface"] for one in ("born", "pregnancy")
    )

    assert born.text.startswith("Does the baby have")
    assert unborn.text.startswith("Will the baby have")
    assert (born.choices, born.help) == (unborn.choices, unborn.help)


@pytest.mark.parametrize(
    ("key", "value", "before", "after"),
    [
        ("sleep_bed_share", "might", "Yes, likely", "Not yet, but likely"),
        (
            "sleep_room_share",
            "planned",
            "Yes, and a plan is agreed",
            "Before the birth: plan agreed",
        ),
    ],
)
def test_an_unborn_baby_is_answered_for_in_words_of_its_own(key, value, before, after):
    wording = compile_content(FILE)

    said = [wording.at_stage(one).prompts[key].label_of(value) for one in ("pregnancy", "born")]

    assert said == [before, after]


def test_words_before_the_birth_are_looked_at_too(content):
    prompt(content, "sleep_bed_share")["choices"][0]["label_before_birth"] = "Yes, he or she"

    assert len(list(not_said_problems(content))) == 1


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Theo Sagaworth", "Does Theo Sagaworth live in the home?"),
        ("Name not known", "Does this adult live in the home?"),
        ("", "Does this adult live in the home?"),
    ],
)
def test_the_name_stands_in_the_question_where_it_is_known(name, asked):
    assert with_adult_named("Does this adult live in the home?", name) == asked


def test_no_page_says_he_or_she_or_calls_an_agency_a_partner():
    unfit = re.compile(
        "|".join(map(re.escape, FILE["meta"]["not_said"]["anywhere"])), re.IGNORECASE
    )

    assert [name for name, words in pages() if unfit.search(words)] == []


def test_no_page_says_no_twice_in_one_sentence():
    assert [
        (name, found[0]) for name, words in pages() if (found := TWO_NEGATIVES.search(words))
    ] == []


def pages():
    """(name, words): every template without its tags."""
    tags = re.compile(r"{%.*?%}|{#.*?#}|{{.*?}}|<[^>]*>", re.DOTALL)
    for page in (settings.BASE_DIR / "templates").rglob("*.html"):
        yield page.name, tags.sub(".", page.read_text())

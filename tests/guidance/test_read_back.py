"""The sleep assessment is said in plain English, whatever was answered, and aloud only what may
be heard."""

import re
from itertools import combinations

import pytest

from checklists.guidance.compiled import compile_content
from checklists.guidance.conditions import holds
from checklists.guidance.read_back import sleep_words, texts_read_back, with_baby_named
from tests.guidance.conftest import FILE
from tests.guidance.parts import problems

CHECKLIST = compile_content(FILE)
STAGES = {"born": True, "pregnancy": False}
LINES = [
    pytest.param(line, id=f"{stage} {line.prompt.key}")
    for stage, is_born in STAGES.items()
    for line in sleep_words(CHECKLIST.at_stage(stage), is_born=is_born).lines
    if line.prompt.choices
]
# What a sentence made of parts can go wrong in.
WRONG = re.compile(
    r"[{}]|\s{2}|\s[.,;:]|[.,;:]{2}|,\.|\band and\b|\ba [aeio]|\ban [^aeioh]|\b(\w+) \1\b", re.I
)
TOLD_ALONE = ("alcohol", "drunk", "drug", "cannabis", "medicine", "opioid", "tired", "exhaust")


def answers_to(prompt):
    """Every answer that the page can give, each value of a list of several as often as it fits."""
    values = [choice.value for choice in prompt.choices]
    if not prompt.is_multiple:
        return values
    together = [value for value in values if value not in prompt.exclusive]
    sizes = range(1, len(together) + 1)
    many = [list(some) for size in sizes for some in combinations(together, size)]
    return [*many, *([one] for one in values if one in prompt.exclusive)]


def is_plain_english(said, name):
    sentences = re.split(r"(?<=\.) ", said)
    return (
        all(re.fullmatch(r"[A-Z][^.]*(?:\d\.\d[^.]*)*\.", one) for one in sentences)
        and all(one.count(name) + one.lower().count("the baby") <= 1 for one in sentences)
        and not WRONG.search(said)
        and len(set(sentences)) == len(sentences)
    )


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", ["Wren", ""])
def test_every_answer_is_said_in_plain_english(line, name):
    for value in answers_to(line.prompt):
        said = with_baby_named(line.said.sentences_of(line.prompt, value), name)
        assert said, value
        assert is_plain_english(said, "Wren"), said
    assert is_plain_english(with_baby_named([line.said.not_asked], name), "Wren")


@pytest.mark.parametrize(("stage", "age"), [("born", {"baby_age_days": 200}), ("pregnancy", {})])
def test_no_choice_is_without_words(stage, age):
    for line in sleep_words(CHECKLIST.at_stage(stage), is_born=STAGES[stage]).lines:
        for choice in line.prompt.choices:
            if holds(choice.show_when, {}, facts={"place": "home", **age}, shown=()):
                assert line.said.has_words_for(choice.value), (line.prompt.key, choice.value)


@pytest.mark.parametrize("line", LINES)
def test_each_place_that_was_told_is_said(line):
    for value, words in line.said.words.items():
        every = [one for one in line.said.words if one in line.prompt.labels]
        assert words in line.said.sentences_of(line.prompt, every)[0], value


def test_a_choice_without_words_of_its_own_is_said_by_its_label(content):
    night = next(
        p for point in content["points"] for p in point["prompts"] if "night_p" in p["key"]
    )
    night["choices"].append({"value": "hammock", "label": "Hammock", "means": "known"})
    line = sleep_words(compile_content(content), is_born=True).lines[0]

    said = with_baby_named(line.said.sentences_of(line.prompt, ["car_seat", "hammock"]), "Wren")

    assert said == "At night Wren sleeps in a car seat. What was written of this: Hammock."


def test_nothing_said_aloud_of_a_family_is_of_alcohol_drugs_medicine_or_exhaustion():
    aloud = [
        words.lower()
        for where, words in texts_read_back(FILE)
        if where.startswith("Read back, sleep") or "bed_and_smoke" in where
    ]

    assert aloud
    assert not [words for words in aloud if any(one in words for one in TOLD_ALONE)]


def test_a_version_without_such_words_reads_nothing_back(content):
    del content["meta"]["sleep_read_back"]

    assert sleep_words(compile_content(content), is_born=True).lines == ()
    assert problems(content) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda said: said["lines"][0].update(prompt="sleep_carer_impaired"), "read back aloud"),
        (lambda said: said["lines"][0].update(prompt="nap_place"), "no such prompt"),
        (lambda said: said["lines"][0]["words"].update(tent="in a tent"), 'no choice "tent"'),
        (lambda said: said["lines"][0].update(frame="At night."), "needs {words}"),
        (lambda said: said["combinations"][2].update(privacy="shared"), "Keep it to staff"),
        (lambda said: said["combinations"][0].update(privacy="open"), "must be shared or staff"),
        (
            lambda said: said["combinations"][0].update(
                when={"prompt": "da_postnatal", "op": "eq", "value": "asked_disclosure"}
            ),
            "reads a private prompt",
        ),
        (lambda said: said["lines"][1].update(about="After violence"), "in the room"),
    ],
)
def test_words_that_cannot_be_said_aloud_are_refused(content, change, words):
    change(content["meta"]["sleep_read_back"])

    assert any(words in problem for problem in problems(content)), problems(content)

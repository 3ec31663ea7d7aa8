"""Each type of answer is asked, read, read back and used, and no code goes round the table."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.template.loader import get_template

from checklists.answers import errors
from checklists.guidance.answer_types import ANSWER_KINDS, AnswerType, NotWellFormed, Sent
from checklists.guidance.compiled import compile_content
from tests.guidance.conftest import FILE

PROMPTS = compile_content(FILE).prompts
VISITED_ON = date(2026, 11, 23)
NEXT_SEEN = {"day": "1", "month": "dec", "year": "2026"}
BED_AND_SLING = "Cot, crib or Moses basket; Sling or carrier"
# A prompt of each type: what its page sends, what is stored, how that reads. One row a type.
EXAMPLES = [
    ("status", "skin_seen", Sent(("partly_done",)), "partly_done", "Partly done"),
    ("yes_no", "da_seen_alone", Sent(("yes",)), "yes", "Yes"),
    ("choice", "sleep_back", Sent(("always",)), "always", "Always"),
    (
        "multi_choice",
        "sleep_day_place",
        Sent(("sling", "cot_or_basket")),
        ["cot_or_basket", "sling"],
        BED_AND_SLING,
    ),
    ("text", "baby_lived_experience", Sent((" Wakes\r\nat six ",)), "Wakes\nat six", None),
    ("date", "da_next_date", Sent(parts=NEXT_SEEN), "2026-12-01", "1 December 2026"),
]
# A type whose inputs are as many as its values: what they hold, and how it reads.
MARK = {
    **{"drawing": "1/head", "region": "left_cheek", "placed": "left_cheek", "x": "730", "y": "730"},
    **{"kind": "bruise", "length": "12", "width": "8 mm", "colour": "purple", "shape": "oval"},
    **{"seen": "seen", "on": "2026-11-22", "at": "14:05"},
}
MARK_STORED = (
    '{"at":"14:05","colour":"purple","drawing":"1/head","id":"1-00c0ffee","kind":"bruise",'
    '"length":12,"on":"2026-11-22","region":"left_cheek","seen":"seen","shape":"oval",'
    '"width":8,"x":730,"y":730}'
)
MARK_SAYS = (
    "Mark 1: Bruise, left cheek (head and face), 12 by 8 mm, purple, oval, seen by me, "
    "22 November 2026, 14:05"
)
EXAMPLES += [
    (
        "body_map",
        "mark_map",
        Sent(parts={f"1-00c0ffee-{name}": text for name, text in MARK.items()}),
        [MARK_STORED],
        MARK_SAYS,
    ),
    (
        "mark_words",
        "mark_map_told",
        Sent(parts={"1-00c0ffee-who": "her grandmother ", "1-00c0ffee-note": "Older, she said"}),
        ['{"id":"1-00c0ffee","note":"Older, she said","who":"her grandmother"}'],
        "Mark 1: reported by her grandmother. Older, she said",
    ),
]
COMPARES_A_TYPE = re.compile(r'answer_type"?\]? *(==|!=|in|not in) |case AnswerType')


def page_of(prompt, value):
    """What the page sends when a stored answer is left as it stands."""
    kind, values = prompt.kind, value if isinstance(value, list) else [value]
    parts = kind.parts_of(value)
    return Sent(parts=parts) if parts else Sent(tuple(values))


def test_every_type_has_its_kind_its_template_and_an_example():
    assert set(ANSWER_KINDS) == set(AnswerType) == {row[0] for row in EXAMPLES}
    for kind in ANSWER_KINDS.values():
        get_template(kind.template)


def test_every_type_is_asked_by_the_content():
    assert {prompt.answer_type for prompt in PROMPTS.values()} == set(AnswerType)


@pytest.mark.parametrize(("answer_type", "key", "sent", "stored", "words"), EXAMPLES)
def test_what_is_typed_is_stored_reads_back_and_stays(answer_type, key, sent, stored, words):
    prompt = PROMPTS[key]

    assert prompt.answer_type == answer_type
    assert prompt.kind.read(sent, prompt, VISITED_ON) == stored
    assert prompt.kind.read(page_of(prompt, stored), prompt, VISITED_ON) == stored
    assert prompt.kind.words(prompt, stored) == (words or stored)


@pytest.mark.parametrize("answer_type", AnswerType)
def test_a_blank_stores_nothing(answer_type):
    prompt = next(one for one in PROMPTS.values() if one.answer_type == answer_type)
    blank = dict.fromkeys(prompt.kind.parts, "")

    assert prompt.kind.read(Sent(parts=blank), prompt, VISITED_ON) is None


@pytest.mark.parametrize(
    ("key", "sent", "words"),
    [
        ("sleep_back", Sent(("always", "never")), "Choose one answer"),
        ("sleep_back", Sent(("sometimes or so",)), "Choose from the answers that are listed"),
        ("sleep_day_place", Sent(("moon",)), "Choose from the answers that are listed"),
        ("baby_lived_experience", Sent(("a", "b")), "Choose one answer"),
        ("da_next_date", Sent(parts=NEXT_SEEN | {"day": ""}), "Enter the day, month and year"),
        ("da_next_date", Sent(parts=NEXT_SEEN | {"month": "nov"}), "Enter the day of this contact"),
        ("prebirth_referral_date", Sent(parts=NEXT_SEEN), "Enter a date that is not in the future"),
        *(
            (
                "mark_map",
                Sent(parts={f"1-00c0ffee-{name}": one for name, one in typed.items()}),
                words,
            )
            for typed, words in [
                (MARK | {"width": "8.5"}, "Enter the size of a mark in whole millimetres"),
                (MARK | {"length": "601"}, "Enter the size of a mark in whole millimetres"),
                (MARK | {"on": "2026-11-24"}, "Enter a day for a mark that is not in the future"),
                (MARK | {"on": "yesterday"}, "Enter the day and the time of a mark"),
                (MARK | {"at": "25:00"}, "Enter the day and the time of a mark"),
                (MARK | {"region": "moon"}, "Choose the place and what is said of it"),
                (MARK | {"drawing": "9/front"}, "Choose the place and what is said of it"),
                (MARK | {"colour": "as told"}, "Choose the place and what is said of it"),
                (MARK | {"x": "-5"}, "Choose the place and what is said of it"),
            ]
        ),
    ],
)
def test_what_cannot_be_stored_is_refused_in_words_that_are_listed(key, sent, words):
    prompt = PROMPTS[key]

    with pytest.raises(NotWellFormed, match=f"^{words}") as refused:
        prompt.kind.read(sent, prompt, VISITED_ON)

    assert str(refused.value) in errors.ALL


def test_a_choice_that_stands_alone_is_refused_beside_another():
    prompt = PROMPTS["home_hazards"]
    nothing_and_baths = Sent(("bath_unattended", "none_found"))

    with pytest.raises(NotWellFormed, match=r"not both$") as refused:
        prompt.kind.read(nothing_and_baths, prompt, VISITED_ON)

    assert prompt.label_of("none_found") in str(refused.value)


def test_no_code_and_no_template_compares_types():
    folders = [settings.BASE_DIR / "checklists", settings.BASE_DIR / "templates"]
    # It holds one type to be another, and knows neither.
    apart = settings.BASE_DIR / "checklists/guidance/known_checks.py"
    files = [path for folder in folders for path in folder.rglob("*.*") if path.is_file()]
    texts = ((path, path.read_bytes().decode("utf-8", "ignore")) for path in files if path != apart)

    assert [path for path, text in texts if COMPARES_A_TYPE.search(text)] == []

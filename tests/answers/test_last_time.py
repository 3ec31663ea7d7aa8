"""What last time's answer is worth today, for every prompt of the content that is remembered."""

import json

import pytest
from django.conf import settings
from django.http import QueryDict

from checklists.answers.before_signing import find_gaps
from checklists.answers.forms import PointForm
from checklists.answers.last_time import ASKED_ANEW, LAST_DONE, TO_CONFIRM, LastTime
from checklists.answers.no_longer_fits import Circumstances
from checklists.answers.typed import field_name
from checklists.guidance.compiled import compile_content
from tests.answers.conftest import NOW

CONTENT = compile_content(
    json.loads((settings.BASE_DIR / "fixtures" / "content.json").read_text(encoding="utf-8"))
)
ROUTINE = "6-8-week"


@pytest.fixture(autouse=True)
def monday_afternoon():
    """These need no clock."""


def last(value):
    return {
        "value": value,
        "reason": "",
        "note": "",
        "on": "2026-11-03",
        "by": "Nia Northfield",
        "visit": "",
    }


def last_time(visit_type=ROUTINE, **values):
    return LastTime({key: last(value) for key, value in values.items()}, CONTENT, visit_type)


def asked(*keys):
    return [(key, CONTENT.prompts[key]) for key in keys]


def form(lasting, posted, *keys, confirming=()):
    data = QueryDict(mutable=True)
    for key in keys:
        data[f"{field_name(key)}__rev"] = "0"
    data.update(posted)
    return PointForm(
        asked(*keys),
        data,
        compiled=CONTENT,
        documents={},
        last_time=lasting,
        on=NOW.date(),
        confirming=confirming,
    )


@pytest.mark.parametrize(
    ("key", "value", "visit_type", "expected"),
    [
        ("sleep_room_share", "yes", ROUTINE, TO_CONFIRM),
        ("crying_plan", "Ring Nan.", ROUTINE, TO_CONFIRM),
        ("sleep_smoking_who", ["not_asked"], ROUTINE, ASKED_ANEW),
        ("history_reviewed", "done", ROUTINE, ASKED_ANEW),
        ("history_reviewed", "done", "3-4-month", LAST_DONE),
        ("equipment_checked", "done", ROUTINE, LAST_DONE),
        ("equipment_checked", "not_done", ROUTINE, ASKED_ANEW),
        ("sober_carer", "Her mother", "targeted", ASKED_ANEW),
    ],
)
def test_what_last_time_is_worth_today(key, value, visit_type, expected):
    assert last_time(visit_type, **{key: value}).worth_of(key) == expected


def test_what_was_not_known_is_a_gap_again_and_what_was_done_is_not():
    lasting = last_time(adult_lives_in_home="not_known", adult_role="birth_father")
    lasting = LastTime({**lasting.carried, "adult_name": last("Dev")}, CONTENT, ROUTINE)
    pairs = asked("adult_lives_in_home", "adult_role", "adult_name")

    left = find_gaps(pairs, {}, lasting.standing, Circumstances())

    assert [gap.key for gap in left] == ["adult_lives_in_home"]


def test_what_was_done_last_time_leaves_no_gap_where_it_is_not_asked_anew():
    lasting = last_time(adult_health_explored="done")

    assert find_gaps(asked("adult_health_explored"), {}, lasting.standing, Circumstances()) == []


@pytest.mark.parametrize(
    ("key", "value"), [("history_reviewed", "done"), ("sleep_smoking_who", ["not_asked"])]
)
def test_still_the_same_is_refused_in_words_for_what_cannot_be_confirmed(key, value):
    read = form(last_time(**{key: value}), {f"{key}__carry": "same"}, key)

    assert read.changes == {}
    assert "cannot be confirmed" in read.errors[key]


def test_could_not_ask_today_does_not_take_back_what_was_done_before():
    read = form(
        last_time(history_reviewed="done"), {"history_reviewed__why": "other"}, "history_reviewed"
    )

    change = read.changes["history_reviewed"]
    assert (change.value, change.reason, change.how) == (None, "other", "could_not")


def test_could_not_ask_today_says_again_that_it_was_not_asked():
    key = "sleep_smoking_who"
    read = form(last_time(**{key: ["not_asked"]}), {f"{key}__why": "short_of_time"}, key)

    assert read.changes[key].value == ["not_asked"]


def test_a_blank_that_a_browser_sends_is_nothing_typed():
    read = form(
        last_time(crying_plan="Ring Nan."),
        {"crying_plan": "  \r\n", "crying_plan__note": ""},
        "crying_plan",
        confirming=["crying_plan"],
    )

    change = read.changes["crying_plan"]
    assert (change.value, change.how) == ("Ring Nan.", "confirmed")


@pytest.mark.parametrize(
    "entry",
    [
        {"value": None, "reason": "other", "note": "", "how": "could_not"},
        {"value": None, "reason": "", "note": "", "how": "changed"},
        {"value": "no", "reason": "", "note": "", "how": "changed"},
        {"value": "yes", "reason": "", "note": "", "how": "confirmed"},
    ],
)
def test_what_was_spoken_of_today_does_not_wait_to_be_confirmed(entry):
    lasting = last_time(sleep_room_share="yes")

    left = lasting.unconfirmed(asked("sleep_room_share"), {"sleep_room_share": entry})

    assert left == []


def test_a_note_alone_leaves_it_unconfirmed():
    entry = {"value": None, "reason": "", "note": "She was asleep", "how": "answered"}
    lasting = last_time(sleep_room_share="yes")

    left = lasting.unconfirmed(asked("sleep_room_share"), {"sleep_room_share": entry})

    assert left == ["sleep_room_share"]


def test_nothing_that_means_unknown_and_no_act_is_ever_to_be_confirmed():
    """Every choice of every prompt that is remembered, at every kind of visit."""
    remembered = [prompt for prompt in CONTENT.prompts.values() if prompt.is_carried]
    confirmable = {
        (prompt.key, choice.value)
        for prompt in remembered
        for choice in prompt.choices
        for visit_type in prompt.applies_to
        if last_time(visit_type, **{prompt.key: choice.value}).to_confirm
    }

    wrong = [
        (key, value)
        for key, value in confirmable
        if CONTENT.prompts[key].is_act or CONTENT.prompts[key].meaning_of(value)
    ]

    assert wrong == []
    assert {key for key, _ in confirmable} == {
        prompt.key for prompt in remembered if prompt.has_choices and not prompt.is_act
    }


def test_what_the_button_does_not_count_it_does_not_confirm():
    keys = ["sleep_room_share", "sleep_day_place"]
    lasting = last_time(sleep_room_share="yes", sleep_day_place=["sling"])

    read = form(lasting, {}, *keys, confirming=lasting.unconfirmed(asked("sleep_day_place"), {}))

    assert list(read.changes) == ["sleep_day_place"]

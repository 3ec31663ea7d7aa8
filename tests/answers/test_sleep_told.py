"""What was last told and seen of a baby's sleep, read back: all of it, and nothing that is not."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.answers.sleep_told import SleepTold
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts, facts_after_contact
from checklists.guidance.compiled import compile_content
from tests.facts.contacts import CONTENT, FIRST_DAY, contact

CHECKLIST = compile_content(CONTENT)
CARRIED = frozenset(key for key, one in CHECKLIST.prompts.items() if one.is_carried)
BORN = Case(given_name="Wren", born_on=FIRST_DAY - timedelta(days=40))
UNBORN = Case(due_on=FIRST_DAY + timedelta(days=40))
IMPAIRED = [one.value for one in CHECKLIST.prompts["sleep_carer_impaired"].choices]
ASKED_ALOUD = ("By night", "By day", "In whose room", "In bed together", "On a sofa or armchair")
WELL = {
    "sleep_night_place": ["cot_or_basket"],
    "sleep_day_place": ["cot_or_basket", "sling"],
    "sleep_room_share": "yes",
    "sleep_bed_share": "never",
    "sleep_sofa": "no",
    "sleep_back": "always",
    "sleep_own_surface": "yes",
    "sleep_bedding_hazards": ["none_seen"],
    "sleep_smoking_who": ["none"],
    "sleep_out_of_routine": "plan_agreed",
    "sleep_bed_share_advice": "done",
    "sleep_action_plan": "Bumper out tonight; Nia looks on the 14th.",
    "sleep_carer_impaired": ["none"],
}


def told(*said, case=BORN):
    """What is read back after contacts a week apart."""
    facts = Facts()
    for week, answers in enumerate(said):
        facts = facts_after_contact(facts, contact(7 * week, said=answers, carried=CARRIED))
    return SleepTold(case, facts, CHECKLIST)


def text_of(sleep, label):
    return next(row for row in sleep.rows if row["label"] == label).get("text", "")


def titles(rows):
    return [row["title"] for row in rows]


def test_all_that_was_told_and_seen_stands_in_sentences():
    sleep = told(WELL)

    assert text_of(sleep, "By night") == "At night Wren sleeps in a cot or Moses basket."
    by_day = "By day Wren sleeps in a cot or Moses basket and in a sling or carrier."
    assert text_of(sleep, "By day") == by_day
    assert text_of(sleep, "On what") == (
        "Wren has a clear, flat, firm place to sleep. Nia Northfield saw the sleep place on "
        "20 October 2026, and it was clear, flat and firm."
    )
    assert all(row["line"] == "20 October 2026, Nia Northfield" for row in sleep.rows)
    assert sleep.rows[-1]["quote"] == WELL["sleep_action_plan"]


def test_what_nobody_asked_is_said_and_never_left_out():
    rows = told().rows

    assert [row["label"] for row in rows][:5] == list(ASKED_ALOUD)
    assert all(re.match("We have not (asked|looked|talked|written)", row["text"]) for row in rows)
    assert not [row for row in rows if row["line"]]


@pytest.mark.parametrize("label", ASKED_ALOUD)
def test_an_answer_that_is_older_than_the_last_contact_says_so(label):
    sleep = told(WELL, {"baby_seen": "seen_awake"})

    row = next(row for row in sleep.rows if row["label"] == label)
    assert row["line"] == "20 October 2026, Nia Northfield. No newer answer since"


def test_what_was_said_before_the_birth_is_no_answer_after_it():
    born_since = replace_born(FIRST_DAY + timedelta(days=3))

    sleep = told({"sleep_bed_share": "never", "sleep_own_surface": "yes"}, case=born_since)

    row = next(row for row in sleep.rows if row["label"] == "In bed together")
    assert row["text"] == "We have not asked yet whether anyone falls asleep in bed with Wren."
    assert row["line"].startswith("Last answered before the birth: 20 October 2026")
    assert "not seen the sleep place yet since the birth" in text_of(sleep, "On what")


def replace_born(day):
    return Case(given_name="Wren", born_on=day)


def test_before_the_birth_it_speaks_of_what_will_be():
    sleep = told({"sleep_own_surface": "none", "sleep_bed_share": "might"}, case=UNBORN)

    assert text_of(sleep, "On what") == (
        "There is no clear, flat, firm place yet for the baby to sleep. "
        "We have not seen the sleep place yet."
    )
    assert (
        text_of(sleep, "In bed together")
        == "Somebody is likely to fall asleep in bed with the baby."
    )
    assert "By night" not in [row["label"] for row in sleep.rows]


def test_told_only_later_leaves_who_saw_it_and_when():
    sleep = told(WELL, {"sleep_own_surface": "told_only"})

    said = text_of(sleep, "On what")
    assert said.startswith("We were told that Wren has a clear, flat, firm place")
    assert "Nia Northfield saw the sleep place on 20 October 2026" in said


def test_whether_it_was_put_right_is_of_the_day_on_which_it_was_seen():
    first = {"sleep_bedding_hazards": ["bumper"], "sleep_made_safe": "yes"}

    then, later = told(first), told(first, {"sleep_bedding_hazards": ["pillow_duvet"]})

    assert text_of(then, "Put right") == "It was put right that day, and we saw it."
    assert text_of(later, "Put right") == "We have not written down whether it was put right."
    assert "Put right" not in [row["label"] for row in told(WELL).rows]


# What is dangerous together


SHARES = {"sleep_bed_share": "accidental"}
SMOKE, SMALL = "Sharing a bed, together with smoking", "born early or small"
SOFA = "Falling asleep with the baby on a sofa or armchair"


@pytest.mark.parametrize(
    "bed",
    [
        *({"sleep_bed_share": one} for one in ("planned", "accidental", "both", "might")),
        {"sleep_night_place": ["cot_or_basket", "adult_bed"]},
        {"sleep_day_place": ["adult_bed"]},
    ],
)
def test_sharing_a_bed_is_named_with_what_makes_it_worse(bed):
    both = told({**bed, "sleep_smoking_who": ["partner"]})
    small = told({**bed, "baby_vulnerability_factors": ["premature"]})

    assert titles(both.together) == [SMOKE]
    assert "more dangerous than either alone" in both.together[0]["words"]
    assert len(small.together) == 1
    assert SMALL in small.together[0]["title"]
    assert told(bed).together == []
    assert told({"sleep_smoking_who": ["partner"]}).together == []


def test_a_sofa_is_named_and_the_advice_stands_for_every_family():
    sleep, well = told({"sleep_sofa": "likely"}), told(WELL)

    assert titles(sleep.together) == [SOFA]
    assert well.together == []
    assert sleep.words.advice == well.words.advice
    assert "has drunk any alcohol" in sleep.words.advice[0]


def test_smoking_told_before_the_birth_is_not_forgotten_after_it():
    sleep = told(
        {"sleep_smoking_who": ["mother_in_pregnancy"]},
        SHARES,
        case=replace_born(FIRST_DAY + timedelta(days=3)),
    )

    assert titles(sleep.together) == [SMOKE]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("alcohol_no_plan", "alcohol"),
        ("alcohol_regular", "alcohol"),
        ("drugs", "drugs"),
        ("medicine_drowsy", "medicine that makes a carer drowsy"),
        ("opioid_substitute", "medicine that makes a carer drowsy"),
        ("exhausted", "exhaustion"),
    ],
)
def test_what_was_told_of_a_carer_is_named_for_her_alone(value, title):
    sleep = told({**SHARES, "sleep_carer_impaired": [value]})

    assert titles(sleep.together_alone) == [f"Sharing a bed, together with {title}"]
    assert sleep.told_alone[0]["text"] == CHECKLIST.prompts["sleep_carer_impaired"].label_of(value)
    assert told(SHARES).told_alone[0]["text"] == "Not asked yet"


# Whatever was answered


def some_of(prompt):
    values = st.sampled_from([choice.value for choice in prompt.choices])
    return st.lists(values, min_size=1, unique=True) if prompt.is_multiple else values


QUESTIONS = {key: CHECKLIST.prompts[key] for key in (*WELL, "sleep_made_safe")}
ANSWERS = st.fixed_dictionaries(
    {}, optional={key: some_of(one) for key, one in QUESTIONS.items() if one.choices}
)


def said_aloud(sleep):
    return [*map(str, sleep.rows), *map(str, sleep.together), *sleep.words.advice]


@settings(max_examples=150, deadline=None)
@given(ANSWERS, ANSWERS, st.lists(st.sampled_from(IMPAIRED), unique=True), st.booleans())
def test_aloud_it_is_the_same_whatever_was_told_of_a_carer(first, second, impaired, is_born):
    case = BORN if is_born else UNBORN
    other = {**second, "sleep_carer_impaired": impaired or ["none"]}
    none_told = {**second, "sleep_carer_impaired": ["not_asked"]}

    one, another = told(first, other, case=case), told(first, none_told, case=case)

    assert said_aloud(one) == said_aloud(another)
    assert all(row.get("text") or row.get("quote") for row in one.rows)


@settings(max_examples=150, deadline=None)
@given(ANSWERS)
def test_no_question_of_a_born_baby_is_ever_left_out(answers):
    labels = {row["label"] for row in told(answers).rows} | {"Put right"}

    assert labels == {line.about for line in told().words.lines}

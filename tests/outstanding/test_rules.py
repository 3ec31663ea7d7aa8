"""When a rule may open, when it stays quiet, and when a closing is proposed."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest

from checklists.guidance.compiled import compile_content
from checklists.guidance.conditions import Given
from checklists.guidance.left_open import PrivateStep
from checklists.outstanding.rules import Earlier, plan
from tests.guidance.conftest import FILE

ON = date(2026, 11, 23)


def rule(**changes):
    fields = {
        "key": "sleep_no_own_space",
        "kind": "visit",
        "for_each": None,
        "when": {"prompt": "space", "op": "eq", "value": "none"},
        "closes_when": {"prompt": "space", "op": "eq", "value": "yes"},
        "title": "Get a safe sleep space in place",
        "neutral_title": "Visit follow-up",
        "guidance": "",
        "priority": "high",
        "due_in_days": 1,
        "overrides": (),
        "privacy": "shared",
        "point_number": 3,
        "bring_to_supervision": False,
        "is_private": False,
        "steps": (),
    }
    return SimpleNamespace(**fields | changes)


def planned(rules, answers=None, fresh=None, **others):
    answers = {key: Given(value) for key, value in (answers or {}).items()}
    given = {
        "answers_in_force": answers,
        "fresh_keys": set(answers if fresh is None else fresh),
        "shown": set(answers),
        "facts": {},
        "settings": {},
        "on": ON,
    }
    return plan(rules, **given | others)


def closed(key="sleep_no_own_space", subject=""):
    return Earlier(uuid4(), key, subject, is_open=False)


def still_open(key="sleep_no_own_space", subject="", **changes):
    return Earlier(uuid4(), key, subject, is_open=True, **changes)


NO_ACCESS = rule(
    key="no_access",
    kind="case",
    when={
        "any": [
            {"prompt": "access", "op": "eq", "value": "refused"},
            {"fact": "no_access_streak", "op": "gte", "value": 2},
        ]
    },
    closes_when={"prompt": "access", "op": "eq", "value": "no"},
)


def test_a_carried_answer_alone_opens_nothing():
    assert planned([rule()], {"space": "none"}, fresh=()).opens == ()


def test_a_fresh_answer_to_a_hidden_question_opens_nothing():
    assert planned([rule()], {"space": "none"}, shown=()).opens == ()


def test_a_carried_answer_counts_at_a_contact_that_does_not_ask_it():
    both = {
        "all": [
            {"prompt": "space", "op": "eq", "value": "none"},
            {"prompt": "smoke", "op": "eq", "value": "yes"},
        ]
    }
    answers = {"space": "none", "smoke": "yes"}

    opens = planned([rule(when=both)], answers, fresh=["smoke"], shown={"smoke"}).opens

    assert [item.because for item in opens] == [("space", "smoke")]


def test_a_count_moved_by_a_contact_without_answers_opens_the_item():
    opens = planned(
        [NO_ACCESS], facts={"no_access_streak": 2}, facts_before={"no_access_streak": 1}
    ).opens

    assert [item.because for item in opens] == [("fact:no_access_streak",)]


def test_a_count_that_this_contact_did_not_move_opens_nothing():
    streak = {"no_access_streak": 2}

    assert planned([NO_ACCESS], facts=streak, facts_before=streak).opens == ()


def test_met_again_while_open_is_a_note_and_not_a_copy():
    earlier = still_open()

    [item] = planned([rule()], {"space": "none"}, earlier_items=[earlier]).opens

    assert item.met_again == earlier.id


def test_already_met_at_the_same_contact_opens_nothing():
    done = rule(closes_when={"prompt": "plan", "op": "is_not_empty"})

    assert planned([done], {"space": "none", "plan": "Cot from Friday"}).opens == ()


def test_opened_anew_after_closing_it_follows_the_last_closed_item():
    first, last = closed(), closed()

    [item] = planned([rule()], {"space": "none"}, earlier_items=[first, last]).opens

    assert (item.met_again, item.follows) == (None, last.id)


def test_closed_and_only_confirmed_since_it_is_not_opened_again():
    opens = planned(
        [rule()], {"space": "none"}, confirmed_keys={"space"}, earlier_items=[closed()]
    ).opens

    assert opens == ()


EITHER = {
    "any": [
        {"prompt": "mother", "op": "eq", "value": "red_flag"},
        {"prompt": "father", "op": "eq", "value": "red_flag"},
    ]
}


def test_closed_it_is_not_opened_again_by_an_answer_that_does_not_make_it_true():
    carried = {"mother": "no_concern", "father": "red_flag"}

    opens = planned([rule(when=EITHER)], carried, fresh={"mother"}, earlier_items=[closed()]).opens

    assert opens == ()


def test_closed_it_is_opened_again_by_an_answer_that_makes_it_true():
    carried = {"mother": "red_flag", "father": "red_flag"}

    [item] = planned([rule(when=EITHER)], carried, fresh={"mother"}, earlier_items=[closed()]).opens

    assert item.because == ("mother", "father")


def test_confirmed_for_the_first_time_with_nothing_closed_it_opens():
    assert len(planned([rule()], {"space": "none"}, confirmed_keys={"space"}).opens) == 1


def test_one_record_per_adult_each_read_alone():
    adult_gap = rule(
        key="adult_gap", for_each="adult", when={"prompt": "met", "op": "eq", "value": "no"}
    )
    answers = {"met:a": "no", "met:b": "yes", "met:c": "no"}

    opens = planned([adult_gap], answers, adults=["a", "b", "c"]).opens

    assert [item.subject for item in opens] == ["adult:a", "adult:c"]


def test_an_item_about_one_adult_closes_on_answers_about_that_adult():
    adult_gap = rule(
        key="adult_gap",
        for_each="adult",
        when={"prompt": "met", "op": "eq", "value": "no"},
        closes_when={"prompt": "met", "op": "eq", "value": "yes"},
    )
    items = [still_open("adult_gap", "adult:a"), still_open("adult_gap", "adult:b")]

    closes = planned(
        [adult_gap], {"met:a": "yes", "met:b": "no"}, adults="ab", earlier_items=items
    ).closes

    assert [closing.item_id for closing in closes] == [items[0].id]


def test_a_closing_needs_an_answer_of_this_contact():
    items = [still_open()]

    assert planned([rule()], {"space": "yes"}, fresh=(), earlier_items=items).closes == ()


def test_a_closing_already_asked_for_is_not_proposed():
    items = [still_open(closing_asked=True)]

    assert planned([rule()], {"space": "yes"}, earlier_items=items).closes == ()


def test_without_a_due_date_an_override_from_it_falls_back_to_days():
    override = {"when": None, "due_anchor": "edd", "due_offset_days": -28}

    [item] = planned([rule(overrides=(override,))], {"space": "none"}).opens

    assert item.due_on == date(2026, 11, 24)


# Steps


WORDING = compile_content(FILE)
STEPS = ("mark_body_map", "mark_paediatric")
STAFF, PRIVATE = {"privacy": "staff"}, {"privacy": "private", "is_private": True}


def left_by(answers, *, steps=STEPS, shown=STEPS, earlier=(), **changes):
    """The steps that a contact leaves on the item of a rule, and those that it ticks."""
    found = planned(
        [rule(steps=steps, **{**STAFF, **changes})],
        {"space": "none", **answers},
        shown={"space", *shown},
        prompts=WORDING.prompts,
        earlier_items=earlier,
    )
    return [one.steps for one in found.opens], [one.steps for one in found.ticks]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({"mark_paediatric": "arranged"}, ()),
        ({"mark_paediatric": "not_arranged"}, ("mark_paediatric",)),
        ({}, ("mark_paediatric",)),
    ],
)
def test_what_is_not_done_or_left_blank_is_a_step_of_the_item(said, left):
    assert left_by(said, steps=STEPS[1:]) == ([left], [])


def test_a_question_that_is_not_shown_is_no_step():
    assert left_by({}, shown=STEPS[:1]) == ([STEPS[:1]], [])


def test_the_known_answer_of_a_later_contact_ticks_an_open_step():
    item = still_open(steps_open=frozenset(STEPS))

    said = left_by({"mark_paediatric": "completed"}, earlier=[item])

    assert said == ([STEPS[:1]], [STEPS[1:]])


def test_what_is_done_is_a_step_again_only_where_somebody_says_that_it_is_not():
    item = still_open(steps_done=frozenset(STEPS))

    said = left_by({"mark_paediatric": "not_arranged"}, earlier=[item])

    assert said == ([STEPS[1:]], [])


def test_a_closed_item_gets_no_tick():
    item = closed()

    assert left_by({"mark_paediatric": "completed"}, earlier=[item])[1] == []


def test_an_open_item_refuses_a_private_step():
    with pytest.raises(PrivateStep):
        left_by({}, steps=("da_dash",), shown=("da_dash",))

    assert left_by({}, steps=("da_dash",), shown=("da_dash",), **PRIVATE) == ([("da_dash",)], [])

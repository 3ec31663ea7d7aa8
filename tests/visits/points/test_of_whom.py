"""Parents' health is asked of each carer; what was answered of all of them together still counts
until each has been asked."""

import pytest

from checklists.facts.storing import read_facts
from tests.answers.filling import fields, known_from_last_time, opened, send, working_visit

PAGE = "parents-health"
NOBODY_ELSE = {"substance_use_carer": "no_such_carer"}


def asks_who_is_sober(visit):
    working = working_visit(visit)
    return "sober_carer" in {key for key, _ in working.asked(working.prompts)}


def test_the_page_asks_each_carer_and_all_together_no_more(hv, visit):
    names = fields(opened(hv, visit, PAGE)).offered

    assert {"substance_use_mother", "substance_use_father", "substance_use_carer"} <= names.keys()
    assert "substance_use" not in names


def test_a_concern_of_before_goes_on_until_each_carer_was_asked(hv, case, visit):
    known_from_last_time(case, substance_use="in_treatment")
    assert asks_who_is_sober(visit)

    send(hv, visit, PAGE, {"substance_use_mother": "no_concern"})
    assert asks_who_is_sober(visit)  # nobody knows yet whom it was about

    send(hv, visit, PAGE, {"substance_use_father": "no_concern", **NOBODY_ELSE})
    assert not asks_who_is_sober(visit)


def test_not_asked_of_one_carer_leaves_the_concern_of_before(hv, case, visit):
    known_from_last_time(case, substance_use="in_treatment")
    not_asked = {"substance_use_father": "not_asked", "substance_use_father__why": "person_absent"}

    send(hv, visit, PAGE, {"substance_use_mother": "no_concern", **not_asked, **NOBODY_ELSE})

    assert asks_who_is_sober(visit)


def test_what_a_father_says_of_himself_asks_for_a_sober_carer_too(hv, visit):
    send(hv, visit, PAGE, {"substance_use_mother": "no_concern"})
    assert not asks_who_is_sober(visit)

    send(hv, visit, PAGE, {"substance_use_father": "harmful"})

    assert asks_who_is_sober(visit)


@pytest.mark.parametrize("key", ["substance_use", "learning_need"])
def test_what_was_answered_before_is_kept(hv, case, visit, key):
    known_from_last_time(case, **{key: "not_asked"})

    send(hv, visit, PAGE, {f"{key}_mother": "not_asked"})

    assert read_facts(case, with_private=True).open_answers[key]["value"] == "not_asked"

"""Which answer counts: that of this contact, or the one carried from an earlier one."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from checklists.answers.in_force import answers_in_force, carried_entries, given_here
from checklists.guidance.compiled import compiled
from checklists.guidance.conditions import Given
from checklists.guidance.in_force import version_in_force


@pytest.fixture
def wording(content_in_force):
    return compiled(version_in_force())


def said(value, reason=""):
    return {"value": value, "reason": reason}


SMOKER = {
    "sleep_smoking_who": said(["mother"]),
    "sleep_smoking_referral": said("referred"),
}


def all_in_force(document, last_known, wording):
    given = given_here(document)
    return answers_in_force(given, carried_entries(given, last_known, wording))


def test_an_answer_of_this_contact_counts_before_the_last_one(wording):
    answers = all_in_force(
        {"sleep_room_share": said("no")}, {"sleep_room_share": said("yes")}, wording
    )

    assert answers == {"sleep_room_share": Given("no")}


def test_an_answer_given_once_is_carried(wording):
    answers = all_in_force({}, {"sleep_room_share": said("yes")}, wording)

    assert answers == {"sleep_room_share": Given("yes")}


def test_an_answer_asked_at_every_contact_is_not_carried(wording):
    assert all_in_force({}, {"sleep_back": said("always")}, wording) == {}


def test_a_prompt_that_this_wording_lacks_is_not_carried(wording):
    assert all_in_force({}, {"asked_in_version_0": said("yes")}, wording) == {}


def test_a_reason_alone_leaves_the_last_answer_in_force(wording):
    document = {"sleep_room_share": said(None, "short_of_time")}

    answers = all_in_force(document, {"sleep_room_share": said("yes")}, wording)

    assert answers == {"sleep_room_share": Given("yes")}


def test_a_reason_alone_is_an_answer_where_nothing_is_known(wording):
    document = {"sleep_back": said(None, "short_of_time")}

    assert all_in_force(document, {}, wording) == {"sleep_back": Given(None, "short_of_time")}


def test_a_cleared_answer_is_none(wording):
    assert all_in_force({"sleep_back": said(None)}, {}, wording) == {}


def test_a_follow_up_is_carried_with_its_unchanged_trigger(wording):
    answers = all_in_force({}, SMOKER, wording)

    assert answers["sleep_smoking_referral"] == Given("referred")


def test_a_follow_up_is_carried_when_its_trigger_is_confirmed(wording):
    answers = all_in_force({"sleep_smoking_who": said(["mother"])}, SMOKER, wording)

    assert answers["sleep_smoking_referral"] == Given("referred")


def test_a_follow_up_is_asked_afresh_when_its_trigger_has_changed(wording):
    answers = all_in_force({"sleep_smoking_who": said(["partner"])}, SMOKER, wording)

    assert "sleep_smoking_referral" not in answers


OLD = {"sleep_room_share": said("no")}
MADE_TWO = ("plan_level", "lead_professional_known")


@pytest.fixture
def retired(wording):
    """The same wording in which two questions are asked in place of one."""
    asked = [
        replace(one, replaced_by=MADE_TWO) if one.key == "sleep_room_share" else one
        for one in wording.prompts.values()
    ]
    return SimpleNamespace(prompts={one.key: one for one in asked})


@pytest.mark.parametrize(
    ("document", "stands"),
    [
        ({}, True),
        ({"plan_level": said("cin")}, True),  # the other may be whom it was about
        ({"plan_level": said("cin"), "lead_professional_known": said("no")}, True),  # not known
        ({"plan_level": said("cin"), "lead_professional_known": said("me")}, False),
    ],
)
def test_a_retired_answer_stands_until_all_in_its_place_are_answered(retired, document, stands):
    answers = all_in_force(document, OLD, retired)

    assert ("sleep_room_share" in answers) == stands


def test_a_retired_answer_stands_no_more_once_all_were_answered_earlier(retired):
    earlier = {"plan_level": said("cin"), "lead_professional_known": said("me")}

    assert "sleep_room_share" not in all_in_force({}, {**OLD, **earlier}, retired)


def test_each_adult_carries_their_own(wording):
    last_known = {"adult_name:1": said("Ivo"), "adult_name:2": said("Ann")}

    answers = all_in_force({"adult_name:1": said("Ivor")}, last_known, wording)

    assert answers == {"adult_name:1": Given("Ivor"), "adult_name:2": Given("Ann")}

"""What is recorded when something could not be asked or done."""

import pytest

from checklists.answers.could_not_ask import change_for_could_not, exact_reason_of
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force


@pytest.fixture
def wording(content_in_force):
    return compiled(version_in_force())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("skin_seen", "not_done"),
        ("sleep_sofa", "not_asked"),
        ("baby_seen", "not_seen"),
        ("home_hazards", ["not_assessed"]),
        ("sleep_back", None),
        ("baby_lived_experience", None),
    ],
)
def test_the_nearest_choice_is_recorded_with_the_reason(wording, key, value):
    change = change_for_could_not(wording.prompts[key], "visit_cut_short")

    assert (change.value, change.reason, change.how) == (value, "visit_cut_short", "could_not")


def test_what_is_known_is_not_taken_back(wording):
    assert (
        change_for_could_not(wording.prompts["father_identity"], "other", known=True).value is None
    )


@pytest.mark.parametrize(("reason", "value"), [("partner_present", "no"), ("short_of_time", None)])
def test_someone_present_means_that_she_was_not_alone(wording, reason, value):
    assert change_for_could_not(wording.prompts["da_seen_alone"], reason).value == value


@pytest.mark.parametrize(
    ("neutral", "present", "reason"),
    [
        ("not_a_good_time", "partner_present", "partner_present"),
        ("not_a_good_time", "", "not_a_good_time"),
        ("interpreter", "", "no_interpreter"),
        ("short_of_time", "partner_present", "visit_cut_short"),
        ("remote", "", "remote"),
        ("later", "", "later"),
    ],
)
def test_a_neutral_reason_becomes_exact_when_one_thing_can_be_meant(
    wording, neutral, present, reason
):
    assert exact_reason_of(neutral, wording.prompts["da_postnatal"], wording, present) == reason


def test_a_prompt_without_reasons_keeps_the_neutral_one(wording):
    assert (
        exact_reason_of("short_of_time", wording.prompts["adult_protective"], wording)
        == "short_of_time"
    )


def test_the_answer_that_she_was_not_alone_reads_without_a_code(wording):
    assert change_for_could_not(wording.prompts["da_seen_alone"], "partner_present").reason == ""


@pytest.mark.parametrize(
    ("key", "offered", "never"),
    [
        ("sleep_bedding_hazards", "room_in_use", "partner_present"),
        ("sleep_back", "person_absent", "remote_contact"),
        ("adult_lives_in_home", "partner_present", "not_at_home"),
        ("accounts_consistent", "wanted_advice", "parent_declined"),
    ],
)
def test_why_it_could_not_be_asked_fits_the_question(wording, key, offered, never):
    reasons = {one.value for one in wording.prompts[key].could_not_reasons}

    assert offered in reasons
    assert never not in reasons


def test_one_reason_for_all_takes_the_words_of_each_question(wording):
    hazards = wording.prompts["sleep_bedding_hazards"]

    assert hazards.reason_label_of(exact_reason_of("short_of_time", hazards, wording)) == (
        "Visit cut short or interrupted"
    )

"""Who is here at a visit, and what is asked or shown while they are."""

import pytest

from checklists.visits.draft.saying_who_is_here import record_presence
from checklists.visits.presence import (
    UnknownPresence,
    checked_codes,
    in_words,
    is_seen_by_someone,
    reason_by_presence,
    someone_must_not_hear,
    was_here,
)
from tests.visits.story import AT_THE_VISIT, begin, reread


@pytest.mark.parametrize(
    ("present", "must_not"),
    [
        (["nobody"], False),
        (["mother"], False),
        (["mother", "professional"], False),
        (["mother", "interpreter"], False),
        (["mother", "interpreter_known"], True),
        (["mother", "father"], True),
        (["partner"], True),
        (["mother", "other_adult"], True),
        (["mother", "older_child"], True),
        ([], True),
    ],
)
def test_private_questions_are_not_for_everyones_ears(present, must_not):
    assert someone_must_not_hear(present) is must_not


@pytest.mark.parametrize(
    ("present", "reason"),
    [
        (["mother", "father"], "partner_present"),
        (["mother", "partner", "older_child"], "partner_present"),
        (["mother", "other_adult"], "family_present"),
        (["mother", "older_child"], "child_present"),
        (["mother", "interpreter_known"], "no_interpreter"),
        (["mother"], ""),
    ],
)
def test_not_a_good_time_stands_for_who_was_there(present, reason):
    assert reason_by_presence(present) == reason


def test_only_being_alone_keeps_the_screen_to_herself():
    assert not is_seen_by_someone(["nobody"])
    assert is_seen_by_someone(["mother"])
    assert is_seen_by_someone([])


def test_presence_is_said_in_words():
    assert in_words(["mother", "father"]) == "mother, father"
    assert in_words([]) == "not said yet"


def test_a_signed_record_does_not_wait_to_be_told_who_was_there():
    assert was_here(["mother"]) == "Here: mother"
    assert was_here([]) == "Who was there was not said"


def test_an_unknown_code_is_refused():
    with pytest.raises(UnknownPresence):
        checked_codes(["mother", "the cat"])


def test_who_was_here_earlier_stays_on_the_record(case, nurse):
    visit = begin(reread(case), present=["mother", "father"])

    record_presence(visit, present=["nobody"], by=nurse, at=AT_THE_VISIT)
    visit.refresh_from_db()

    assert visit.present == ["nobody"]
    assert visit.was_present == ["mother", "father"]

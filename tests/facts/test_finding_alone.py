"""Where she was found alone, as a count of what is kept of each enquiry."""

import pytest

from checklists.facts.enquiries import asked_before_birth, still_to_ask_after_birth
from checklists.facts.finding_alone import FoundAlone, found_alone, what_stood_in_the_way

AFTER, BEFORE = "da_postnatal", "da_antenatal"


def enquiry(number, alone, place="home", before_noon=True, **more):
    return {
        "visit": f"visit-{number}",
        "on": f"2026-11-{number:02}",
        "key": AFTER,
        "asked": False,
        "safe": alone != "no",
        "reason": "partner_present",
        "alone": alone,
        "place": place,
        "before_noon": before_noon,
        **more,
    }


def test_counts_each_place_and_half_of_the_day_at_home():
    kept = [
        enquiry(1, "yes", "clinic", True),
        enquiry(2, "no"),
        enquiry(3, "no"),
        enquiry(4, "yes", before_noon=False),
        enquiry(5, "no", "phone", False),
    ]

    assert found_alone(kept) == [
        FoundAlone("clinic", None, 1, 1, 0),
        FoundAlone("home", True, 0, 2, 0),
        FoundAlone("home", False, 1, 1, 0),
        FoundAlone("phone", None, 0, 1, 0),
    ]


def test_a_contact_that_did_not_say_is_counted_apart():
    kept = [enquiry(1, ""), enquiry(2, "yes")]

    assert found_alone(kept) == [FoundAlone("home", True, 1, 1, 1)]


def test_one_kept_before_places_were_is_no_guess():
    old = {"visit": "visit-1", "on": "2026-11-01", "asked": True, "safe": True, "reason": ""}

    assert found_alone([old]) == [FoundAlone("", None, 0, 0, 1)]


def test_places_never_change_their_order_with_the_counts():
    lucky = [enquiry(1, "no", "clinic"), enquiry(2, "yes", "phone")]
    unlucky = [enquiry(1, "yes", "clinic"), enquiry(2, "no", "phone")]

    assert [row.place for row in found_alone(lucky)] == [row.place for row in found_alone(unlucky)]


def test_what_stood_in_the_way_most_recent_first_with_its_count():
    kept = [
        enquiry(1, "no"),
        enquiry(2, "yes", reason="visit_cut_short"),
        enquiry(3, "no"),
        enquiry(4, "no", reason="asked_before"),
        enquiry(5, "yes", asked=True, reason=""),
        enquiry(6, "no", reason="no_interpreter"),
    ]

    found = [(last["reason"], times) for last, times in what_stood_in_the_way(kept)]

    assert found == [("no_interpreter", 1), ("partner_present", 2), ("visit_cut_short", 1)]


ASKED = {"asked": True, "safe": True, "reason": ""}
UNSAFE = {"asked": True, "safe": False, "reason": ""}


@pytest.mark.parametrize(
    ("kept", "in_record", "before", "to_ask"),
    [
        ([], None, False, True),
        ([], "no", False, True),
        ([], "not_known", False, True),
        ([], "yes_record", True, False),
        ([enquiry(1, "yes", **ASKED, key=BEFORE)], None, True, False),
        ([enquiry(1, "no", **UNSAFE, key=BEFORE)], None, False, True),
        ([enquiry(1, "no", key=BEFORE)], "no", False, True),
        ([enquiry(1, "no")], "no", False, True),
        ([enquiry(1, "no", **UNSAFE)], "no", False, True),
        ([enquiry(1, "yes", **ASKED)], "no", False, False),
    ],
)
def test_who_was_not_asked_safely_before_the_birth_is_to_be_asked_after_it(
    kept, in_record, before, to_ask
):
    assert asked_before_birth(kept, in_record) is before
    assert still_to_ask_after_birth(kept, in_record) is to_ask

"""What is kept of each enquiry, and how often the same reason has stood in the way."""

import json
from datetime import date, timedelta

import pytest

from checklists.facts.contacts import Contact
from checklists.facts.enquiries import enquiries_after, same_reason_streak
from checklists.facts.facts import Facts, facts_after_contact

FIRST_DAY = date(2026, 10, 20)


def contact(day, **private):
    """A contact so many days after the first; a reason stands behind the value."""
    entries = {
        key: {"value": one[0], "reason": one[1]} if isinstance(one, tuple) else {"value": one}
        for key, one in private.items()
    }
    return Contact(
        visit_id="visit",
        visit_type="6-8-week",
        on=FIRST_DAY + timedelta(days=day),
        by="Nia Northfield",
        private_answers=entries,
    )


def all_of(*contacts):
    found = []
    for one in contacts:
        found = enquiries_after(found, one)
    return found


def not_asked(day, reason, key="da_postnatal"):
    return contact(day, **{key: ("not_asked", reason)})


@pytest.mark.parametrize("answer", ["asked_no_disclosure", "asked_disclosure"])
def test_asked_is_kept_and_never_what_was_answered(answer):
    refused = all_of(contact(0, da_postnatal="asked_not_answered", da_seen_alone="yes"))

    kept = all_of(contact(0, da_postnatal=answer, da_seen_alone="yes"))

    assert json.dumps(kept) == json.dumps(refused)
    assert kept[0]["asked"]


def test_why_not_and_the_next_try_are_kept():
    (kept,) = all_of(
        contact(0, da_postnatal=("not_asked", "partner_present"), da_next_date="2026-11-03")
    )

    assert (kept["asked"], kept["reason"]) == (False, "partner_present")
    assert (kept["on"], kept["by"]) == ("2026-10-20", "Nia Northfield")
    assert kept["again_on"] == "2026-11-03"


@pytest.mark.parametrize(
    ("private", "safe"),
    [
        ({"da_seen_alone": "yes"}, True),
        ({"da_seen_alone": "no"}, False),
        ({"da_seen_alone": "yes", "da_interpreter": "family_used"}, False),
    ],
)
def test_asked_where_she_could_be_heard_is_told_apart(private, safe):
    (kept,) = all_of(contact(0, da_postnatal="asked_no_disclosure", **private))

    assert kept["safe"] is safe


def test_a_contact_that_does_not_put_it_is_no_opportunity():
    assert all_of(contact(0, da_indicators=["none_seen"])) == []


def test_one_signed_late_stands_where_it_was_held():
    kept = all_of(not_asked(9, "partner_present"), not_asked(2, "visit_cut_short"))

    assert [one["reason"] for one in kept] == ["visit_cut_short", "partner_present"]


BIRTH = not_asked(0, "partner_present", key="da_antenatal")


@pytest.mark.parametrize(
    ("contacts", "streak"),
    [
        ([], 0),
        ([not_asked(0, "partner_present")], 1),
        ([not_asked(0, "partner_present"), not_asked(9, "partner_present")], 2),
        ([BIRTH, not_asked(9, "partner_present")], 2),
        ([not_asked(0, "partner_present"), not_asked(9, "visit_cut_short")], 1),
        ([BIRTH, contact(4, da_postnatal="asked_disclosure"), not_asked(9, "partner_present")], 1),
        ([BIRTH, contact(4, da_postnatal="asked_before"), not_asked(9, "partner_present")], 2),
        ([BIRTH, contact(4), not_asked(9, "partner_present")], 2),
        ([not_asked(0, "partner_present"), contact(9, da_postnatal="asked_no_disclosure")], 0),
        ([not_asked(0, "done_by_other"), not_asked(9, "done_by_other")], 0),
        ([not_asked(0, "not_with_mother"), not_asked(9, "not_with_mother")], 0),
    ],
)
def test_the_same_reason_running(contacts, streak):
    assert same_reason_streak(all_of(*contacts)) == streak


def test_enquiries_are_among_what_is_encrypted():
    facts = facts_after_contact(Facts(), not_asked(0, "partner_present"))

    assert len(facts.enquiries) == 1
    assert "partner_present" not in str(facts.open_counters)

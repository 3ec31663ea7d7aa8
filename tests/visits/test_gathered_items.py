"""What nobody has asked by the 6 to 8 week review is gathered in one open and one private item."""

from datetime import UTC, date, datetime, timedelta

import pytest

from checklists.outstanding.history import Action
from checklists.outstanding.models import OutstandingItem
from tests.visits.story import AT_THE_VISIT, item, signed

OPEN, PRIVATE = "ask_unasked", "ask_unasked_private"
HER_ALONE = {"da_seen_alone": "yes", "da_postnatal": "asked_no_disclosure"}
FAMILY = {"father_identity": "yes", "adults_record_complete": "yes"}
TOLD = {
    **{
        key: ["mother", "father"]
        for key in ("sleep_messages_reached", "handling_messages_reached", "home_messages_reached")
    },
    "vulnerability_explained_to": ["mother", "father"],
}
SEEN = {"history_reviewed": "done", "sleep_own_surface": "yes"}
ALL_OPEN = {**SEEN, **TOLD}
ALL_PRIVATE = {**HER_ALONE, **FAMILY}
WENT_THROUGH = Action("Talked it through with the manager", AT_THE_VISIT, "Priya Shah")


def at_age(days, case_born=date(2026, 10, 9)):
    day = case_born + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 14, 21, tzinfo=UTC)


def gathered(case):
    """{rule: lines} of the gathered items that are open."""
    rows = OutstandingItem.objects.open().filter(case=case, rule_key__in=(OPEN, PRIVATE))
    return {row.rule_key: row.opened_because for row in rows}


def test_a_review_at_which_nothing_was_asked_opens_one_open_and_one_private_item(case):
    signed(case, {"father_identity": None})

    open_item, private = item(case, OPEN), item(case, PRIVATE)
    assert (open_item.private, private.private) == (False, True)
    assert {open_item.title, private.title} == {"Ask what has not been asked"}
    assert open_item.due_on == private.due_on == AT_THE_VISIT.date() + timedelta(days=28)
    assert open_item.get_priority_display() == private.get_priority_display() == "High"
    assert set(open_item.opened_because) <= {"history", "sleep_space", "messages"}
    assert set(private.opened_because) <= {"enquiry", "father", "adults"}


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ({**ALL_OPEN, **ALL_PRIVATE}, set()),
        (ALL_OPEN, {PRIVATE}),
        (ALL_PRIVATE, {OPEN}),
        ({}, {OPEN, PRIVATE}),
    ],
    ids=["all asked", "private left", "open left", "both left"],
)
def test_each_item_comes_of_its_own_questions_alone(case, said, opened):
    signed(case, said)

    assert gathered(case).keys() == opened

"""Who has had the advice directly: from when, until an answer leaves them out."""

from datetime import date, timedelta

import pytest

from checklists.facts.contacts import Contact
from checklists.facts.facts import Facts, facts_after_contact

SLEEP = "sleep_messages_reached"
FIRST_DAY = date(2026, 10, 20)


def contact(day, by="Nia Northfield", **said):
    return Contact(
        visit_id="visit",
        visit_type="6-8-week",
        on=FIRST_DAY + timedelta(days=day),
        by=by,
        open_answers={key: {"value": value} for key, value in said.items()},
    )


def heard(*contacts, topic=SLEEP):
    facts = Facts()
    for one in contacts:
        facts = facts_after_contact(facts, one)
    return facts.heard.get(topic, {}).get("who", {})


def test_from_the_first_contact_that_names_them():
    who = heard(
        contact(0, sleep_messages_reached=["mother"]),
        contact(9, by="Other Nurse", sleep_messages_reached=["mother", "father"]),
    )

    assert (who["mother"]["on"], who["mother"]["by"]) == ("2026-10-20", "Nia Northfield")
    assert (who["father"]["on"], who["father"]["by"]) == ("2026-10-29", "Other Nurse")


def test_until_an_answer_leaves_them_out():
    who = heard(
        contact(0, sleep_messages_reached=["mother", "father"]),
        contact(9, sleep_messages_reached=["mother"]),
    )

    assert list(who) == ["mother"]


def test_a_contact_that_does_not_ask_changes_nothing():
    said = contact(0, sleep_messages_reached=["mother"])

    assert heard(said, contact(9, sleep_messages_reached=None)) == heard(said)


@pytest.mark.parametrize(
    ("checked", "said_back"), [("teach_back", True), ("discussion", False), (None, False)]
)
def test_said_back_is_what_was_checked_at_that_contact(checked, said_back):
    told = contact(0, sleep_messages_reached=["father"], understanding_checked=checked)
    later = contact(9, sleep_messages_reached=["father"], understanding_checked="teach_back")

    assert heard(told, later)["father"]["said_back"] is said_back


def test_one_signed_late_only_moves_the_day_back():
    who = heard(
        contact(9, sleep_messages_reached=["mother"]),
        contact(0, by="Other Nurse", sleep_messages_reached=["mother", "father"]),
    )

    assert list(who) == ["mother"]
    assert (who["mother"]["on"], who["mother"]["by"]) == ("2026-10-20", "Other Nurse")


@pytest.mark.parametrize(("answer", "known"), [("done", True), ("partly_done", False)])
def test_crying_counts_for_the_main_carer_when_it_was_done(answer, known):
    who = heard(contact(0, icon_given_main=answer), topic="icon_given_main")

    assert ("main_carer" in who) is known

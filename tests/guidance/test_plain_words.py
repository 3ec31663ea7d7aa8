"""An editor reads conditions and changes in the words of the checklist."""

import pytest

from checklists.guidance.plain_words import Line, days, in_words, override_in_words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, "Always"),
        ("manual", "A person closes it, with a reason"),
        (
            {"prompt": "sleep_back", "op": "in", "value": ["sometimes", "front_or_side"]},
            "“Is the baby always put down on their back?” is “Not always” or "
            "“Usually front or side”",
        ),
        (
            {"prompt": "baby_seen", "op": "eq", "value": "remote_contact", "field": "reason"},
            "The reason at “Did I see the baby at this contact?” is “Telephone or video contact”",
        ),
        (
            {"prompt": "sleep_action_plan", "op": "is_not_empty"},
            "“What has the family agreed to change, by when, and who will check?” is answered",
        ),
        (
            {"fact": "open_items", "op": "gte", "value": 1},
            "The fact open_items (All open items) is at least 1",
        ),
        (
            {"fact": "open_items", "op": "gte", "value": {"setting": "handover_days"}},
            "The fact open_items (All open items) is at least the setting handover_days",
        ),
        (
            {"fact": "open_items", "op": "eq", "value": True},
            "The fact open_items (All open items) is true",
        ),
        (
            {"prompt": "gone", "op": "is_empty"},
            "Not a condition: {'prompt': 'gone', 'op': 'is_empty'}",
        ),
    ],
)
def test_a_condition_is_read_in_the_words_of_the_checklist(checklist, condition, words):
    assert in_words(condition, checklist).text == words


def test_groups_hold_their_parts(checklist):
    condition = {"all": [{"not": "manual"}, {"any": [None]}]}

    line = in_words(condition, checklist)

    manual = Line("A person closes it, with a reason")
    assert line == Line(
        "All of these:",
        (
            Line("Not (a blank counts as not):", (manual,)),
            Line("Any of these:", (Line("Always"),)),
        ),
    )


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ({"priority": "high", "due_in_days": 1}, "High, due in 1 day instead, when:"),
        ({"due_in_days": 0}, "Due the same day instead, when:"),
        (
            {"priority": "routine", "due_anchor": "edd", "due_offset_days": -28},
            "Routine, due 28 days before the baby is due instead, when:",
        ),
    ],
)
def test_a_change_says_what_becomes_of_the_item(checklist, override, words):
    assert override_in_words(override, checklist).text == words


def test_every_condition_of_the_file_can_be_read(checklist):
    for rule in checklist.rules:
        for condition in (rule.when, rule.closes_when):
            assert "Not a condition" not in str(in_words(condition, checklist))


@pytest.mark.parametrize(("number", "words"), [(0, "due the same day"), (1, "due in 1 day")])
def test_days_are_counted_in_words(number, words):
    assert days(number) == words

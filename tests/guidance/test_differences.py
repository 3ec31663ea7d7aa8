"""What an editor reads of the differences between two versions."""

from checklists.guidance.differences import differences
from tests.guidance.conftest import FILE


def test_a_copy_does_not_differ(content):
    assert differences(FILE, content) == []


def test_each_changed_part_is_named_with_its_fields(content):
    point = content["points"][2]
    point["guidance"] = "Other words."
    point["prompts"][0] |= {"text": "Where?", "help": "Ask."}
    content["lists"]["status"][0]["label"] = "All done"
    content["rules"][0]["creates"]["due_in_days"] = 1
    content["resources"][0]["title"] = "Another title"

    assert sorted(differences(FILE, content)) == [
        "List status: entries",
        "Point 3: guidance",
        "Prompt sleep_night_place: text, help",
        'Resource "ddscp-briefing": title',
        "Rule baby_urgent_worry: due in days",
    ]


def test_what_is_new_or_gone_is_said(content):
    content["rules"][0]["key"] = "baby_worry_now"

    assert differences(FILE, content) == [
        "Rule baby_worry_now: new",
        "Rule baby_urgent_worry: gone",
    ]

"""What an editor reads of the differences between two versions."""

from checklists.guidance.differences import differences
from tests.guidance.conftest import FILE
from tests.guidance.content_file import prompt, rule


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


def test_what_an_answer_means_is_told_apart_from_its_words(content):
    content["lists"]["status"][0]["means"] = "gap"
    content["lists"]["put_right"][1] |= {"means": "known", "label": "Part of it"}

    assert differences(FILE, content) == [
        "List status: entries (what is meant by “Done”)",
        "List put_right: entries, entries (what is meant by “Part of it”)",
    ]


def test_what_follows_and_what_is_asked_no_more_is_named_whether_new_or_gone(content):
    prompt(content, "sleep_back")["nothing_follows"] = "It is asked again."
    prompt(content, "sleep_day_place")["replaced_by"] = ["sleep_back"]
    del prompt(content, "sup_items_reviewed")["nothing_follows"]
    rule(content, "adult_gap")["steps"] = ["adult_met"]
    del rule(content, "bruise_non_mobile")["steps"]

    assert sorted(differences(FILE, content)) == [
        "Prompt sleep_back: nothing follows",
        "Prompt sleep_day_place: replaced by",
        "Prompt sup_items_reviewed: nothing follows",
        "Rule adult_gap: steps",
        "Rule bruise_non_mobile: steps",
    ]

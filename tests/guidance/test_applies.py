"""Which prompts a contact asks, and which follow-ups an answer shows."""

import pytest

from checklists.guidance.applies import (
    all_tasks,
    answers_of_record,
    prompts_for,
    shown_keys,
    shown_with_records,
    tasks_for,
)
from checklists.guidance.compiled import compile_content
from checklists.guidance.conditions import Given
from tests.guidance.content_file import prompt

NO_FACTS = {}


def shown(checklist, answers, visit_type="6-8-week", stage="born", facts=NO_FACTS):
    given = {key: Given(value) for key, value in answers.items()}
    return shown_keys(prompts_for(checklist, visit_type, stage), given, facts, {})


def test_brief_contact_asks_eleven_required_prompts(checklist):
    asked = prompts_for(checklist, "brief-contact", "born")

    assert sum(prompt.required and prompt.show_when is None for prompt in asked) == 11


def test_a_retired_prompt_is_asked_by_no_visit_and_stands_on_no_page(content):
    prompt(content, "other_needs")["replaced_by"] = ["plan_level"]
    checklist = compile_content(content)

    asked = prompts_for(checklist, "6-8-week", "born")
    pages = [one for task in all_tasks(checklist) for one in task.prompts]

    assert "other_needs" in checklist.prompts
    assert "plan_level" in {one.key for one in asked}
    assert "other_needs" not in {one.key for one in [*asked, *pages]}


def test_stage_hides_what_belongs_to_the_other(checklist):
    pregnancy = {prompt.key for prompt in prompts_for(checklist, "targeted", "pregnancy")}
    born = {prompt.key for prompt in prompts_for(checklist, "targeted", "born")}

    assert "da_antenatal" in pregnancy - born
    assert "da_postnatal" in born - pregnancy


def test_follow_up_shows_on_its_answer(checklist):
    assert "mark_type" not in shown(checklist, {"mark_seen": "no"})
    assert "mark_type" in shown(checklist, {"mark_seen": "yes"})


def test_answer_to_a_hidden_prompt_shows_nothing(checklist):
    answers = {"mark_seen": "no", "mark_type": ["unclear"]}

    found = shown(checklist, answers)

    assert "mark_type" not in found
    assert "mark_birthmark_verified" not in found


def test_follow_up_may_read_a_later_point(checklist):
    assert "neglect_tool" not in shown(checklist, {"plan_level": "universal"})
    assert "neglect_tool" in shown(checklist, {"plan_level": "child_protection"})


def test_answer_carried_from_an_earlier_visit_counts(checklist):
    answers = {"sleep_smoking_who": ["mother"]}

    found = shown(checklist, answers, visit_type="brief-contact")

    assert "sleep_smoking_who" in found


def test_facts_show_prompts(checklist):
    assert "mark_outcome" in shown(checklist, {}, facts={"mark_followup_open": True})
    assert "mark_outcome" not in shown(checklist, {}, facts={"mark_followup_open": False})


def test_each_adult_has_follow_ups_of_their_own(checklist):
    asked = prompts_for(checklist, "6-8-week", "born")
    answers = {"adult_role:a": Given("birth_father"), "adult_role:b": Given("grandparent")}

    found = shown_with_records(asked, answers, NO_FACTS, {}, ["a", "b"])

    assert "adult_concerns:a" in found
    assert "adult_concerns:b" not in found
    assert "adult_name:b" in found
    assert "adult_name" not in found


def test_one_adults_answers_are_not_seen_beside_another(checklist):
    answers = {"adult_role:a": Given("x"), "adult_role:b": Given("y"), "plan_level": Given("z")}

    assert answers_of_record(answers, "b") == {"adult_role": Given("y"), "plan_level": Given("z")}


def test_tasks_are_taken_in_the_order_of_the_visit(checklist):
    groups = tasks_for(checklist, "6-8-week", "born")

    assert [(group.title, [task.title for task in group.tasks]) for group in groups] == [
        ("Before you knock", ["Read the history"]),
        (
            "With the family",
            [
                "Baby today",
                "Weight and skin check",
                "Next steps for today",
                "Body map",
                "Sleep",
                "Handling",
                "Home",
                "What the family knows",
            ],
        ),
        (
            "Wellbeing",
            [
                "Parents' health",
                "Mother's wellbeing",
                "Family and friends",
                "Pregnancy and family background",
            ],
        ),
        (
            "Before you sign",
            [
                "Family picture",
                "Plan and services",
                "Professionals involved",
                "How the visit went",
                "Team discussion",
                "Last question about the baby",
            ],
        ),
    ]


@pytest.mark.parametrize("stage", ["pregnancy", "born"])
def test_every_prompt_is_on_one_page(checklist, stage):
    for visit_type in checklist.points[0].applies_to:
        groups = tasks_for(checklist, visit_type, stage)
        paged = [prompt.key for group in groups for task in group.tasks for prompt in task.prompts]

        asked = [prompt.key for prompt in prompts_for(checklist, visit_type, stage)]
        assert sorted(paged) == sorted(asked)


def test_addresses_of_pages_are_neutral_and_differ(checklist):
    tasks = [t for group in tasks_for(checklist, "6-8-week", "born") for t in group.tasks]
    slugs = [task.slug for task in tasks]

    assert len(set(slugs)) == len(slugs)
    assert "mothers-wellbeing" in slugs
    assert not any("abuse" in slug or "bruis" in slug for slug in slugs)


def test_last_question_names_the_baby_on_the_screen(checklist):
    last = tasks_for(checklist, "6-8-week", "born")[-1].tasks[-1]

    assert last.title_for("Wren") == "Last question about Wren"
    assert last.title_for("") == "Last question about the baby"

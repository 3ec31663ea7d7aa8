"""Editors say what an answer means, what follows and what is asked no more, in plain words."""

import pytest

from checklists.guidance.before_publishing import problems_of_version
from tests.guidance.editing import change_url, entries, filled_in, refused, save

MISSING = "Known to be missing or not done"
NEW = {"value": "some_nights", "label": "Some nights", "means": "gap"}


def body(client, row):
    return client.get(change_url(row)).content.decode()


def test_a_new_choice_says_in_plain_words_what_it_means(client, draft):
    prompt = draft.prompts.get(key="sleep_room_share")
    for words in ("What it means", "It is known", "Nobody knows yet", MISSING):
        assert words in body(client, prompt)

    save(client, prompt, **entries("choices", [*prompt.choices, NEW]))

    assert prompt.choices[-1] == NEW


def test_what_a_new_choice_means_is_asked_for(client, draft):
    prompt = draft.prompts.get(key="sleep_room_share")
    unsaid = [*prompt.choices, {**NEW, "means": ""}]

    told = refused(client, prompt, **entries("choices", unsaid))

    assert "some_nights: choose from the list under “What it means”" in told


def test_what_was_published_is_shown_and_cannot_be_changed(client, draft):
    shared = draft.lists.get(key="put_right")
    assert f"{MISSING}\n" in body(client, shared)

    lines = [{**shared.entries[0], "means": "gap"}, *shared.entries[1:]]

    assert "yes: it was published as “It is known”" in refused(
        client, shared, **entries("entries", lines)
    )


def test_a_reason_of_a_private_question_says_both(client, draft):
    shared = draft.lists.get(key="enquiry_not_made")
    data = filled_in(client, shared)

    assert (data["entries-0-means"], data["entries-0-neutral"]) == ("unknown", "not_a_good_time")


def test_what_a_published_choice_means_is_read_by_everyone_who_reads_it(client, editor, version):
    page = body(client, version.prompts.get(key="sleep_room_share"))

    assert "<code>no</code>: It is known" in page


def test_an_editor_says_why_nothing_follows_and_a_gap_without_it_is_told(client, draft):
    prompt = draft.prompts.get(key="sup_items_reviewed")

    save(client, prompt, nothing_follows="")

    assert sum("nothing follows" in one for one in problems_of_version(draft)) == 2
    save(client, prompt, nothing_follows="They stay open on every list.")
    assert problems_of_version(draft) == []


def test_an_editor_retires_a_prompt_by_choosing_what_is_asked_in_its_place(client, draft):
    prompt = draft.prompts.get(key="multiagency_learning")
    save(client, prompt, replaced_by=["role_uncertainty"])
    assert prompt.replaced_by == ["role_uncertainty"]

    other = draft.prompts.get(key="agencies_involved")
    assert "(multiagency_learning)" not in body(client, other)  # it is asked no more itself

    save(client, prompt, replaced_by=[])
    assert prompt.replaced_by == []


def test_an_editor_chooses_the_steps_of_a_rule(client, draft):
    rule = draft.rules.get(key="sleep_space_hazard")
    save(client, rule, steps=["sleep_made_safe", "sleep_action_plan"])
    assert set(rule.steps) == {"sleep_made_safe", "sleep_action_plan"}

    save(client, rule, steps=["da_dash"])

    assert any("its item is open, and the question is private" in one for one in of(draft))


def of(draft):
    return problems_of_version(draft)


@pytest.mark.parametrize("key", ["bruise_non_mobile", "da_disclosure_followup"])
def test_the_steps_of_the_gravest_rules_are_read_and_not_changed(client, draft, key):
    rule = draft.rules.get(key=key)

    page = body(client, rule)

    assert f"({rule.steps[0]})" in page
    assert 'name="steps"' not in page

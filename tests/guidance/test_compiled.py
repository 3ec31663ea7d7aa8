"""A version as code reads it: choices resolved, and what is carried or private marked."""

import pytest

from checklists.guidance.compiled import compiled
from checklists.guidance.publishing import copy_to_draft
from tests.guidance.conftest import NOW


def test_named_lists_become_choices(checklist):
    prompt = checklist.prompts["skin_seen"]

    assert prompt.label_of("partly_done") == "Partly done"
    assert prompt.reason_label_of("unwell") == "Parent or baby unwell or distressed"


def test_prompt_without_visit_types_takes_those_of_its_point(checklist):
    assert checklist.prompts["history_reviewed"].applies_to == (
        checklist.points_by_number[4].applies_to
    )


@pytest.mark.parametrize(
    ("key", "carried"),
    [
        ("sleep_smoking_who", True),  # asked once
        ("sleep_smoking_referral", True),  # triggered by what is asked once
        ("coercion_indicators", True),  # triggered by such a follow-up
        ("sleep_bed_share", False),  # asked at every contact
        ("mark_type", False),  # triggered by what is asked at every contact
        ("services_in_place", False),  # may be triggered by what is asked at every contact
        ("mark_outcome", False),  # triggered by a fact
    ],
)
def test_what_is_carried_forward(checklist, key, carried):
    assert checklist.prompts[key].is_carried is carried


def test_a_point_is_private_when_all_its_prompts_are(checklist):
    private = [point.number for point in checklist.points if point.is_private]

    assert private == [5, 8, 9, 12, 13]


def test_72_of_171_prompts_are_private(checklist):
    assert len(checklist.prompts) == 171
    assert sum(prompt.is_private for prompt in checklist.prompts.values()) == 72


def test_published_version_is_compiled_once(version, django_assert_num_queries):
    first = compiled(version)

    with django_assert_num_queries(0):
        assert compiled(version) is first


def test_draft_is_never_kept(version):
    draft = copy_to_draft(by=None, at=NOW)
    before = compiled(draft).prompts["baby_seen"].text
    draft.prompts.filter(key="baby_seen").update(text="Did you see the baby?")

    assert compiled(draft).prompts["baby_seen"].text == "Did you see the baby?" != before

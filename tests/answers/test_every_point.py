"""Every point of every kind of visit opens, and what is answered there is on the sheet."""

import pytest

from checklists.answers.in_force import prompt_key
from checklists.answers.typed import field_name
from checklists.guidance.conditions import facts_in, prompts_in
from checklists.household.adults import add_adult
from tests.answers.conftest import NOW
from tests.answers.filling import (
    CONTENT,
    fields,
    fill,
    opened,
    url_of,
    value_for,
    working_visit,
)
from tests.factories import CaseFactory

pytestmark = pytest.mark.sqlite_only

NOT_AT = {"edd": "born", "dob": "pregnancy"}
KINDS = [
    (kind["slug"], stage)
    for kind in CONTENT["visit_types"]
    for stage in ("pregnancy", "born")
    if kind["kind"] == "visit"
    and NOT_AT.get(kind["due_rule"] and kind["due_rule"]["anchor"]) != stage
]


def answer_page(client, visit, task, *, last):
    """Fill in whatever the page has that has no answer yet; what was answered, by key."""
    page, now, given = fields(opened(client, visit, task.slug)), working_visit(visit), {}
    for key, prompt in now.keyed(task.prompts):
        if f"{field_name(key)}__rev" in page.sent and key not in now.documents:
            given[key] = value_for(prompt, last=last)
            fill(page.sent, key, prompt, given[key])
    response = client.post(url_of(visit, task.slug), page.sent)
    assert response.status_code == 302, response.content.decode()
    return given


def unfinished(visit):
    """The pages that ask something now which has no answer."""
    now = working_visit(visit)
    return [
        task
        for task in now.all_tasks
        if any(key not in now.documents for key, _ in now.asked(task.prompts))
    ]


# The first choice that brings up most, or the last: in turns, for most prompts stand in many kinds.
IN_TURNS = [(*kind, bool(number % 2)) for number, kind in enumerate(KINDS)]


@pytest.mark.parametrize(("visit_type", "stage", "last"), IN_TURNS)
def test_every_prompt_is_asked_answered_and_kept(
    content_in_force, begin, client, visit_type, stage, last
):
    case = CaseFactory(unborn=stage == "pregnancy")
    add_adult(case, named="known", answers={}, by=case.owner, at=NOW)
    visit = begin(case, visit_type)
    client.force_login(case.owner)

    given = {}
    while pages := unfinished(visit):
        for task in pages:
            given |= answer_page(client, visit, task, last=last)

    now = working_visit(visit)
    kept = {key: entry["value"] for key, entry in now.documents.items()}
    assert kept == given
    assert encrypted_apart(visit, now)


def encrypted_apart(visit, now):
    """Whether exactly the private answers are away from the open body."""
    visit.sheet.refresh_from_db()
    private = {key for key in now.documents if now.compiled.prompts[prompt_key(key)].is_private}
    return not private & set(visit.sheet.body) and set(now.private_document) == private


def test_no_prompt_of_a_visit_is_out_of_reach(content_in_force, begin):
    """Whatever a visit may ask depends on facts or on prompts that some visit asks."""
    asked = {
        prompt.key: prompt
        for visit_type, stage in KINDS
        for prompt in working_visit(
            begin(CaseFactory(unborn=stage == "pregnancy"), visit_type)
        ).prompts
    }

    unreachable = [
        key
        for key, prompt in asked.items()
        if prompt.show_when
        and not facts_in(prompt.show_when)
        and not prompts_in(prompt.show_when) & set(asked)
    ]

    assert unreachable == []

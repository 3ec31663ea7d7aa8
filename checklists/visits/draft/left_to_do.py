"""What a draft leaves to do before it is signed, as links, and what was passed over.

Nothing that a page shows only once it is opened is named here: such a page is one neutral line.
"""

from typing import Any

from django.urls import reverse

from checklists.answers.before_signing import OUT_OF_PLACE, REASON, Gap
from checklists.answers.in_force import prompt_key
from checklists.answers.typed import field_name
from checklists.answers.words import value_words
from checklists.guidance.applies import Task
from checklists.visits.draft.contradicting import Contradiction
from checklists.visits.draft.planning import Preview
from checklists.visits.draft.states import (
    NOT_STARTED,
    answers_on_page,
    has_part_passed_over,
    state_before_any_answer,
)
from checklists.visits.draft.stopping import changes_to_stop, is_hers_alone
from checklists.visits.draft.working import WorkingVisit


def left_to_do(preview: Preview) -> dict[str, Any]:
    """What signing waits for, as links: what is missing, what only she can answer, and what does
    not fit together; `covered` is whether one reason for all would stand for anything.

    A page with something left that is shut is one neutral line, whatever it is that is left.
    """
    rows = [gap_row(gap, preview.working) for gap in open_gaps(preview)]
    shut = shut_rows(preview, keys_left(preview))
    return {
        "missing": [row for row in rows if not row["only_you"]],
        "only_you": [row for row in rows if row["only_you"]],
        "shut": shut,
        "not_started": not_started_rows(preview.working, but=[*rows, *shut]),
        "shut_only_you": shut_rows(
            preview, {gap.key for gap in preview.gaps if is_hers_alone(gap, preview.working)}
        ),
        "contradictions": contradiction_rows(preview, private=False),
        "covered": bool(changes_to_stop(preview.working)),
        "left": bool(preview.gaps),
    }


def open_gaps(preview: Preview) -> list[Gap]:
    """What is missing on the pages that show it at once."""
    return [gap for gap in preview.gaps if not is_shut(gap.key, preview.working)]


def gap_row(gap: Gap, working: WorkingVisit) -> dict[str, Any]:
    misfit = gap.why == OUT_OF_PLACE
    return {
        "text": gap_words(gap, working),
        "side": title_of(gap.key, working),
        "url": url_of(gap.key, working),
        "only_you": is_hers_alone(gap, working) and not misfit,
    }


def gap_words(gap: Gap, working: WorkingVisit) -> str:
    """The question, and what of its answer is left: a reason, or another answer."""
    prompt = working.compiled.prompts[prompt_key(gap.key)]
    if gap.why == OUT_OF_PLACE:
        return f"\u2018{gap.words}\u2019 no longer fits: {prompt.text}"
    if gap.why != REASON:
        return prompt.text
    said = value_words(prompt, working.documents[gap.key]["value"])
    return f"Say why \u2018{said}\u2019: {prompt.text}" if said else f"Say why: {prompt.text}"


def keys_left(preview: Preview) -> set[str]:
    """Of gaps, and of private answers that do not fit together."""
    clashing = {key for one in preview.contradictions if one.is_private for key in one.keys}
    return {gap.key for gap in preview.gaps} | clashing


def shut_rows(preview: Preview, keys: set[str]) -> list[dict[str, str]]:
    """One neutral line for each page that shows one of these keys only once it is opened."""
    shut = [key for key in keys if is_shut(key, preview.working)]
    return [
        {
            "text": f"Open {task.title_for(preview.working.case.given_name)}",
            "side": "Something is left",
            "url": reverse("visit_point", args=[preview.working.visit.pk, task.slug]),
        }
        for task in preview.working.all_tasks
        if any(is_asked_on(key, task) for key in shut)
    ]


def contradiction_rows(preview: Preview, *, private: bool) -> list[dict[str, Any]]:
    """Each in its words, with links to what may be changed; private ones are for an opened part."""
    return [
        {"words": one.words, "links": links_of(one, preview.working)}
        for one in preview.contradictions
        if one.is_private == private
    ]


def links_of(one: Contradiction, working: WorkingVisit) -> list[dict[str, str]]:
    links = [
        {"text": working.compiled.prompts[prompt_key(key)].text, "url": url_of(key, working)}
        for key in one.keys
    ]
    here = reverse("visit_presence", args=[working.visit.pk])
    presence = {"text": "Change who is here", "url": f"{here}?next=visit_review"}
    return [*links, presence] if one.reads_presence else links


def is_shut(key: str, working: WorkingVisit) -> bool:
    return working.compiled.prompts[prompt_key(key)].is_hidden_at_first


def task_that_asks(key: str, working: WorkingVisit) -> Task:
    return next(task for task in working.all_tasks if is_asked_on(key, task))


def title_of(key: str, working: WorkingVisit) -> str:
    return task_that_asks(key, working).title_for(working.case.given_name)


def url_of(key: str, working: WorkingVisit) -> str:
    """The question on its page; a private one by its page alone, which arrives shut."""
    page = reverse("visit_point", args=[working.visit.pk, task_that_asks(key, working).slug])
    return page if is_shut(key, working) else f"{page}#q-{field_name(key)}"


def not_started_rows(working: WorkingVisit, *, but: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Links to what asks something and was passed over, and is not named already.

    It does not hold up signing.
    """
    named = {row["url"].partition("#")[0] for row in but}
    rows = [
        {
            "text": task.title_for(working.case.given_name),
            "side": side,
            "url": reverse("visit_point", args=[working.visit.pk, task.slug]),
        }
        for task in working.all_tasks
        if (side := passed_over_words(task, working))
    ]
    return [row for row in rows if row["url"] not in named]


def without_named(rows: list[dict[str, str]], named: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of what was passed over, without pages of which `named` names a question."""
    questions = [question for line in named["lines"] for question in line["questions"]]
    pages = {one["ask"].partition("#")[0] for one in questions if "ask" in one}
    return [row for row in rows if row["side"] != NOT_STARTED or row["url"] not in pages]


def passed_over_words(task: Task, working: WorkingVisit) -> str:
    """What was passed over on this page, '' for nothing.

    A page that may open to nothing was not passed over, and a page apart says the same of every
    family.
    """
    if task.is_apart:
        return ""
    entries = answers_on_page(task, working)
    if not entries:
        return NOT_STARTED if state_before_any_answer(task, working) == NOT_STARTED else ""
    return "One part not started" if has_part_passed_over(task, working, entries) else ""


def is_asked_on(key: str, task: Task) -> bool:
    return any(prompt.key == prompt_key(key) for prompt in task.prompts)

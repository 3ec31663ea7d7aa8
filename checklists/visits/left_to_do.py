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
from checklists.visits.contradicting import Contradiction
from checklists.visits.current import Working
from checklists.visits.planning import Preview
from checklists.visits.states import NOT_STARTED, before_anything_is_said, passed_over, said_on
from checklists.visits.stopping import changes_for, is_hers_alone


def left_to_do(now: Preview) -> dict[str, Any]:
    """What signing waits for, as links: what is missing, what only she can answer, and what does
    not fit together; `covered` is how many one reason for all would stand for.

    A page with something left that is shut is one neutral line, whatever it is that is left.
    """
    rows = [gap_row(gap, now.working) for gap in now.gaps if not is_shut(gap.key, now.working)]
    shut = shut_rows(now, keys_left(now))
    return {
        "missing": [row for row in rows if not row["only_you"]],
        "only_you": [row for row in rows if row["only_you"]],
        "shut": shut,
        "not_started": not_started(now.working, but=[*rows, *shut]),
        "shut_only_you": shut_rows(
            now, {gap.key for gap in now.gaps if is_hers_alone(gap, now.working)}
        ),
        "contradictions": contradiction_rows(now, private=False),
        "covered": len(changes_for(now.working)),
        "left": len(now.gaps),
    }


def gap_row(gap: Gap, now: Working) -> dict[str, Any]:
    misfit = gap.why == OUT_OF_PLACE
    return {
        "text": asks_of(gap, now),
        "side": title_of(gap.key, now),
        "url": url_of(gap.key, now),
        "only_you": is_hers_alone(gap, now) and not misfit,
    }


def asks_of(gap: Gap, now: Working) -> str:
    """The question, and what of its answer is left: a reason, or another answer."""
    prompt = now.compiled.prompts[prompt_key(gap.key)]
    if gap.why == OUT_OF_PLACE:
        return f"\u2018{gap.words}\u2019 no longer fits: {prompt.text}"
    if gap.why != REASON:
        return prompt.text
    said = value_words(prompt, now.documents[gap.key]["value"])
    return f"Say why \u2018{said}\u2019: {prompt.text}" if said else f"Say why: {prompt.text}"


def keys_left(now: Preview) -> set[str]:
    """Of gaps, and of private answers that do not fit together."""
    clashing = {key for one in now.contradictions if one.is_private for key in one.keys}
    return {gap.key for gap in now.gaps} | clashing


def shut_rows(now: Preview, keys: set[str]) -> list[dict[str, str]]:
    """One neutral line for each page that shows one of these keys only once it is opened."""
    shut = [key for key in keys if is_shut(key, now.working)]
    return [
        {
            "text": f"Open {task.title_for(now.working.case.given_name)}",
            "side": "Something is left",
            "url": reverse("visit_point", args=[now.working.visit.pk, task.slug]),
        }
        for task in now.working.all_tasks
        if any(belongs(key, task) for key in shut)
    ]


def contradiction_rows(now: Preview, *, private: bool) -> list[dict[str, Any]]:
    """Each in its words, with links to what may be changed; private ones are for an opened part."""
    return [
        {"words": one.words, "links": links_of(one, now.working)}
        for one in now.contradictions
        if one.is_private == private
    ]


def links_of(one: Contradiction, now: Working) -> list[dict[str, str]]:
    links = [
        {"text": now.compiled.prompts[prompt_key(key)].text, "url": url_of(key, now)}
        for key in one.keys
    ]
    here = reverse("visit_presence", args=[now.visit.pk])
    presence = {"text": "Change who is here", "url": f"{here}?next=visit_review"}
    return [*links, presence] if one.reads_presence else links


def is_shut(key: str, now: Working) -> bool:
    return now.compiled.prompts[prompt_key(key)].is_hidden_at_first


def task_of(key: str, now: Working) -> Task:
    return next(task for task in now.all_tasks if belongs(key, task))


def title_of(key: str, now: Working) -> str:
    return task_of(key, now).title_for(now.case.given_name)


def url_of(key: str, now: Working) -> str:
    """The question on its page; a private one by its page alone, which arrives shut."""
    page = reverse("visit_point", args=[now.visit.pk, task_of(key, now).slug])
    return page if is_shut(key, now) else f"{page}#q-{field_name(key)}"


def not_started(now: Working, *, but: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Links to what asks something and was passed over, and is not named already.

    It does not hold up signing.
    """
    named = {row["url"].partition("#")[0] for row in but}
    rows = [
        {
            "text": task.title_for(now.case.given_name),
            "side": side,
            "url": reverse("visit_point", args=[now.visit.pk, task.slug]),
        }
        for task in now.all_tasks
        if (side := side_of(task, now))
    ]
    return [row for row in rows if row["url"] not in named]


def side_of(task: Task, now: Working) -> str:
    """What was passed over on this page, '' for nothing.

    A page that may open to nothing was not passed over, and a page apart says the same of every
    family.
    """
    if task.is_apart:
        return ""
    entries = said_on(task, now)
    if not entries:
        return NOT_STARTED if before_anything_is_said(task, now) == NOT_STARTED else ""
    return "One part not started" if passed_over(task, now, entries) else ""


def belongs(key: str, task: Task) -> bool:
    return any(prompt.key == prompt_key(key) for prompt in task.prompts)

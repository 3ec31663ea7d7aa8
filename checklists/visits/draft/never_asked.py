"""What nobody has ever asked in this family, as it stands with the answers of this draft.

A question goes off as soon as it is answered or a reason is given. Nothing is asked of the database
beside what the page of the draft has read.
"""

from typing import Any

from django.urls import reverse

from checklists.answers.could_not_ask import value_for_not_put
from checklists.answers.not_known_words import (
    names_of_adults,
    not_known_lines,
    number_words,
)
from checklists.answers.typed import field_name
from checklists.answers.views.choice_set import choice_id
from checklists.facts.by_task import by_task, open_ones, private_ones
from checklists.facts.not_known import Question, Standing
from checklists.guidance.applies import Task, all_tasks
from checklists.visits.draft.not_known_that_day import questions_left_by
from checklists.visits.draft.planning import Preview
from checklists.visits.draft.working import WorkingVisit


def never_asked(preview: Preview) -> list[Question]:
    """Private ones too, when the facts of the family were read with their private part."""
    return [one for one in questions_left_by(preview) if one.standing == Standing.NEVER_ASKED]


def open_part(preview: Preview) -> dict[str, Any]:
    """For the shut review: {"number", "lines", "also"}.

    What signing waits for is named there already, and `also` says that there is more of it.
    """
    missing = {gap.key for gap in preview.gaps}
    listed = open_ones(never_asked(preview))
    left = [one for one in listed if one.key not in missing]
    return {**part(left, preview.working), "also": len(left) < len(listed)}


def private_part(preview: Preview) -> dict[str, Any]:
    """The same of what is private, for the opened part alone."""
    return part(private_ones(never_asked(preview)), preview.working)


def part(questions: list[Question], working: WorkingVisit) -> dict[str, Any]:
    return {
        "number": len(questions),
        "lines": not_known_lines(
            by_task(questions, all_tasks(working.compiled)),
            working.compiled.neutral_reasons,
            baby=working.case.given_name,
            names=names_of_adults({**working.last_known, **working.documents}),
            links=lambda question: links_of(question, working),
        ),
    }


def links_of(question: Question, working: WorkingVisit) -> dict[str, str]:
    """{"ask", "why"}: where it is asked at this visit, if it is. A private page arrives shut, and
    has one link."""
    task = next((one for one in working.all_tasks if asks(one, question)), None)
    if task is None or question.key not in working.shown:
        return {}
    page = reverse("visit_point", args=[working.visit.pk, task.slug])
    if question.prompt.is_hidden_at_first:
        return {"ask": page}
    name = field_name(question.key)
    # A browser unfolds what a link leads into: the first of the reasons. Where "not done" asks
    # why, the reasons stand under that answer.
    asks_why = value_for_not_put(question.prompt) in question.prompt.reason_required_when
    why = f"q-{name}" if asks_why else choice_id(f"{name}__why", 0)
    return {"ask": f"{page}#q-{name}", "why": f"{page}#{why}"}


def asks(task: Task, question: Question) -> bool:
    return any(prompt.key == question.prompt.key for prompt in task.prompts)


def in_sight(preview: Preview) -> tuple[str, dict[str, str]]:
    """In words and numbers, as on the page of the family, what is not known yet on open pages: in
    all, and by the slug of the task that asks it at this visit."""
    listed = open_ones(questions_left_by(preview))
    tasks = by_task(listed, preview.working.all_tasks)
    return number_words(listed), {one.task.slug: number_words(one.questions) for one in tasks}

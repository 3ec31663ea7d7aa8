"""What is not known yet of a family, and by which task of a visit it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checklists.cases.models.case import Case
from checklists.facts.confirming import AroundTheBaby
from checklists.facts.facts import Facts
from checklists.facts.not_known import Question, baseline_questions, not_known
from checklists.facts.rule_facts import facts_for_rules
from checklists.guidance.applies import Task
from checklists.guidance.compiled_version import Compiled


@dataclass(frozen=True)
class TaskNotKnown:
    """A task, and its questions that stand open; at least one."""

    task: Task
    questions: tuple[Question, ...]


def not_known_of(
    case: Case,
    facts: Facts,
    wording: Compiled,
    on: date,
    *,
    stage: str = "",
    adults: Iterable[AroundTheBaby] = (),
) -> list[Question]:
    """The questions of a family that stand open on a day; `stage` is that of a visit, else today's.

    Nothing is asked of the database. The private ones are there only when `facts` were read with
    their private part. Open items decide about no question that every family is asked.
    """
    around = list(adults)
    stage = stage or stage_of(case)
    values = facts_for_rules(case, facts, on, open_items=(), adults=around)
    in_words = wording.at_stage(stage)
    return not_known(baseline_questions(in_words, facts, stage=stage, adults=around, values=values))


def stage_of(case: Case) -> str:
    """Which questions a family is asked today, as `Prompt.stage` names it."""
    return "born" if case.is_born else "pregnancy"


def open_ones(questions: Iterable[Question]) -> list[Question]:
    """Those that a page may name before anything is opened."""
    return [one for one in questions if not one.prompt.is_hidden_at_first]


def private_ones(questions: Iterable[Question]) -> list[Question]:
    return [one for one in questions if one.prompt.is_hidden_at_first]


def by_task(questions: Iterable[Question], tasks: Iterable[Task]) -> list[TaskNotKnown]:
    """Those of the tasks that ask one of the questions, each with the questions it asks.

    Give `applies.all_tasks` for the order of a visit, whichever visit it is.
    """
    listed = list(questions)
    found = []
    for task in tasks:
        asked = tuple(one for one in listed if one.prompt.key in task.keys)
        if asked:
            found.append(TaskNotKnown(task, asked))
    return found

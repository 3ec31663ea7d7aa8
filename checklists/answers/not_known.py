"""What is not known yet of a family, on its own page and in the lists of families."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from checklists.answers.not_known_words import names_of_adults, not_known_lines, number_words
from checklists.cases.models.case import Case
from checklists.facts.by_task import by_task, not_known_of, open_ones, private_ones
from checklists.facts.facts import Facts
from checklists.facts.not_known import Question
from checklists.facts.storing import read_facts
from checklists.guidance.applies import all_tasks
from checklists.guidance.compiled_version import Compiled
from checklists.nhsuk.wording import counted


def open_lines(case: Case, facts: Facts, wording: Compiled, today: date) -> list[dict[str, Any]]:
    return lines_of(open_ones(not_known_of(case, facts, wording, today)), case, facts, wording)


def private_lines(case: Case, facts: Facts, wording: Compiled, today: date) -> list[dict[str, Any]]:
    """The private questions, for an opened part alone: `facts` hold their private part."""
    found = not_known_of(case, facts, wording, today, adults=case.adults.all())
    return lines_of(private_ones(found), case, facts, wording)


def lines_of(
    questions: Iterable[Question], case: Case, facts: Facts, wording: Compiled
) -> list[dict[str, Any]]:
    return not_known_lines(
        by_task(questions, all_tasks(wording)),
        wording.neutral_reasons,
        baby=case.given_name,
        names=names_of_adults(facts.private_answers),
    )


def not_known_in_list(case: Case, wording: Compiled, today: date) -> dict[str, str]:
    """{"count": "12 questions", "number": "12 questions, 9 never asked", "tasks": "Sleep 2, Home
    3"}, open questions alone; '' for none.

    The row of facts came with the list, so nothing is asked of the database.
    """
    facts = read_facts(case, with_private=False)
    questions = open_ones(not_known_of(case, facts, wording, today))
    tasks = by_task(questions, all_tasks(wording))
    named = (f"{one.task.title_for(case.given_name)} {len(one.questions)}" for one in tasks)
    return {
        "count": counted(len(questions), "question") if questions else "",
        "number": number_words(questions),
        "tasks": ", ".join(named),
    }

"""What is not known yet of a family, on its own page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from checklists.answers.not_known_words import names_of_adults, not_known_lines
from checklists.cases.models.case import Case
from checklists.facts.by_task import by_task, not_known_of, open_ones, private_ones
from checklists.facts.facts import Facts
from checklists.facts.not_known import Question
from checklists.guidance.applies import all_tasks
from checklists.guidance.compiled_version import Compiled


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

"""What is not known yet of a family, on its own page and in the lists of families."""

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class NotKnownInList:
    """Open questions alone; each of the words is '' for none, and made where a list says it."""

    case: Case
    wording: Compiled
    questions: list[Question]

    @property
    def count(self) -> str:
        """12 questions"""
        return counted(len(self.questions), "question") if self.questions else ""

    @property
    def number(self) -> str:
        """12 questions, 9 never asked"""
        return number_words(self.questions)

    @property
    def tasks(self) -> str:
        """Sleep 2, Home 3"""
        tasks = by_task(self.questions, all_tasks(self.wording))
        return ", ".join(
            f"{one.task.title_for(self.case.given_name)} {len(one.questions)}" for one in tasks
        )


def not_known_in_list(case: Case, wording: Compiled, today: date) -> NotKnownInList:
    """The row of facts came with the list, so nothing is asked of the database."""
    facts = read_facts(case, with_private=False)
    return NotKnownInList(case, wording, open_ones(not_known_of(case, facts, wording, today)))

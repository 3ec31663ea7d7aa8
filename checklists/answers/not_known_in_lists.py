"""What is not known yet of each family of a list, as it was kept or else by the full reading."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from checklists.answers.not_known_words import OF_KIND, counted_words
from checklists.cases.models.case import Case
from checklists.facts.kept_not_known import LeftOpen, kept_of, left_open
from checklists.facts.models import CaseFacts
from checklists.facts.storing import facts_in
from checklists.guidance.applies import all_tasks
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.in_force import GuidanceInForce
from checklists.nhsuk.wording import counted

CANNOT_BE_READ = "Cannot be read"


@dataclass(frozen=True)
class NotKnownInList:
    """Open questions alone; each of the words is '' for none, and made where a list says it.

    `left` is None where the facts are damaged: of such a family nobody knows what is known.
    """

    case: Case
    wording: Compiled
    left: LeftOpen | None

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return self.left is None or any(self.left.values())

    @property
    def count(self) -> str:
        """12 questions"""
        if self.left is None:
            return CANNOT_BE_READ
        number = sum(map(len, self.left.values()))
        return counted(number, "question") if number else ""

    @property
    def number(self) -> str:
        """12 questions, 9 never asked"""
        if self.left is None:
            return CANNOT_BE_READ
        found = {OF_KIND[kind]: len(keys) for kind, keys in self.left.items() if keys}
        return counted_words(Counter(found))

    @property
    def tasks(self) -> str:
        """Sleep 2, Home 3"""
        keys = [key for kind in (self.left or {}).values() for key in kind]
        found = ((task, sum(key in task.keys for key in keys)) for task in all_tasks(self.wording))
        baby = self.case.given_name
        return ", ".join(f"{task.title_for(baby)} {number}" for task, number in found if number)


def not_known_in_lists(
    cases: Iterable[Case], guidance: GuidanceInForce, today: date
) -> dict[UUID, NotKnownInList]:
    """By case, of `with_kept` cases. Of those whose kept outcome is not believed the facts are
    read whole, in one statement for all."""
    found = {case: kept_of(case, guidance) for case in cases}
    unsure = {case.pk: case for case, kept in found.items() if kept is None}
    if unsure:
        rows = CaseFacts.objects.filter(case__in=unsure).defer("sealed", "not_known")
        for row in rows:
            case = unsure[row.case_id]
            found[case] = left_open(case, facts_in(row), guidance.wording, today)
    return {case.pk: NotKnownInList(case, guidance.wording, left) for case, left in found.items()}

"""When two records may be of the same baby: the same NHS number, or the same name and date."""

from dataclasses import dataclass
from datetime import date

from checklists.reading.names import same_name


@dataclass(frozen=True)
class Baby:
    """What two records are compared by."""

    given_name: str = ""
    family_name: str = ""
    mother_name: str = ""
    born_on: date | None = None
    due_on: date | None = None
    nhs_number: str | None = None

    @property
    def name(self) -> str:
        """The baby's whole name; '' until there is a first name."""
        return f"{self.given_name} {self.family_name}".strip() if self.given_name else ""


def may_be_same(one: Baby, other: Baby) -> bool:
    """Whether the two may be one baby: by number, or by the baby's or mother's name and a date."""
    return same_number(one, other) or (
        same_date(one, other)
        and (same_name(one.name, other.name) or same_name(one.mother_name, other.mother_name))
    )


def same_number(one: Baby, other: Baby) -> bool:
    return bool(one.nhs_number) and one.nhs_number == other.nhs_number


def same_date(one: Baby, other: Baby) -> bool:
    """The same date of birth, or the same due date."""
    pairs = ((one.born_on, other.born_on), (one.due_on, other.due_on))
    return any(mine is not None and mine == theirs for mine, theirs in pairs)

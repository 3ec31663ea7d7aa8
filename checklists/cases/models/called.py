"""What a baby is called in its record, and its dates, today and at an earlier moment."""

from dataclasses import dataclass
from datetime import date, datetime

from checklists.people.models.naming import KeepsNames

NAMES = ("given_name", "family_name", "mother_name", "birth_order")
DATES = ("born_on", "due_on")


@dataclass
class DatesThen:
    """The dates as the record of an earlier moment had them."""

    born_on: date | None
    due_on: date | None


class CalledInTheRecord(KeepsNames):
    """The names and dates of a case; its fields stand in the case itself."""

    NAMED = (*NAMES, *DATES)

    disposed_at: datetime | None

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """What the family calls the baby, or 'Baby of Rosa Inventall' until there is a name."""
        return baby_name(**{field: getattr(self, field) for field in NAMES})

    def name_on(self, at: datetime) -> str:
        """The name that the record of that moment bears."""
        then = self.named_on(at)
        return baby_name(**{field: then[field] for field in NAMES})

    def given_name_on(self, at: datetime) -> str:
        """'' while the baby had none."""
        return str(self.named_on(at)["given_name"])

    def dates_on(self, at: datetime) -> DatesThen:
        """The date of birth and the due date that the record of that moment bears."""
        then = self.named_on(at)
        return DatesThen(**{field: then[field] for field in DATES})

    def keep_names(self) -> None:
        """None of a record that has been disposed of."""
        super().keep_names()
        if self.disposed_at:
            self.former_names = []


def baby_name(
    *, given_name: str, family_name: str, mother_name: str, birth_order: int | None
) -> str:
    if given_name:
        return f"{given_name} {family_name}".strip()
    word = "twin" if (birth_order or 0) <= 2 else "baby"
    place = f", {word} {birth_order}" if birth_order else ""
    return f"Baby of {mother_name}{place}"

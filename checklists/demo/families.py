"""What a family of the demonstration is, and what a contact with it.

Days count back from the day the demonstration is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | list[str] | None
Answers = Mapping[str, Value | tuple[str, str]]  # by prompt; a pair is a value and its reason


@dataclass(frozen=True)
class Contact:
    """One contact; with an outcome other than held it has no answers.

    `changes` replace ordinary answers, and None leaves a question blank.
    """

    days_ago: int
    visit_type: str
    changes: Answers = field(default_factory=dict)
    present: tuple[str, ...] = ("mother",)
    place: str = "home"
    outcome: str = "held"
    adults: tuple[Answers, ...] = ()
    confirm_closings: bool = False
    signed: bool = True


@dataclass(frozen=True)
class Family:
    """One baby. `days` is the age in days, negative before birth (days to the due date)."""

    given_name: str
    family_name: str
    mother_name: str
    days: int
    address: str
    team: str = "north"
    owner: str = "hv.north"
    weeks_early: int = 0
    twin_name: str = ""
    father: str = ""
    contacts: tuple[Contact, ...] = ()

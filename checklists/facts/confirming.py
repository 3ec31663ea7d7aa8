"""When what changes about an adult was last said or confirmed."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol
from uuid import UUID

from checklists.facts.contacts import Answers
from checklists.guidance.known_prompts import CARES_ALONE, LIVES_IN_HOME

# What changes most about an adult, and so is confirmed again.
CHANGING = (LIVES_IN_HOME, CARES_ALONE)


class AroundTheBaby(Protocol):
    """What is asked of an adult here; a row of household.Adult is one."""

    until_on: date | None

    @property
    def pk(self) -> UUID: ...


def longest_unconfirmed_since(answers: Answers, adults: Iterable[AroundTheBaby]) -> date | None:
    """The oldest day of the adults who are around now; None when nothing of them is known."""
    days = (confirmed_on(answers, adult) for adult in adults if adult.until_on is None)
    return min(filter(None, days), default=None)


def confirmed_on(answers: Answers, adult: AroundTheBaby) -> date | None:
    """The older of the days of the answers that change; None when none is known."""
    known = (answers.get(f"{key}:{adult.pk}") for key in CHANGING)
    return min((date.fromisoformat(one["on"]) for one in known if one), default=None)

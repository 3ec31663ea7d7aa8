"""Outstanding items of a team, from the rules of the content in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from checklists.guidance.in_force import version_in_force
from checklists.guidance.models import Rule
from checklists.outstanding.models import (
    ItemEvent,
    Outcome,
    OutstandingItem,
    Priority,
    State,
)
from tests.country.copying import NULL, Table, as_text

IMMEDIATE_OF = 40  # 30 of the 1,200 open items of a district
CLOSING_ASKED_OF = 30
LATE_BY, AHEAD = 20, 60  # days: a quarter of what is open is overdue


@dataclass(frozen=True)
class Place:
    """A case, who holds it in which team, and the contact at which its items were opened."""

    case: UUID
    team: int
    owner: UUID
    visit: UUID | None


def rules_that_open() -> list[Rule]:
    return list(version_in_force().rules.filter(for_each=None))


class Items:
    """Writes the items of places. The same chance gives the same items."""

    WORDS = ("title", "neutral_title", "guidance", "rule_key", "opened_because", "private")
    WHEN_CLOSED = ("outcome", "closed_at", "closed_by_id")
    WHEN_ASKED = ("closing_asked_at", "closing_asked_by_id")
    WHO = ("id", "case_id", "team_id", "owner_id", "opened_by_id", "opened_at_visit_id")

    def __init__(self, chance: Random, now: datetime, first: int = 0) -> None:
        self.chance, self.now, self.number = chance, now, first
        more = ("point_number", "priority", "due_on", "state")
        self.opened_at = now - timedelta(days=LATE_BY + 5)
        self.items = Table(
            OutstandingItem,
            *self.WHO,
            *self.WORDS,
            *self.WHEN_CLOSED,
            *self.WHEN_ASKED,
            *more,
            opened_at=self.opened_at,
        )
        self.events = Table(
            ItemEvent, "item_id", "by_id", "visit_id", kind="opened", at=self.opened_at, steps=[]
        )
        self.rules = [self.words_of(rule) for rule in rules_that_open()]

    def words_of(self, rule: Rule) -> dict[str, Any]:
        """The columns that come from a rule, ready to be written."""
        values = {
            "title": rule.title,
            "neutral_title": rule.neutral_title,
            "guidance": rule.guidance,
            "rule_key": rule.key,
            "opened_because": [],
            "private": rule.privacy == "private",
        }
        fields = {one.attname: one for one in self.items.fields}
        written = {name: as_text(fields[name], value) for name, value in values.items()}
        return {**written, "point_number": rule.point_number}

    def of(self, place: Place, *, open_ones: int, closed: int) -> Iterator[dict[str, Any]]:
        """The items of one case; no two are of one rule."""
        rules = self.chance.sample(self.rules, open_ones + closed)
        for number, rule in enumerate(rules):
            state = self.open_state(place) if number < open_ones else self.closed_state(place)
            yield {**self.who(place), **rule, **state}

    def who(self, place: Place) -> dict[str, Any]:
        return {
            "id": UUID(int=self.chance.getrandbits(128), version=4),
            "case_id": place.case,
            "team_id": place.team,
            "owner_id": place.owner,
            "opened_by_id": place.owner,
            "opened_at_visit_id": place.visit or NULL,
        }

    def open_state(self, place: Place) -> dict[str, Any]:
        self.number += 1
        asked = self.number % CLOSING_ASKED_OF == 0
        return {
            **dict.fromkeys((*self.WHEN_CLOSED, *self.WHEN_ASKED), NULL),
            "outcome": "",
            "priority": self.priority(),
            "due_on": self.due_on(),
            "state": State.CLOSING_ASKED.value if asked else State.OPEN.value,
            **(self.asked(place) if asked else {}),
        }

    def closed_state(self, place: Place) -> dict[str, Any]:
        return {
            **dict.fromkeys(self.WHEN_ASKED, NULL),
            "priority": Priority.ROUTINE.value,
            "due_on": self.due_on(),
            "state": State.CLOSED.value,
            "outcome": Outcome.DONE.value,
            "closed_at": self.now,
            "closed_by_id": place.owner,
        }

    def asked(self, place: Place) -> dict[str, Any]:
        return {"closing_asked_at": self.now, "closing_asked_by_id": place.owner}

    def priority(self) -> int:
        if self.number % IMMEDIATE_OF == 1:
            return Priority.IMMEDIATE.value
        return (Priority.HIGH if self.chance.random() < 0.3 else Priority.ROUTINE).value

    def due_on(self) -> date:
        days = self.chance.randrange(-LATE_BY, AHEAD)
        return (self.now + timedelta(days=days)).date()

    def write(self, cursor: Any, rows: list[dict[str, Any]]) -> None:
        """COPY the items, and of each that it was opened."""
        self.items.fill(cursor, map(self.items.line, rows))
        opened = (
            {"item_id": row["id"], "by_id": row["owner_id"], "visit_id": row["opened_at_visit_id"]}
            for row in rows
        )
        self.events.fill(cursor, map(self.events.line, opened))

"""The rest of the country, team by team. Nobody of it signs in, and no page opens its records.

So its documents are those of the district, as long and as varied, copied inside the database, and
what is encrypted there opens nothing here.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

from django.db import models

from checklists.answers.models import AnswerSheet, PrivateSheet
from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey
from checklists.cases.models.names import CaseName
from checklists.facts.models import CaseFacts
from checklists.visits.models import Visit
from tests.country.copying import Table, all_columns, copy_rows
from tests.country.district import new_case, shares, words
from tests.country.items import Items, Place
from tests.country.names import AFTER_THE_TOLD, numbers_from
from tests.country.people import HEALTH_VISITORS, copy_people, make_team
from tests.country.waiting import (
    a_block,
    a_notice,
    a_read,
    a_request,
    a_use,
    an_absence,
    an_alert,
    an_offer,
)

WEEKS_AWAY = 100
CASES, ITEMS = 500, 2_000  # of a team, open
SEALED_BYTES = bytes(range(200))  # as many as some sentences take
# A place of NHS numbers has three in four numbers, so a team never uses up a thousand places.
NUMBERS = 1_000
MADE = """
CREATE TEMPORARY TABLE IF NOT EXISTS made_elsewhere (
    "case_id" uuid, "visit_id" uuid, "sheet_id" uuid, "team_id" bigint, "author_id" uuid,
    "like_case" uuid, "like_visit" uuid, "like_sheet" uuid
)
"""
# Which row each new one is like, and which of its columns are of the new case.
DOCUMENTS: tuple[tuple[type[models.Model], str, str, dict[str, str]], ...] = (
    (CaseKey, "case_id", "like_case", {"case_id": "case_id"}),
    (CaseFacts, "case_id", "like_case", {"case_id": "case_id"}),
    (AnswerSheet, "id", "like_sheet", {"id": "sheet_id", "case_id": "case_id"}),
    (PrivateSheet, "sheet_id", "like_sheet", {"sheet_id": "sheet_id"}),
    (
        Visit,
        "id",
        "like_visit",
        {
            "id": "visit_id",
            "case_id": "case_id",
            "sheet_id": "sheet_id",
            "team_id": "team_id",
            "author_id": "author_id",
            "signed_by_id": "author_id",
        },
    ),
)


class Elsewhere:
    """Makes the rest of a country; `told` are the families it is made after."""

    def __init__(self, cursor: Any, told: Iterable[UUID], now: datetime) -> None:
        self.cursor, self.now = cursor, now
        cursor.execute(MADE)
        self.like = [
            (visit.case_id, visit.pk, visit.sheet_id)
            for visit in Visit.objects.filter(case__in=told, status="signed").order_by("signed_at")
        ]

    def make_team(self, number: int, items: int) -> None:
        """A team with so many open items, at most 2,000, half as many closed, and cases to match"""
        chance = Random(f"elsewhere {number}")  # noqa: S311  no secret
        team = make_team(number)
        people = copy_people(self.cursor, team, chance, self.now - timedelta(days=800))
        cases = list(self.new_cases(number, items, team.pk, people, chance))
        visits = self.copy_cases(cases, chance)
        self.copy_items(cases, visits, items, chance)
        copy_rows(self.cursor, self.what_waits(cases, people))

    def new_cases(
        self, number: int, items: int, team: int, people: list[UUID], chance: Random
    ) -> Iterator[Case]:
        numbers = numbers_from(AFTER_THE_TOLD + (number + 1) * NUMBERS)
        for place in range(-(-items * CASES // ITEMS)):
            born_on = self.now.date() - timedelta(days=chance.randrange(10, 1_700))
            yield new_case(
                chance,
                self.now,
                nhs_number=next(numbers),
                team_id=team,
                owner_id=people[place % HEALTH_VISITORS],
                born_on=born_on,
                due_on=born_on,
                address=f"{place + 1} Elsewhere Way",
            )

    def copy_cases(self, cases: list[Case], chance: Random) -> list[UUID]:
        """The cases with their names, documents and one signed visit each; gives the visits."""
        visits = [UUID(int=chance.getrandbits(128), version=4) for _ in cases]
        sheets = [UUID(int=chance.getrandbits(128), version=4) for _ in cases]
        copy_rows(self.cursor, cases)
        names = Table(CaseName, "case_id", "word")
        names.fill(
            self.cursor,
            (
                names.text({"case_id": case.pk, "word": word.encode()})
                for case in cases
                for word in words(case)
            ),
        )
        rows = [
            (case.pk, visit, sheet, case.team_id, case.owner_id, *chance.choice(self.like))
            for case, visit, sheet in zip(cases, visits, sheets, strict=True)
        ]
        self.copy_documents(rows)
        return visits

    def copy_documents(self, rows: list[tuple[Any, ...]]) -> None:
        self.cursor.execute("TRUNCATE made_elsewhere")
        places = "(" + ", ".join(["%s"] * 8) + ")"
        values = ", ".join([places] * len(rows))
        self.cursor.execute(
            f"INSERT INTO made_elsewhere VALUES {values}",  # noqa: S608  only places of values
            [str(value) for row in rows for value in row],
        )
        for document in DOCUMENTS:
            self.cursor.execute(insert_like(*document))

    def copy_items(self, cases: list[Case], visits: list[UUID], items: int, chance: Random) -> None:
        made, rows = Items(chance, self.now), []
        counts = zip(shares(items, len(cases)), shares(items // 2, len(cases)), strict=True)
        for case, visit, (open_ones, closed) in zip(cases, visits, counts, strict=True):
            place = Place(case.pk, case.team_id, case.owner_id, visit)
            rows.extend(made.of(place, open_ones=open_ones, closed=closed))
        made.write(self.cursor, rows)

    def what_waits(self, cases: list[Case], people: list[UUID]) -> Iterator[models.Model]:
        """Of each kind as many as belong to so many cases."""
        *nurses, manager, deputy = people
        for place, case in enumerate(cases):
            other = nurses[(place + 1) % len(nurses)]
            yield a_read(case.owner_id, case, place, self.now)
            yield an_alert(case.owner_id, case, about=manager, at=self.now, seen_at=self.now)
            for every, kind in EVERY.items():
                if place % every == 0:
                    yield from kind(self, case, other, manager)
        yield an_absence(nurses[0], covered_by=nurses[1], on=self.now.date())
        yield an_absence(nurses[2], covered_by=deputy, on=self.now.date())
        for person, weeks in product(nurses, range(12, 12 * (WEEKS_AWAY + 1), 12)):
            then = self.now.date() - timedelta(weeks=weeks)
            yield an_absence(person, covered_by=deputy, on=then)

    def often(self, case: Case, other: UUID, manager: UUID) -> Iterator[models.Model]:
        yield an_alert(manager, case, about=other, at=self.now)
        yield a_notice(case.owner_id, case, at=self.now)

    def sometimes(self, case: Case, other: UUID, manager: UUID) -> Iterator[models.Model]:
        yield an_offer(other, case, at=self.now, note=SEALED_BYTES)
        yield a_use(other, case, at=self.now, sealed=SEALED_BYTES)

    def seldom(self, case: Case, other: UUID, manager: UUID) -> Iterator[models.Model]:
        yield a_block(other, case, by=manager, at=self.now, sealed=SEALED_BYTES)
        yield a_request(case, by=manager, at=self.now, sealed=SEALED_BYTES)

    def before(self, case: Case, other: UUID, manager: UUID) -> Iterator[models.Model]:
        """An offer that was answered, and a use that was reviewed."""
        answered = {"state": "rejected", "answered_by_id": other, "answered_at": self.now}
        yield an_offer(other, case, at=self.now, note=SEALED_BYTES, **answered)
        reviewed = {"reviewed_by_id": manager, "reviewed_at": self.now, "outcome": "reason"}
        yield a_use(other, case, at=self.now, sealed=SEALED_BYTES, **reviewed)


EVERY = {4: Elsewhere.before, 15: Elsewhere.often, 50: Elsewhere.sometimes, 90: Elsewhere.seldom}


def insert_like(model: type[models.Model], key: str, like: str, new: dict[str, str]) -> str:
    """Rows like others but for some columns: what is stored packed stays packed, and is quick."""
    table, columns = model._meta.db_table, all_columns(model)
    chosen = [f'made."{new[one]}"' if one in new else f'old."{one}"' for one in columns]
    names = ", ".join(f'"{one}"' for one in columns)
    return (
        f'INSERT INTO "{table}" ({names}) SELECT {", ".join(chosen)} '  # noqa: S608  our own names
        f'FROM made_elsewhere made JOIN "{table}" old ON old."{key}" = made."{like}"'
    )

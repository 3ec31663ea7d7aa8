"""What the database does for a statement, and which of it a page may not ask for."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

SELECTS = ("SELECT", "WITH", "(SELECT")
PASSED_OVER = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
FEW = 200  # rows: the database rightly reads so small a table from its beginning to its end
MOST_READ = 1_500  # rows at one step: the team that looks has 1,200 open items of 300 families


@dataclass(frozen=True)
class Step:
    """One step of a plan: the rows it looked at, in each of its turns.

    Rows are those it did look at. What the planner guesses is of the whole step: of a list that is
    read by its index until a page is full, it guesses all that the index holds.
    """

    what: str
    table: str
    in_a_turn: float
    turns: int
    statement: str

    @property
    def rows(self) -> int:
        # A turn that finds nothing has looked all the same.
        return round(max(self.in_a_turn, 1) * self.turns)

    @property
    def is_whole_table(self) -> bool:
        return "Seq Scan" in self.what

    @property
    def is_index_alone(self) -> bool:
        """Entries of an index, and no row yet: the step above says which rows they led to."""
        return self.what == "Bitmap Index Scan"

    def __str__(self) -> str:
        where = f" of {self.table}" if self.table else ""
        return f"{self.what}{where}: {self.rows} rows\n    {self.statement}"


def is_read(statement: str) -> bool:
    return statement.startswith(SELECTS)


def steps_of(statement: str) -> list[Step]:
    """The steps the database takes, having taken them once more."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON, ANALYZE) {statement}".replace("%", "%%"), [])
        (found,) = cursor.fetchone()
    plan = found if isinstance(found, list) else json.loads(found)
    return list(walk(plan[0]["Plan"], statement))


def walk(node: dict[str, Any], statement: str) -> Iterator[Step]:
    in_a_turn = node["Actual Rows"] + sum(node.get(name, 0) for name in PASSED_OVER)
    table, turns = node.get("Relation Name", ""), node["Actual Loops"]
    yield Step(node["Node Type"], table, in_a_turn, turns, statement)
    for one in node.get("Plans", []):
        yield from walk(one, statement)


def refused(steps: Iterable[Step], long_tables: Collection[str]) -> list[Step]:
    """Those that read a long table from its beginning to its end, or too many rows."""
    return [step for step in steps if is_refused(step, long_tables)]


def is_refused(step: Step, long_tables: Collection[str]) -> bool:
    if step.table and step.table not in long_tables:
        return False
    if step.is_index_alone:
        return step.in_a_turn > MOST_READ
    return step.rows > (FEW if step.is_whole_table else MOST_READ)


def row_counts() -> dict[str, int]:
    """How many rows each of our tables has."""
    models = [model for model in apps.get_models() if model._meta.app_label == "checklists"]
    return {model._meta.db_table: model._base_manager.count() for model in models}


def long_tables(before: dict[str, int], now: dict[str, int]) -> set[str]:
    """Those that grow with the country and are not small any more."""
    return {table for table, rows in now.items() if rows > max(before[table], FEW)}

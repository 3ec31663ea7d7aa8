"""docs/coverage.md: each name in it exists, and nothing that is asked or follows is left out."""

import re

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.guidance.conftest import FILE

PAGE = (settings.BASE_DIR / "docs" / "coverage.md").read_text(encoding="utf-8")
NAME = re.compile(r"`([^`]+)`")
PROMPTS = {one["key"]: one for point in FILE["points"] for one in point["prompts"]}
RULES = {rule["key"] for rule in FILE["rules"]}
PAGES = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
PROMPTS_OF, PAGES_OF, RULES_OF = 1, 2, 3  # columns


def rows(text=PAGE):
    """The rows of every table as lists of cells, without the heads."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in found if row[0] != "What it asks for"]


def named(column, text=PAGE):
    return [name for row in rows(text) for name in NAME.findall(row[column])]


def misspelt(text=PAGE):
    """Names that are of nothing."""
    kinds = {PROMPTS_OF: PROMPTS, PAGES_OF: PAGES, RULES_OF: RULES}
    return [
        name for column, there in kinds.items() for name in named(column, text) if name not in there
    ]


def test_every_named_thing_exists():
    assert misspelt() == []


@pytest.mark.parametrize("name", ["baby_seen", "call_sheet", "baby_urgent_worry"])
def test_a_misspelt_name_is_found(name):
    assert misspelt(PAGE.replace(f"`{name}`", f"`{name}s`")) != []


def test_every_point_has_its_lines_in_the_order_of_the_briefing():
    heads = re.findall(r"^## (\d+)\. (.+)$", PAGE, re.MULTILINE)

    assert heads == [(str(point["number"]), point["title"]) for point in FILE["points"]]


def test_every_line_names_a_screen():
    assert [row[0] for row in rows() if len(row) != 4 or not NAME.findall(row[PAGES_OF])] == []


def test_every_prompt_that_is_asked_stands_in_a_line():
    asked = {key for key, prompt in PROMPTS.items() if not prompt.get("replaced_by")}

    assert asked - set(named(PROMPTS_OF)) == set()


def test_every_rule_stands_in_a_line():
    assert RULES - set(named(RULES_OF)) == set()


def test_what_no_screen_asks_yet_is_said_and_nothing_else():
    """Supervision has no page yet, and what drifts opens nothing."""
    waiting = PAGE[PAGE.index("## Not on a screen yet") :]
    sessions = {key for key, one in PROMPTS.items() if one["applies_to"] == ["supervision-review"]}

    assert set(named(PROMPTS_OF, waiting)) == sessions
    assert set(named(RULES_OF, waiting)) == {
        rule["key"] for rule in FILE["rules"] if rule["kind"] == "drift"
    }

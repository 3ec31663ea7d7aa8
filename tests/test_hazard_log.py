"""The hazard log claims what the tests show, and no more."""

import ast
import re
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
PAGES = [BASE_DIR / "docs" / name for name in ("hazard-log.md", "security.md")]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
HAZARDS = 17


def names_in(path):
    """The names of the tests of a file, read and not imported."""
    if not (BASE_DIR / path).exists():
        return set()
    return {
        node.name
        for node in ast.walk(ast.parse((BASE_DIR / path).read_text()))
        if isinstance(node, ast.FunctionDef)
    }


def test_every_named_test_exists():
    named = {found for page in PAGES for found in NAMED.findall(page.read_text())}

    assert [f"{path}::{name}" for path, name in sorted(named) if name not in names_in(path)] == []
    assert len(named) > HAZARDS


def test_every_control_names_its_test_or_says_that_it_is_not_built():
    lines = [line for line in PAGES[0].read_text().splitlines() if line.startswith("- ")]

    assert [
        line for line in lines if not NAMED.search(line) and not line.endswith(" Not built yet.")
    ] == []


def test_every_hazard_is_there_with_its_scores():
    text = PAGES[0].read_text()

    assert [int(n) for n in re.findall(r"^## (\d+)\.", text, re.M)] == list(range(1, HAZARDS + 1))
    assert len(re.findall(r"Severity [1-5], likelihood [1-5], after [1-5]\.", text)) == HAZARDS
    assert "clinical safety officer" in text.split("##")[0]

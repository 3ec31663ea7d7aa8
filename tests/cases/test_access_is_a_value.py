"""What opens a case is a value of its own: nothing sets it on a row, and nobody changes it."""

import ast
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from checklists.cases.access import Access, OpenedCase, WholeRecord, WritableCase
from checklists.cases.models.case import Case
from checklists.cases.querysets import Why
from checklists.people.models.users import User

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted((BASE_DIR / "checklists").rglob("*.py"))

RIGHTS = {
    *("why", "records", "may_record", "may_offer", "oversees", "reads_log", "prints", "until"),
    *("opened_by", "private_open", "log_open", "emergency_until"),
}
SETTERS = {"setattr", "__setattr__"}

PERSON = User(username="nia")
OPENED = {"reads_log": False, "prints": False, "until": None}
VALUES = [
    Access(Case(), PERSON, Why.TEAM),
    OpenedCase(Case(), PERSON, Why.TEAM, **OPENED),
    WritableCase(Case(), PERSON, Why.CASELOAD, **OPENED),
    WholeRecord(PERSON),
]


def short(path):
    return str(path.relative_to(BASE_DIR))


def rights_set_in(source):
    """The names of rights that the source assigns to an attribute of anything."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield from RIGHTS & {node.attr}
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            by_name = "__dict__" in ast.dump(node.value) or "vars" in ast.dump(node.value)
            yield from RIGHTS & {getattr(node.slice, "value", "")} if by_name else ()
        if isinstance(node, ast.Call) and name_of(node.func) in SETTERS:
            named = {word.value for word in node.args if isinstance(word, ast.Constant)}
            yield from RIGHTS & named


def name_of(function):
    return getattr(function, "attr", getattr(function, "id", ""))


def test_nothing_sets_a_right_on_a_row():
    found = {short(path): list(rights_set_in(path.read_text())) for path in SOURCES}

    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "source",
    [
        "case.private_open = True",
        "case.private_open, case.opened_by = True, by.pk",
        "visit.case.why: str = 'lead'",
        "setattr(case, 'log_open', True)",
        "object.__setattr__(right, 'why', Why.LEAD)",
        "for case.why in whys: pass",
        "case.__dict__['why'] = 'lead'",
        "vars(case)['private_open'] = True",
    ],
)
def test_a_right_that_is_set_in_any_way_is_found(source):
    assert list(rights_set_in(source))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_right_that_was_given_cannot_be_changed(value):
    for field in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, None)

"""The contract over the order in rooms covers every module, and names say what modules hold."""

import ast
import tomllib
from pathlib import Path

import grimp
import pytest

from tests.order_in_rooms import OrderInRooms, layer_of, room_of

pytestmark = pytest.mark.sqlite_only

BASE_DIR = Path(__file__).resolve().parent.parent
LINTER = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]
(CONTRACT,) = [one for one in LINTER["contracts"] if one["type"] == OrderInRooms.type_name]
ROOMS, LAYERS = CONTRACT["rooms"], CONTRACT["layers"]
OF_THE_APP = {"admin", "apps", "checks", "management", "migrations", "models"}

ADMIN = ("ModelAdmin", "GuidanceAdmin")
FORMS = ("Form", "FormSet")
MODELS = ("models.Model", "QuerySet", "AbstractBaseUser")


def is_module(path):
    return path.name != "__init__.py" and path.read_text().strip()


MODULES = {
    ".".join(path.relative_to(BASE_DIR).with_suffix("").parts): path
    for path in sorted((BASE_DIR / "checklists").rglob("*.py"))
    if path.relative_to(BASE_DIR).parts[1].removesuffix(".py") not in OF_THE_APP and is_module(path)
}


def layer(module):
    return LAYERS[layer_of(module, room_of(module, ROOMS), LAYERS)].split()[0]


def contract():
    options = {"rooms": ROOMS, "layers": LAYERS}
    return OrderInRooms(name="", session_options={}, contract_options=options)


def graph_of(importer, imported):
    graph = grimp.ImportGraph()
    for module in (*ROOMS, importer, imported):
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    return graph


def test_every_module_is_under_the_contract():
    assert [module for module in MODULES if not room_of(module, ROOMS)] == []


def test_every_room_of_the_contract_exists():
    assert [room for room in ROOMS if not any(one.startswith(f"{room}.") for one in MODULES)] == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("checklists.cases.rules", "checklists.cases.models.case"),
        ("checklists.cases.models.case", "checklists.cases.opening"),
        ("checklists.cases.opening", "checklists.cases.forms"),
        ("checklists.cases.forms", "checklists.cases.views.emergency"),
        ("checklists.people.admin", "checklists.people.urls"),
        ("checklists.visits.models", "checklists.visits.draft.starting"),
    ],
)
def test_an_import_upwards_in_a_room_is_found(importer, imported):
    assert not contract().check(graph_of(importer, imported), verbose=False).kept
    assert contract().check(graph_of(imported, importer), verbose=False).kept


def bases_of(tree):
    return [
        ast.unparse(base).split("[")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
    ]


def imported_by(tree, module):
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


def holds(path):
    """The layer that what a module defines or uses belongs to; None when it could be any."""
    tree = ast.parse(path.read_text())
    bases = bases_of(tree)
    if any(base.endswith(ADMIN) for base in bases):
        return "views"  # even when the admin class gives addresses of its own in `get_urls`
    if "path" in imported_by(tree, "django.urls"):
        return "urls"
    if imported_by(tree, "django.shortcuts") & {"render", "redirect"}:
        return "views"
    if any(base.endswith(FORMS) for base in bases):
        return "forms"
    if any(base.endswith(MODELS) for base in bases):
        return "models"
    return None


@pytest.mark.parametrize("module", MODULES)
def test_the_name_of_a_module_says_what_it_holds(module):
    assert holds(MODULES[module]) in (None, layer(module))

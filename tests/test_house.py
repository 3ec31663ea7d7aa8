"""What holds for the whole house, whoever builds in it."""

import ast
import builtins
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from checklists.people.view_mark import OPEN_WHILE

pytestmark = pytest.mark.sqlite_only

BASE_DIR = Path(__file__).resolve().parent.parent
SOURCES = sorted((BASE_DIR / "checklists").rglob("*.py")) + sorted(
    (BASE_DIR / "safebabies").rglob("*.py")
)
TEMPLATES = sorted((BASE_DIR / "templates").rglob("*.html"))

NEVER_IN_SOURCE = ["TODO", "FIXME", "import *"]
NEVER_IN_TEMPLATES = ["<style", " style=", " onclick=", "javascript:"]

# What makes a hole when used without thought: the words, and where each is used with a reason.
HOLES = {
    "mark_safe(": {},
    "SafeString(": {},
    "csrf_exempt": {
        "safebabies/reports.py": "browsers send reports without a token, and one changes nothing",
        "safebabies/cleaning.py": "opens none: it leaves such a report to its own reader",
    },
    ".raw(": {},
    ".extra(": {},
    "RawSQL": {},
    "eval(": {},
    "exec(": {},
    "pickle": {},
    "yaml.load": {},
    "shell=True": {},
    '"__all__"': {},
    "verify=False": {},
    "cursor.execute(": {
        "checklists/audit/checks.py": "asks the database for its settings, by names of our own",
        "checklists/audit/grants.py": "gives privileges; a name that needs quoting is refused",
        "checklists/audit/triggers.py": "makes triggers, which the ORM cannot; from our own lists",
        "checklists/audit/recording.py": "waits for a lock of PostgreSQL, which the ORM cannot",
    },
    "|safe": {},
    "safeseq": {},
    "autoescape off": {},
}


def short(path):
    return str(path.relative_to(BASE_DIR))


def test_rooms_import_downwards_only():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]

    outcome = subprocess.run(command, cwd=BASE_DIR, capture_output=True, text=True, check=False)  # noqa: S603  ours

    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.django_db
def test_every_model_change_has_its_migration(settings):
    settings.MIGRATION_MODULES = {}  # the tests' own tables are made without any

    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_no_module_outgrows_its_reader(path):
    if "migrations" in path.parts:
        return

    lines = path.read_text().splitlines()

    assert len(lines) <= 350


@pytest.mark.parametrize("pattern", NEVER_IN_SOURCE)
def test_no_source_has(pattern):
    found = [short(path) for path in SOURCES if pattern in path.read_text()]

    assert found == []


@pytest.mark.parametrize("pattern", NEVER_IN_TEMPLATES)
def test_no_template_has(pattern):
    found = [short(path) for path in TEMPLATES if pattern in path.read_text()]

    assert found == []


def test_no_comment_of_a_template_is_served():
    """One that goes over several lines is text to Django."""
    lines = [(path.name, line) for path in TEMPLATES for line in path.read_text().splitlines()]

    assert [one for one in lines if one[1].count("{#") != one[1].count("#}")] == []


@pytest.mark.parametrize("words", HOLES)
def test_a_hole_is_only_where_its_reason_stands(words):
    found = {short(path) for path in (*SOURCES, *TEMPLATES) if words in path.read_text()}

    assert found == set(HOLES[words])


def addresses(resolver, before=""):
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, here)
        elif isinstance(pattern, URLPattern):
            yield here, pattern.callback


# Advice is the way out of a page that someone else should not see; reports come from browsers.
# Help, accessibility and privacy are for whoever cannot sign in, too.
OPEN_PAGES = {
    *("baby-care-advice/", "baby-care-advice/<slug:topic>/", "reports/policy/"),
    *("help/", "accessibility/", "privacy/"),
}
# Pages of the guidance, which a setting opens to visitors.
OPEN_FOR_A_WHILE = {
    *("learning-points/", "learning-points/all/", "learning-points/<int:number>/", "about/"),
}


def test_a_page_is_open_to_the_world_only_when_it_is_listed_here():
    opened = {
        address
        for address, view in addresses(get_resolver())
        if getattr(view, "login_required", True) is False
    }

    ours = {address for address in opened if not address.startswith(("accounts/", "admin/"))}

    assert ours == OPEN_PAGES


def test_a_page_is_open_for_a_while_only_when_it_is_listed_here():
    views = addresses(get_resolver())
    opened = {address for address, view in views if hasattr(view, OPEN_WHILE)}

    assert opened == OPEN_FOR_A_WHILE


CLOSES = re.compile(r"closes? (by itself|after 60 seconds)", re.IGNORECASE)


def test_no_page_says_that_it_closes_where_nothing_will_close_it():
    """The words are unseen until the script that closes shows them."""
    said = {
        f"{short(path)}: {line.strip()}"
        for path in TEMPLATES
        for line in path.read_text().splitlines()
        if CLOSES.search(line) and "data-closes hidden" not in line and ' closes="' not in line
    }

    assert said == set()


def exceptions_of(sources):
    """The name of each class that is raised, as often as it is defined."""
    trees = [ast.parse(path.read_text()) for path in sources]
    classes = [
        (node.name, {ast.unparse(base).rpartition(".")[2] for base in node.bases})
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    known = {name for name, one in vars(builtins).items() if is_raised(one)}
    while more := {name for name, bases in classes if bases & known} - known:
        known |= more
    return [name for name, bases in classes if bases & known]


def is_raised(one):
    return isinstance(one, type) and issubclass(one, BaseException)


def test_every_exception_has_a_name_of_its_own_that_says_what_is_wrong():
    names = exceptions_of(SOURCES)

    assert {"Refused", "AlreadyClosed", "StillMissing"} <= set(names)
    assert "CannotDoThat" not in names
    assert [name for name, times in Counter(names).items() if times > 1] == []


# --- the tests themselves -----------------------------------------------------------------------

TESTS = sorted((BASE_DIR / "tests").rglob("*.py"))
RUN_BY_DEV = {
    *("tests/throwaway_postgres.py", "tests/browser/pictures.py", "tests/bench/__main__.py"),
    # named to Django and gunicorn, of the product as the bench serves it and of the floor
    *("tests/bench/settings.py", "tests/bench/wsgi.py", "tests/bench/profiling.py"),
    "tests/bench/phone.py",  # imported by name, where there is a browser; runs by itself as well
    *(f"tests/bench/floor/{name}.py" for name in ("settings", "urls", "wsgi")),
}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(BASE_DIR).with_suffix("").parts)


def imported_by(path: Path) -> set[str]:
    """The modules whose names it imports, and the names themselves where they may be modules."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def test_no_test_module_is_imported_by_another():
    """What two of them need stands in a module of its own, so that each can be read alone."""
    tests = {module_of(path) for path in TESTS if path.name.startswith("test_")}

    found = {short(path): imported_by(path) & tests for path in TESTS}

    assert {path: names for path, names in found.items() if names} == {}


def test_every_helper_of_the_tests_is_used():
    named_by_pytest = ("test_", "conftest", "__init__")
    helpers = {path for path in TESTS if not path.name.startswith(named_by_pytest)}
    used = set().union(*(imported_by(path) for path in TESTS))

    unused = {
        short(path)
        for path in helpers
        if module_of(path) not in used and path.parent.name != "commands"  # Django finds these
    }

    assert unused == RUN_BY_DEV

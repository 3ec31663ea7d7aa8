"""The floor asks as little as it is said to: a page compared with more would look better."""

import json
import os
import subprocess
import sys

import pytest

from tests.bench.place import FLOOR_SETTINGS

# The floor has settings of its own, so it is asked in a process of its own.
ASK = """
import json
import django
django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from tests.bench.floor.models import Document, Item

call_command("migrate", run_syncdb=True, verbosity=0)
person = User.objects.create(pk=1, username="bench")
Document.objects.create(pk=1)
Item.objects.bulk_create(
    Item(owner=1, title=f"Item {one}", rule="rule", due_on="2026-11-23") for one in range(60)
)
browser, found = Client(SERVER_NAME="127.0.0.1"), {}
browser.force_login(person)
for path in ("/list/", "/list/logged/", "/form/", "/form/logged/"):
    browser.get(path)  # the first entry of the log has none before it
    answer = browser.get(path)
    found[path] = [int(answer["X-Statements"]), answer.content.decode()]
for number in (14, 60):
    sent = {f"prompt_{one}": "Done" for one in range(number)}
    browser.post("/save/1/", sent)
    found[f"save {number}"] = [int(browser.post("/save/1/", sent)["X-Statements"]), ""]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def floor(tmp_path_factory):
    """{address: [statements, page]} of the floor."""
    database = f"sqlite:///{tmp_path_factory.mktemp('floor') / 'floor.sqlite3'}"
    place = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": FLOOR_SETTINGS}
    asked = subprocess.run(  # noqa: S603  ours
        [sys.executable, "-c", ASK], env=place, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)


@pytest.mark.parametrize(
    ("page", "statements"),
    [
        ("/list/", 3),  # session, user, list
        ("/list/logged/", 5),  # and the last entry, and a new one
        ("/form/", 2),
        ("/form/logged/", 4),
        ("save 14", 8),
        ("save 60", 8),
    ],
)
def test_the_floor_asks_as_many_statements_as_said(floor, page, statements):
    assert floor[page][0] == statements


def test_the_list_of_the_floor_has_50_rows_and_leads_on(floor):
    assert floor["/list/"][1].count("<li>") == 50
    assert "?after=" in floor["/list/"][1]


def test_the_form_of_the_floor_has_60_prompts(floor):
    assert floor["/form/"][1].count("<fieldset>") == 60

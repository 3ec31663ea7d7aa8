import copy
import json
from datetime import UTC, datetime

import pytest
from django.conf import settings

from checklists.guidance.compiled import compile_content
from checklists.guidance.publishing import copy_to_draft
from checklists.people.models.teams import Role
from tests.factories import person

NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
FILE = json.loads((settings.BASE_DIR / "fixtures" / "content.json").read_text(encoding="utf-8"))


@pytest.fixture
def content():
    """The fixture file, free to be changed."""
    return copy.deepcopy(FILE)


@pytest.fixture(scope="session")
def checklist():
    """The fixture file, compiled."""
    return compile_content(FILE)


@pytest.fixture
def editor(client, version):
    editor = person(Role.EDITOR)
    client.force_login(editor)
    return editor


@pytest.fixture
def draft(version, editor):
    return copy_to_draft(by=editor, at=NOW)

import copy
import json
from datetime import UTC, datetime

import pytest
from django.conf import settings

from checklists.guidance.compiled import compile_content
from checklists.guidance.in_force import version_in_force

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
def version(content_in_force):
    """Version 1 in force, as `load_content` publishes it."""
    return version_in_force()

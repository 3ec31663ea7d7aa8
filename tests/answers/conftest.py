from datetime import UTC, datetime

import pytest
import time_machine

from checklists.visits.draft.starting import start
from tests.factories import CaseFactory

NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
HELD_AT = datetime(2026, 11, 23, 14, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday_afternoon():
    """Wren is 6 weeks 3 days."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def wren(content_in_force):
    return CaseFactory()


@pytest.fixture
def begin():
    """Start a visit of a case by its owner, alone with the mother unless said otherwise."""

    def begin(case, visit_type="6-8-week", present=("mother",)):
        return start(
            case,
            visit_type=visit_type,
            held_at=HELD_AT,
            place="home",
            present=list(present),
            by=case.owner,
            at=NOW,
        )

    return begin


@pytest.fixture
def visit(wren, begin):
    return begin(wren)


@pytest.fixture
def hv(client, wren):
    """Wren's health visitor, signed in."""
    client.force_login(wren.owner)
    return client

"""A team with a manager, a deputy and a lead of safeguarding, and a clock that is run by hand."""

from contextlib import nullcontext
from datetime import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.reading.clock import LONDON
from tests.factories import CaseFactory, ItemFactory, TeamFactory, person
from tests.serving_role import as_serving_role


def london(text):
    """An aware moment from what a clock in London shows."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def run(text):
    """What the timer does at this time in London, as the role that serves."""
    with time_machine.travel(london(text), tick=False), as_application():
        call_command("escalate", verbosity=0)


def as_application():
    return as_serving_role() if connection.vendor == "postgresql" else nullcontext()


def told(kind=None):
    """Who has an alert, by what they are called here, in the order of the alerts."""
    alerts = Alert.objects.order_by("at", "recipient__name").select_related("recipient")
    return [one.recipient.name for one in alerts if kind in (None, one.kind)]


@pytest.fixture
def north(db):
    return TeamFactory(name="North")


@pytest.fixture
def manager(north):
    return person(Role.MANAGER, north, name="manager", email="manager@trust.example")


@pytest.fixture
def deputy(north):
    return person(Role.DEPUTY, north, name="deputy", email="deputy@trust.example")


@pytest.fixture
def lead(db):
    return person(Role.SAFEGUARDING_LEAD, name="lead", email="lead@trust.example")


@pytest.fixture
def people(manager, deputy, lead):
    return {"manager": manager, "deputy": deputy, "lead": lead}


@pytest.fixture
def nurse(north):
    return person(team=north, name="nurse")


@pytest.fixture
def case(north, nurse):
    return CaseFactory(team=north, owner=nurse)


@pytest.fixture
def item(case):
    """Immediate, from a signing on Monday 23 November 2026 at 10 o'clock; nobody has seen it."""
    return ItemFactory(case=case, immediate=True, opened_at=london("2026-11-23 10:00"))

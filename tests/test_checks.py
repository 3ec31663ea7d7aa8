"""The service does not start with settings that would put families at risk."""

import pytest
from django.db import transaction
from django.utils import timezone

from checklists.audit.recording import record
from checklists.checks import (
    SEEDED,
    demo_shows_only_what_seed_demo_made,
    demo_stays_on_this_computer,
    is_loopback,
    locks_before_it_reads,
    private_answers_have_a_key,
    sqlite_takes_its_lock_first,
)
from tests.factories import UserFactory


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("[::1]", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104  a host name here, nothing listens
        ("10.0.0.1", False),
        ("localhost.example.org", False),
        (".localhost", False),
        ("*", False),
        ("", False),
    ],
)
def test_only_this_computer_is_loopback(host, loopback):
    assert is_loopback(host) is loopback


def test_demo_accounts_cannot_be_reached_from_elsewhere(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "visits.example.org"]

    errors = demo_stays_on_this_computer(None)

    assert [error.id for error in errors] == ["safebabies.E002"]


def test_demo_runs_on_this_computer(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]

    assert demo_stays_on_this_computer(None) == []


@pytest.mark.django_db
def test_demo_is_not_opened_over_people_it_did_not_make(settings):
    settings.DEMO = True
    UserFactory()

    errors = demo_shows_only_what_seed_demo_made(databases=["default"])

    assert [error.id for error in errors] == ["safebabies.E004"]


@pytest.mark.django_db
def test_demo_opens_over_its_own_people(settings):
    settings.DEMO = True
    UserFactory()
    with transaction.atomic():
        record(SEEDED, by=None, at=timezone.now())

    assert demo_shows_only_what_seed_demo_made(databases=["default"]) == []


SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("database", "safe"),
    [
        ({"ENGINE": SQLITE}, False),
        ({"ENGINE": SQLITE, "OPTIONS": {"transaction_mode": "DEFERRED"}}, False),
        ({"ENGINE": SQLITE, "OPTIONS": {"transaction_mode": "IMMEDIATE"}}, True),
        ({"ENGINE": POSTGRESQL}, True),
    ],
)
def test_sqlite_that_takes_its_lock_late_is_refused(database, safe):
    assert locks_before_it_reads(database) is safe


def test_this_database_takes_its_lock_first():
    assert sqlite_takes_its_lock_first(None) == []


def test_a_service_without_a_case_key_is_refused(settings):
    settings.CASE_KEYS = []

    errors = private_answers_have_a_key(None)

    assert [error.id for error in errors] == ["safebabies.E003"]

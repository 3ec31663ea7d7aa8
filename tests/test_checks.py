import pytest

from checklists.checks import (
    demo_stays_on_this_computer,
    is_loopback,
    locks_before_it_reads,
    private_answers_have_a_key,
    sqlite_takes_its_lock_first,
)


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

"""Fixtures that every room may use."""

import gc
from email import message_from_bytes, policy
from socket import socket
from urllib.parse import quote

import httpx
import oidc_provider_mock
import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from hypothesis import is_hypothesis_test

from checklists.audit import frozen
from checklists.audit.querysets import note_all_stated
from checklists.demo.seeding import seed
from tests import limits, python_stack
from tests.extent import choose_profile
from tests.kept_content import KeptContent
from tests.serving_role import answer_as_serving_role, make_serving_role

# What was imported lives as long as the tests: looking through it for garbage over and over is a
# tenth of their time.
gc.freeze()
gc.set_threshold(200_000, 50, 100)

pytest_plugins = ["tests.case_fixtures"]

DATABASE = {"db", "transactional_db", "seeded", "world"}
ONE_DATABASE = ("sqlite_only", "postgres_only")


def pytest_configure(config):
    config.pluginmanager.register(limits)
    config.pluginmanager.register(python_stack)
    choose_profile()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What needs no database is tried once, and a page on the database of service.

    Rules and verbs are tried on both. Who opens what (tests/access) and the browser open every
    page on SQLite too.
    """
    for item in items:
        if is_thorough(item):
            item.add_marker("thorough")
        if item.get_closest_marker("browser") or is_of_one_database(item):
            continue
        if not needs_database(item):
            item.add_marker("sqlite_only")
        elif "client" in item.fixturenames:
            item.add_marker("postgres_only")
    long_ones_first(items)


def needs_database(item):
    return bool(DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db"))


def is_of_one_database(item):
    return any(map(item.get_closest_marker, ONE_DATABASE))


def is_thorough(item):
    """Asked before the marks of a database are given: only those written by hand count."""
    is_swept = is_of_one_database(item) and needs_database(item)
    return bool(item.get_closest_marker("browser") or is_swept or is_hypothesis_test(item.obj))


def long_ones_first(items):
    """So that no worker is left alone with a long file at the end."""
    long = {item.path for item in items if item.get_closest_marker("thorough")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session", autouse=True)
def settings_of_tests(tmp_path_factory):
    """Quick password hashes, static files without a build, and no redirect to https.

    The folder of collected files is empty: each test client would read it all again. A test that
    signs someone in has done so with the second factor; `second_factor_required` asks for it.
    """
    with override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={
            **django_settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        SECURE_SSL_REDIRECT=False,
        SESSION_COOKIE_SECURE=False,
        CSRF_COOKIE_SECURE=False,
        SECOND_FACTOR_REQUIRED=False,
    ):
        yield


@pytest.fixture
def second_factor_required(settings):
    """As in service, where the settings ask for it outside a demonstration."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file of this run: threads and transactions cannot be tried in memory."""
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tables, and on PostgreSQL the role that serves."""
    with django_db_blocker.unblock():
        make_serving_role()
    answer_as_serving_role()


@pytest.fixture(scope="session")
def kept_content(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield KeptContent()


@pytest.fixture
def content_in_force(kept_content, db):
    """The content of the file, published as version 1."""
    kept_content.put_in_force()


@pytest.fixture(scope="module")
def seeded(kept_content, django_db_blocker):
    """The demonstration, told once for all tests of a file and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        kept_content.put_in_force()
        yield seed()
        transaction.set_rollback(True)


class Statements(CaptureQueriesContext):
    """What is asked of the database; beginning, marking and ending a transaction left out."""

    CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

    def __enter__(self):
        # In service what was made before is of another transaction, and no later event states it.
        if connection.in_atomic_block:
            note_all_stated()
        return super().__enter__()

    def __len__(self):
        return sum(not query["sql"].startswith(self.CONTROL) for query in self.captured_queries)


@pytest.fixture
def statements():
    """with statements() as counted: ...; len(counted) is the number of statements."""
    return lambda: Statements(connection)


@pytest.fixture
def _django_db_helper(_django_db_helper):
    """Thaws the frozen tables before a transactional test is cleared away.

    Clearing ends with post_migrate, which freezes them again.
    """
    yield
    if not connection.in_atomic_block:
        frozen.remove_triggers(connection)


@pytest.fixture
def seals_file(settings, tmp_path):
    """Where `seal_audit` writes in this test; not there yet."""
    settings.AUDIT_SEALS = tmp_path / "seals.jsonl"
    return settings.AUDIT_SEALS


class Received:
    """What the mail server of the tests was given: whole messages as the wire carried them."""

    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the name aiosmtpd calls
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Message accepted for delivery"


@pytest.fixture
def mail_server(settings):
    """A real SMTP server on this computer that keeps what it is given in `.messages`."""
    received = Received()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield received
    controller.stop()


class Provider:
    """An OpenID Connect provider at `address`, which signs in whoever it knows without a word."""

    def __init__(self, address):
        self.address = address

    def knows(self, sub, **claims):
        answer = httpx.put(f"{self.address}/users/{quote(sub)}", json=claims)
        assert answer.status_code == 204


@pytest.fixture(scope="session")
def provider_server():
    with oidc_provider_mock.run_server_in_thread() as running:
        yield Provider(f"http://localhost:{running.server_port}")


@pytest.fixture
def provider(provider_server, settings):
    """A real provider on this computer, and the settings that OIDC_... give in service."""
    app = {
        **settings.OIDC_PROVIDER,
        "name": "Northtown login",
        "client_id": "safe-babies",
        "secret": "told to both",
        "settings": {"server_url": provider_server.address},
    }
    settings.OIDC_SERVER_URL, settings.OIDC_NAME = provider_server.address, app["name"]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": [app]}
    }
    return provider_server

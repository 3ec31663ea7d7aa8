"""A log line says where something happened, and never a name or what was typed."""

import logging
from io import StringIO
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DataError, IntegrityError, connection
from django.test import Client
from django.urls import reverse

from safebabies.logs import WithoutWords
from tests.factories import CaseFactory

NUMBER = "999 000 0018"
NAME = "quillawort"


@pytest.fixture
def written():
    """What the log says about an error that quotes an NHS number, and about its cause."""
    try:
        try:
            raise ValueError(NUMBER)
        except ValueError as cause:
            raise IntegrityError(NUMBER) from cause
    except IntegrityError as error:
        found = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Error", None, found)
    return WithoutWords().format(record)


def test_a_log_says_where_an_error_happened_and_what_led_to_it(written):
    assert "IntegrityError" in written
    assert "ValueError" in written
    assert "test_logs.py" in written


def test_a_log_never_quotes_what_a_database_quoted(written):
    assert NUMBER not in written


@pytest.mark.parametrize("name", ["django", ""])
def test_the_service_logs_that_way(name):
    ours = [handler.formatter for handler in logging.getLogger(name).handlers]

    assert any(isinstance(formatter, WithoutWords) for formatter in ours)


@pytest.fixture
def log():
    """All that the service writes, as its own formatter writes it, down to the least important."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(WithoutWords(settings.LOGGING["formatters"]["plain"]["format"]))
    loggers = [logging.getLogger(name) for name in ("", "django", "axes", "allauth")]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield text.getvalue
    for logger, level in before:
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.fixture
def nurse(client, content_in_force):
    client.raise_request_exception = False
    case = CaseFactory(given_name=NAME, mother_name=f"{NAME} mother")
    client.force_login(case.owner)
    return case


def quoting_database(execute, sql, params, many, context):
    if "checklists_case" in sql:
        raise DataError(f"value {NAME} is too long")
    return execute(sql, params, many, context)


@pytest.mark.django_db
def test_no_log_line_holds_a_name_that_was_typed_or_read(client, nurse, log):
    case = reverse("case", args=[nurse.pk])
    client.get(case)
    client.get(f"/{NAME}/?q={NAME}")
    client.get(f"/cases/{uuid4()}/?next={NAME}")
    client.get(f"/visits/{uuid4()}/{NAME}/")
    client.get(case, headers={"Host": f"{NAME}.example"})
    client.post(case, {"open": NAME, NAME: NAME})
    client.post(reverse("find_family"), {"q": NAME})
    client.put(case, {NAME: NAME})
    client.post(reverse("new_case"), {"given_name": NAME, "nhs_number": NAME})
    client.post(reverse("new_case"), {f"{NAME}-{n}": NAME for n in range(1500)})
    client.post(reverse("account_login"), {"login": NAME, "password": NAME})
    with connection.execute_wrapper(quoting_database):
        assert client.get(f"{case}?{NAME}={NAME}").status_code == 500

    assert NAME not in log()
    assert "500 GET /cases/<uuid:pk>/" in log()
    assert "404 GET no such address" in log()


@pytest.mark.django_db
def test_a_form_without_its_token_leaves_no_name_in_the_log(log):
    client = Client(enforce_csrf_checks=True)

    client.post(f"/accounts/login/?next=/{NAME}/", {"login": NAME})

    assert "403 POST /accounts/login/" in log()
    assert NAME not in log()

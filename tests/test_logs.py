import logging

import pytest
from django.db import IntegrityError

from safebabies.logs import WithoutWords

NUMBER = "999 000 0018"


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

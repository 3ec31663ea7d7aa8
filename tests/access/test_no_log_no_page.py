"""A family's page that could not note its reading is not served; what names no family goes on."""

import pytest
from django.db import OperationalError, connection

from tests.access.ask_and_check import Asked, ask
from tests.access.people import ALL
from tests.access.table import OF_FAMILIES, PAGE
from tests.access.world import address

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
GOES_ON = ("baby_care_advice", "advice_topic", "preview_point", "account_login", "new_case")


def refuses_events(execute, sql, params, many, context):
    """The log cannot be written; everything else can."""
    if sql.startswith("INSERT") and "checklists_event" in sql:
        raise OperationalError("The log is full.")
    return execute(sql, params, many, context)


@pytest.mark.parametrize("route", OF_FAMILIES, ids=str)
def test_nothing_of_a_family_is_shown_when_the_log_cannot_be_written(world, route):
    url = address(world, route.name, route.about)

    with connection.execute_wrapper(refuses_events):
        answers = [
            (who, verb, ask(world, Asked(who, verb, url, route.sends)))
            for who in ALL
            for verb in route.verbs
            if route.expected(verb, who) == PAGE
        ]

    shown = [(who, verb, answer.status) for who, verb, answer in answers if answer.families]
    assert shown == []


@pytest.mark.parametrize("name", GOES_ON)
def test_what_names_no_family_goes_on(world, name):
    about = {"advice_topic": "advice", "preview_point": "a page of the version"}.get(name, "")
    who = {"preview_point": "editor", "new_case": "owner"}.get(name, "visitor")

    with connection.execute_wrapper(refuses_events):
        answer = ask(world, Asked(who, "GET", address(world, name, about)))

    assert answer.status == 200

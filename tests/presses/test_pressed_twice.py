"""Every address that takes a form, pressed twice: one effect, no error page, the same answer."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checklists.accounts.middleware.one_effect import SENT_BEFORE
from checklists.accounts.models import PressReceipt
from checklists.accounts.press_receipts import WITHOUT_RECEIPT
from tests.access.expected_answers import WRONG_VERB
from tests.access.family_words import SECRET, STEMS
from tests.access.table import ROUTES
from tests.presses.pressing import (
    NOT_COUNTED,
    TakenBack,
    answer_of,
    is_led,
    left_since,
    ready_to_press,
    standing,
)
from tests.presses.table import PRESSES, SIGNS_IN, WRITTEN
from tests.reading import kinds_of_forms as kinds
from tests.reading.saved_by_two import ONE_FIELD, TWO_FIELDS

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
LOCKS = re.compile(r'^UPDATE "checklists_| FOR (?:NO KEY )?UPDATE')
WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
CHANGING = {*TWO_FIELDS, *ONE_FIELD, *kinds.TRIED_ELSEWHERE, *kinds.ADDS, *kinds.STEPS}


def test_every_address_that_takes_a_form_is_pressed():
    """The table of routes has every address that is served: tests/access/test_who_opens_what."""
    pressed = {one.name for one in PRESSES}
    takes_forms = {
        route.name
        for route in ROUTES
        if any(people for kind, people in route.post.items() if kind != WRONG_VERB)
    }

    assert takes_forms <= pressed <= {route.name for route in ROUTES}
    assert {one.name for one in WRITTEN} >= CHANGING, "Say in tests/presses/table.py what is sent"
    assert WITHOUT_RECEIPT.keys() <= pressed


@pytest.mark.parametrize("press", PRESSES, ids=str)
def test_what_is_pressed_twice_happens_once(world, press):
    with TakenBack():
        ready = ready_to_press(world, press)
        before = standing()
        with CaptureQueriesContext(connection) as pressed:
            first = ready.press()
        once = left_since(before)
        if press.new_session:
            ready = ready.with_cookies_of(first)
        with CaptureQueriesContext(connection) as captured:
            second = ready.press()
        twice = left_since(before)
        kept = str(list(PressReceipt.objects.values_list("led_to", "said")))

    assert not [word for word in typed_or_of_a_family(press) if word in kept]
    assert press.leaves in ("", *once)
    assert connection.vendor == "sqlite" or locks_nothing_before_its_chain(pressed)
    assert first.status_code < 500
    # Whoever has signed out is led to sign in from wherever they land.
    assert press.signs_out or answer_of(second) == answer_again(press, first)
    assert second.status_code == first.status_code
    if press.name not in SIGNS_IN:
        assert twice == once
        assert not (is_led(first) and written(captured) - NOT_COUNTED)


def answer_again(press, first):
    """In the admin, where messages quote what was saved, they are said in other words; beside
    them where the browser has the first answer."""
    status, place, *said = answer_of(first)
    if said and press.name.startswith("admin:"):
        said = [*(said if press.new_session else []), SENT_BEFORE]
    return status, place, *said


def typed_or_of_a_family(press):
    """Words that begin with a capital, so not the values of choices."""
    typed = [one for one in press.sends.values() if isinstance(one, str) and one[:1].isupper()]
    return [*typed, *STEMS, SECRET]


def locks_nothing_before_its_chain(captured):
    """Where it writes an event: see audit.recording.hold_chain."""
    said = [query["sql"] for query in captured.captured_queries]
    events = [at for at, sql in enumerate(said) if 'INTO "checklists_event"' in sql]
    locks = [at for at, sql in enumerate(said) if LOCKS.search(sql)]
    holds = [at for at, sql in enumerate(said) if "advisory_xact_lock" in sql]
    return not events or not locks or locks[0] > min(holds, default=len(said))


def written(captured):
    """The tables that were written to."""
    found = (WRITES.match(query["sql"]) for query in captured.captured_queries)
    return {match[1] for match in found if match}

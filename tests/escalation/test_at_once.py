"""Two timers at the same moment, and somebody who reads or closes while one runs."""

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from checklists.escalation import escalating
from checklists.outstanding.closing import acknowledge, lock_open
from checklists.people.models.alerts import Alert
from tests.concurrent_presses import at_once
from tests.escalation.conftest import london, run, told
from tests.factories import CaseFactory, ItemFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]
NOON = london("2026-11-23 12:00")


def escalate():
    call_command("escalate", verbosity=0)


@pytest.mark.usefixtures("people")
def test_two_timers_at_once_tell_nobody_twice(north, nurse):
    cases = [CaseFactory(team=north, owner=nurse) for _ in range(8)]
    for case in cases:
        ItemFactory(case=case, immediate=True, opened_at=london("2026-11-23 10:00"))

    with time_machine.travel(NOON, tick=False):
        at_once(escalate, escalate, escalate)
        escalate()

    assert sorted(one.case_ref for one in Alert.objects.all()) == sorted(one.pk for one in cases)


@pytest.mark.usefixtures("people")
def test_a_timer_leaves_a_case_that_another_has(item):
    """It waits for nobody, and the next run finds what is left."""
    with transaction.atomic():
        assert escalating.hold_case(item.case_id)
        at_once(lambda: run("2026-11-23 12:00"))
        during = told()
    run("2026-11-23 12:01")

    assert (during, told()) == ([], ["deputy"])


@pytest.mark.usefixtures("people")
def test_what_somebody_has_in_hand_is_left_for_the_next_run(item, manager):
    with transaction.atomic():
        lock_open(item)
        at_once(lambda: run("2026-11-23 12:00"))
        acknowledge(item, by=manager, at=NOON)
    run("2026-11-23 12:01")

    assert told() == []


@pytest.mark.usefixtures("people")
def test_what_was_seen_since_the_timer_looked_goes_to_nobody(item, manager, monkeypatch):
    """Between looking at what waits and holding it."""
    look = escalating.things_waiting

    def see_it_after(*args):
        found = look(*args)
        at_once(lambda: acknowledge(item, by=manager, at=NOON))
        return found

    monkeypatch.setattr(escalating, "things_waiting", see_it_after)
    run("2026-11-23 12:00")

    assert told() == []
    assert [event.kind for event in item.history.all()] == ["acknowledged"]

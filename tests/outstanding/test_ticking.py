"""Steps of an item: found by a visit, ticked by somebody, opened again, asked for at closing."""

from datetime import UTC, datetime, timedelta

import pytest

from checklists.audit.models import Event
from checklists.outstanding.closing import (
    AlreadyClosed,
    ConfirmedClosing,
    SayWhatWasDone,
    agree,
    ask_to_close,
    close,
    close_at_signing,
)
from checklists.outstanding.history import Action, steps
from checklists.outstanding.item_steps import open_steps_of, steps_of
from checklists.outstanding.models import ItemEvent, Outcome, Priority, State
from checklists.outstanding.rules import AnsweredSteps
from checklists.outstanding.ticking import (
    AlreadyTicked,
    NotAStep,
    OpenAlready,
    reopen_step,
    tick_answered,
    tick_step,
)
from checklists.outstanding.undone import SayWhatStaysUndone
from checklists.people.models.teams import Role
from tests.factories import ItemFactory, person
from tests.outstanding.visits import HELD_AT, a_visit
from tests.outstanding.with_steps import leave_open

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
HOUR = timedelta(hours=1)
NO_WORDS = Action("")
RANG = Action("Rang the registrar, seen the same day", AT, "Dr Inkwell")
MAP, DOCTOR = "mark_body_map", "mark_paediatric"


@pytest.fixture
def item():
    return leave_open(ItemFactory(), MAP, DOCTOR, at=AT - HOUR)


def open_keys(item):
    return [step.key for step in open_steps_of(item)]


def tick(item, step=DOCTOR, *, action=NO_WORDS, by=None, at=AT):
    tick_step(item, step=step, action=action, by=by or item.owner, at=at)


def test_a_tick_says_who_and_when_and_leaves_the_item_open(item):
    colleague = person(team=item.team)

    tick(item, by=colleague)

    done = {step.key: step.done for step in steps_of(item)}
    item.refresh_from_db()
    assert (done[DOCTOR].by, done[DOCTOR].at) == (colleague, AT)
    assert open_keys(item) == [MAP]
    assert item.state == State.OPEN


def test_words_beside_a_tick_are_sealed(item):
    tick(item, action=RANG)

    event = item.history.get(kind=ItemEvent.Kind.STEP_DONE)
    assert b"registrar" not in bytes(event.sealed)
    assert steps(item, with_words=True)[-1].action == RANG


def test_a_step_is_ticked_once_and_the_second_is_told_by_whom(item):
    tick(item)

    with pytest.raises(AlreadyTicked, match=f"2.21pm, by {item.owner.name}"):
        tick(item, by=person(team=item.team), at=AT + HOUR)

    assert item.history.filter(kind=ItemEvent.Kind.STEP_DONE).count() == 1


def test_what_is_no_step_of_the_item_is_not_ticked(item):
    for verb in (tick, lambda item, step: reopen_step(item, step=step, reason="x", **who(item))):
        with pytest.raises(NotAStep):
            verb(item, step="da_dash")


def who(item):
    return {"by": item.owner, "at": AT + HOUR}


def test_a_step_of_an_immediate_item_asks_what_was_done_when_and_with_whom():
    item = leave_open(ItemFactory(immediate=True), DOCTOR, at=AT - HOUR)

    with pytest.raises(SayWhatWasDone):
        tick(item)
    tick(item, action=RANG)

    assert open_keys(item) == []


def test_a_step_ticked_by_mistake_is_opened_again_with_a_word(item):
    tick(item)

    reopen_step(item, step=DOCTOR, reason="That was another baby", **who(item))

    assert open_keys(item) == [MAP, DOCTOR]
    assert steps(item, with_words=True)[-1].action == Action("That was another baby")
    with pytest.raises(OpenAlready):
        reopen_step(item, step=DOCTOR, reason="Again", **who(item))


def test_a_closed_item_keeps_its_steps_as_they_were():
    item = leave_open(ItemFactory(closed=True), DOCTOR, at=AT - HOUR)

    with pytest.raises(AlreadyClosed):
        tick(item)

    assert open_keys(item) == [DOCTOR]


def test_a_step_met_again_is_open_since_the_first_visit(item):
    leave_open(item, MAP, DOCTOR, "mark_siblings", at=AT, kind=ItemEvent.Kind.MET_AGAIN)

    since = {step.key: step.found.at for step in steps_of(item)}
    assert since == {MAP: AT - HOUR, DOCTOR: AT - HOUR, "mark_siblings": AT}


def test_a_step_left_open_after_its_tick_is_open_from_then_on(item):
    tick(item, at=AT - HOUR / 2)

    leave_open(item, DOCTOR, at=AT, kind=ItemEvent.Kind.MET_AGAIN)

    since = {step.key: step.found.at for step in open_steps_of(item)}
    assert since == {MAP: AT - HOUR, DOCTOR: AT}


def test_a_visit_ticks_what_it_answers(item):
    visit = a_visit(item.case)

    tick_answered([AnsweredSteps(item.pk, (MAP,))], visit, by=item.owner, at=AT)

    done = {step.key: step.done for step in steps_of(item)}
    assert (done[MAP].visit, done[MAP].by, done[DOCTOR]) == (visit, item.owner, None)


def test_a_step_is_open_since_the_day_of_its_visit():
    item = ItemFactory()
    leave_open(item, MAP, at=AT, visit=a_visit(item.case))

    [step] = steps_of(item)

    assert step.since == HELD_AT.date()


# Closing


def closing(item, verb, undone="", steps_done=(), **action):
    said = Action(RANG.what, RANG.done_at, RANG.with_whom, undone)
    by = item.owner
    verb(item, outcome=Outcome.DONE, action=said, steps_done=steps_done, by=by, at=AT)


VERBS = [(close, Priority.ROUTINE), (ask_to_close, Priority.HIGH), (ask_to_close, 1)]


@pytest.mark.parametrize(("verb", "priority"), VERBS)
def test_no_item_is_closed_over_an_open_step_in_silence(item, verb, priority):
    type(item).objects.filter(pk=item.pk).update(priority=priority)

    for undone in ("", " "):
        with pytest.raises(SayWhatStaysUndone):
            closing(item, verb, undone, steps_done=[MAP])

    item.refresh_from_db()
    assert (item.state, open_keys(item)) == (State.OPEN, [MAP, DOCTOR])


@pytest.mark.parametrize(("verb", "priority"), VERBS)
def test_what_stays_undone_and_why_is_kept_in_the_history(item, verb, priority):
    type(item).objects.filter(pk=item.pk).update(priority=priority)

    closing(item, verb, "The clinic rings on Monday", steps_done=[MAP])

    ticked, closed = steps(item, with_words=True)[-2:]
    assert (ticked.event.kind, ticked.event.steps) == ("step_done", [MAP])
    assert closed.event.steps == [DOCTOR]
    assert closed.action.undone == "The clinic rings on Monday"
    assert b"Monday" not in bytes(closed.event.sealed)


def test_with_every_step_ticked_nothing_more_is_asked(item):
    closing(item, ask_to_close, steps_done=[MAP, DOCTOR])

    assert open_keys(item) == []


def test_agreeing_leaves_the_steps_as_they_were_said(item):
    closing(item, ask_to_close, "The clinic rings on Monday", steps_done=[MAP])

    agree(item, by=person(Role.MANAGER, item.team), at=AT + HOUR)

    assert open_keys(item) == [DOCTOR]


def test_a_closing_at_signing_asks_for_the_steps_too(item):
    visit, by = a_visit(item.case), item.owner

    with pytest.raises(SayWhatStaysUndone):
        close_at_signing([ConfirmedClosing(item.pk)], visit, by=by, at=AT)
    said = ConfirmedClosing(item.pk, Action("", undone="She rings"), steps_done=[DOCTOR])
    close_at_signing([said], visit, by=by, at=AT)

    item.refresh_from_db()
    ticked, closed = steps(item, with_words=True)[-2:]
    assert item.state == State.CLOSED
    assert (ticked.event.steps, ticked.event.visit) == ([DOCTOR], visit)
    assert (closed.event.steps, closed.action.undone) == ([MAP], "She rings")


def test_the_log_says_that_a_step_was_ticked_and_not_which(item):
    tick(item, action=RANG)
    reopen_step(item, step=DOCTOR, reason="Another baby", **who(item))

    events = Event.objects.filter(case_ref=item.case_id).order_by("pk")
    assert [event.kind for event in events] == ["item.step_done", "item.step_reopened"]
    said = str([event.details for event in events])
    assert "mark" not in said
    assert "registrar" not in said

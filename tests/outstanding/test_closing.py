"""Who may do what to an item, from open to closed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checklists.audit.models import Event
from checklists.audit.refused import AlreadyAsked, NothingAsked
from checklists.outstanding.closing import (
    AlreadyClosed,
    AlreadyRecorded,
    ConfirmedClosing,
    NeedsAgreement,
    NotYoursToDecide,
    SayWhatWasDone,
    acknowledge,
    agree,
    ask_to_close,
    close,
    close_at_signing,
    decline,
    record_action,
)
from checklists.outstanding.history import Action, steps
from checklists.outstanding.models import ItemEvent, Outcome, State
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ItemFactory, TeamFactory, person
from tests.outstanding.visits import a_visit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
HOUR = timedelta(hours=1)
RANG = Action("Rang the paediatric registrar, seen the same day", AT, "Dr Inkwell")


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def case(north):
    return CaseFactory(team=north)


@pytest.fixture
def manager(north):
    return person(Role.MANAGER, north)


def asked(item, by=None, action=RANG):
    ask_to_close(item, outcome=Outcome.DONE, action=action, by=by or item.owner, at=AT)
    return item


def kinds(item):
    return [event.kind for event in item.history.all()]


def test_a_routine_item_is_closed_with_an_outcome_and_words(case):
    item = ItemFactory(case=case, routine=True)

    close(item, outcome=Outcome.NO_LONGER_APPLIES, action=Action("Moved"), by=case.owner, at=AT)

    item.refresh_from_db()
    assert (item.state, item.outcome) == (State.CLOSED, Outcome.NO_LONGER_APPLIES)
    assert (item.closed_by, item.closed_at) == (case.owner, AT)
    assert steps(item, with_words=True)[0].action == Action("Moved")


@pytest.mark.parametrize("urgency", [{}, {"immediate": True}])
def test_high_and_immediate_items_are_not_closed_by_hand_alone(case, manager, urgency):
    item = ItemFactory(case=case, **urgency)

    for someone in (case.owner, manager):
        with pytest.raises(NeedsAgreement):
            close(item, outcome=Outcome.DONE, action=RANG, by=someone, at=AT)

    assert kinds(item) == []


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DEPUTY])
@pytest.mark.parametrize("urgency", [{}, {"immediate": True}])
def test_the_practitioner_asks_and_the_manager_or_deputy_agrees(case, north, role, urgency):
    item = asked(ItemFactory(case=case, **urgency))
    boss = person(role, north)

    agree(item, by=boss, at=AT)

    item.refresh_from_db()
    assert (item.state, item.outcome, item.closed_by) == (State.CLOSED, Outcome.DONE, boss)
    assert item.acknowledged_by == boss
    assert kinds(item) == ["closing_asked", "closed"]


def test_until_someone_agrees_it_stays_open(case):
    item = asked(ItemFactory(case=case))

    item.refresh_from_db()
    assert item.state == State.CLOSING_ASKED
    assert item in type(item).objects.open()


def test_the_manager_declines_with_a_reason_and_it_is_open_again(case, manager):
    item = asked(ItemFactory(case=case))

    decline(item, reason="See the cot first", by=manager, at=AT)

    item.refresh_from_db()
    assert (item.state, item.outcome, item.closing_asked_by) == (State.OPEN, "", None)
    assert steps(item, with_words=True)[-1].action.what == "See the cot first"


def test_nobody_agrees_to_their_own_asking(case, manager):
    item = asked(ItemFactory(case=case), by=manager)

    for verb in (agree, lambda item, **who: decline(item, reason="No", **who)):
        with pytest.raises(NotYoursToDecide):
            verb(item, by=manager, at=AT)

    item.refresh_from_db()
    assert item.state == State.CLOSING_ASKED


def test_only_a_manager_of_the_team_decides(case, north):
    item = asked(ItemFactory(case=case))
    others = [case.owner, person(team=north), person(Role.MANAGER, TeamFactory())]

    for someone in others:
        with pytest.raises(NotYoursToDecide):
            agree(item, by=someone, at=AT)


@pytest.mark.parametrize(
    "said", [Action("Rang"), Action("Rang", AT), Action("Rang", None, "Dr I"), Action("", AT, "Dr")]
)
def test_an_immediate_item_asks_what_was_done_when_and_with_whom(case, said):
    item = ItemFactory(case=case, immediate=True)

    with pytest.raises(SayWhatWasDone):
        asked(item, action=said)


def test_a_manager_sees_an_item_once(case, manager):
    item = ItemFactory(case=case, immediate=True)

    acknowledge(item, by=manager, at=AT)
    acknowledge(item, by=manager, at=AT)

    item.refresh_from_db()
    assert (item.acknowledged_by, item.state) == (manager, State.OPEN)
    assert kinds(item) == ["acknowledged"]


def test_the_practitioner_does_not_say_that_a_manager_has_seen_it(case):
    with pytest.raises(NotYoursToDecide):
        acknowledge(ItemFactory(case=case), by=case.owner, at=AT)


def test_what_was_done_is_kept_sealed_and_the_item_stays_open(case):
    item = ItemFactory(case=case)

    record_action(item, action=RANG, by=case.owner, at=AT)

    item.refresh_from_db()
    assert item.state == State.OPEN
    assert b"registrar" not in bytes(ItemEvent.objects.get().sealed)
    assert steps(item, with_words=True)[0].action == RANG
    assert steps(item, with_words=False)[0].action is None


def test_the_same_words_for_the_same_moment_are_one_step(case):
    item, cover = ItemFactory(case=case), person(team=case.team)
    record_action(item, action=RANG, by=case.owner, at=AT)

    with pytest.raises(AlreadyRecorded, match="recorded already"):
        record_action(item, action=RANG, by=case.owner, at=AT + HOUR)
    record_action(item, action=replace(RANG, done_at=AT + HOUR), by=case.owner, at=AT + HOUR)
    record_action(item, action=RANG, by=cover, at=AT + HOUR)

    assert ItemEvent.objects.filter(item=item).count() == 3


def test_a_closed_item_stays_closed(case, manager):
    item = ItemFactory(case=case, closed=True)
    tries = [
        lambda: record_action(item, action=RANG, by=case.owner, at=AT),
        lambda: asked(item),
        lambda: close(item, outcome=Outcome.DONE, action=RANG, by=case.owner, at=AT),
        lambda: agree(item, by=manager, at=AT),
        lambda: acknowledge(item, by=manager, at=AT),
    ]

    for attempt in tries:
        with pytest.raises(AlreadyClosed):
            attempt()


def test_asking_twice_and_deciding_what_nobody_asked_are_refused(case, manager):
    item = ItemFactory(case=case)

    with pytest.raises(NothingAsked):
        agree(item, by=manager, at=AT)
    asked(item)
    with pytest.raises(AlreadyAsked):
        asked(item)


def test_each_verb_leaves_one_event_in_the_log_without_words(case, manager):
    item = ItemFactory(case=case)

    record_action(item, action=RANG, by=case.owner, at=AT)
    acknowledge(item, by=manager, at=AT)
    asked(item)
    decline(item, reason="See the cot first", by=manager, at=AT)
    asked(item)
    agree(item, by=manager, at=AT)

    events = Event.objects.filter(case_ref=case.pk).order_by("pk")
    assert [event.kind for event in events] == [
        "item.acted",
        "item.acknowledged",
        "item.closing_asked",
        "item.closing_declined",
        "item.closing_asked",
        "item.closing_agreed",
    ]
    assert "registrar" not in str([event.details for event in events])


def at_signing(item, action=None):
    confirmed = [ConfirmedClosing(item.pk, action)]
    return close_at_signing(confirmed, a_visit(item.case), by=item.owner, at=AT)


@pytest.mark.parametrize("urgency", [{}, {"routine": True}])
def test_a_closing_confirmed_at_signing_needs_no_manager(case, urgency):
    item = ItemFactory(case=case, **urgency)

    at_signing(item)

    item.refresh_from_db()
    assert (item.state, item.closed_by) == (State.CLOSED, case.owner)
    assert item.closed_at_visit is not None


def test_an_immediate_one_confirmed_at_signing_still_waits_for_a_manager(case):
    item = ItemFactory(case=case, immediate=True)

    at_signing(item, RANG)

    item.refresh_from_db()
    assert item.state == State.CLOSING_ASKED


def test_an_immediate_one_is_not_confirmed_without_saying_what_was_done(case):
    item = ItemFactory(case=case, immediate=True)

    with pytest.raises(SayWhatWasDone):
        at_signing(item)


def test_signing_closes_nothing_of_another_case(case):
    other = ItemFactory()
    visit = a_visit(case)

    done = close_at_signing([ConfirmedClosing(other.pk)], visit, by=case.owner, at=AT)

    other.refresh_from_db()
    assert (done, other.state) == ([], State.OPEN)

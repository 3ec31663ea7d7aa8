"""An immediate item that nobody has seen goes on, to the minute, once for each step."""

from datetime import date, timedelta

import pytest

from checklists.audit.models import Event
from checklists.escalation.models import Unread
from checklists.guidance.models import Setting, SettingValue
from checklists.management.commands import escalate as command
from checklists.outstanding.closing import acknowledge, ask_to_close, record_action
from checklists.outstanding.history import Action
from checklists.outstanding.models import ItemEvent, Outcome, OutstandingItem
from checklists.outstanding.ringing import note_ringing
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.escalation.conftest import london, run, told
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    ItemFactory,
    MembershipFactory,
    TeamFactory,
    person,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def history_of(item):
    return [event.kind for event in item.history.all()]


@pytest.mark.usefixtures("people", "item")
def test_nothing_one_minute_before_and_once_at_the_minute():
    run("2026-11-23 11:59")
    before = told()
    run("2026-11-23 12:00")
    run("2026-11-23 12:00")
    run("2026-11-23 13:59")

    assert before == []
    assert told() == ["deputy"]


@pytest.mark.usefixtures("people", "item")
def test_then_the_safeguarding_leads_and_nobody_twice():
    for at in ("12:00", "13:59", "14:00", "14:01", "15:59", "16:00", "16:01", "16:59"):
        run(f"2026-11-23 {at}")
    run("2026-11-25 12:00")

    assert told() == ["deputy", "lead"]
    assert [one.kind for one in Alert.objects.all()] == ["item_unseen"] * 2


@pytest.mark.parametrize(
    ("opened", "before", "due"),
    [
        ("2026-11-23 16:30", "2026-11-24 10:29", "2026-11-24 10:30"),  # a night
        ("2026-11-23 23:00", "2026-11-24 10:59", "2026-11-24 11:00"),
        ("2026-11-27 16:00", "2026-11-30 09:59", "2026-11-30 10:00"),  # a weekend
        ("2026-03-28 14:00", "2026-03-30 10:59", "2026-03-30 11:00"),  # the clocks go forward
        ("2026-10-23 16:00", "2026-10-26 09:59", "2026-10-26 10:00"),  # and back
        ("2026-12-24 16:00", "2026-12-29 09:59", "2026-12-29 10:00"),  # Christmas
    ],
)
@pytest.mark.usefixtures("people")
def test_only_working_hours_count(case, opened, before, due):
    ItemFactory(case=case, immediate=True, opened_at=london(opened))

    run(before)
    early = told()
    run(due)

    assert (early, told()) == ([], ["deputy"])


@pytest.mark.usefixtures("people", "item", "content_in_force")
def test_the_hours_are_a_dated_setting():
    four = Setting.objects.get(key="unseen_immediate_hours")
    SettingValue.objects.create(setting=four, value=4, starts_on=MONDAY)

    run("2026-11-23 13:59")
    early = told()
    run("2026-11-23 14:00")

    assert (early, told()) == ([], ["deputy"])


def test_each_deputy_and_each_lead_is_told(item, people, north):
    person(Role.DEPUTY, north, name="deputy 2")
    person(Role.SAFEGUARDING_LEAD, name="lead 2")

    run("2026-11-23 12:00")
    run("2026-11-23 14:00")

    assert told() == ["deputy", "deputy 2", "lead", "lead 2"]


def blocked(user, case):
    ConflictBlockFactory(case=case, user=user, set_by=case.owner)


def away(user, case):
    AbsenceFactory(user=user, covered_by=None, starts_on=MONDAY, ends_on=MONDAY)


def closed(user, case):
    user.is_active = False
    user.save()


def not_any_more(user, case):
    user.memberships.update(ends_on=MONDAY - timedelta(days=1))


def holds_it(user, case):
    OutstandingItem.objects.update(owner=user)


SKIPPED = [blocked, away, closed, not_any_more]


@pytest.mark.parametrize("why", [*SKIPPED, holds_it])
def test_a_deputy_who_cannot_look_is_passed_over(item, people, case, why):
    why(people["deputy"], case)

    run("2026-11-23 12:00")

    assert told() == ["lead"]


@pytest.mark.parametrize("why", SKIPPED)
def test_one_of_two_who_cannot_look_is_passed_over(item, people, north, case, why):
    why(person(Role.DEPUTY, north, name="deputy 2"), case)

    run("2026-11-23 12:00")

    assert told() == ["deputy"]


@pytest.mark.parametrize("why", SKIPPED)
def test_a_lead_who_cannot_look_is_passed_over(item, people, case, why):
    why(people["lead"], case)

    run("2026-11-23 12:00")
    run("2026-11-23 14:00")

    assert told() == ["deputy"]
    assert history_of(item) == ["passed_on", "no_reader"]


def test_a_deputy_of_another_team_is_not_told(item, people):
    person(Role.DEPUTY, TeamFactory(), name="of another team")

    run("2026-11-23 12:00")

    assert told() == ["deputy"]


@pytest.mark.parametrize("why", SKIPPED)
def test_the_history_says_each_step_and_whom_it_passed_over_not(item, people, north, case, why):
    why(person(Role.DEPUTY, north, name="deputy 2"), case)

    run("2026-11-23 12:00")
    run("2026-11-23 14:00")

    lines = list(item.history.values("kind", "by", "sealed", "steps"))
    assert [line["kind"] for line in lines] == ["passed_on", "passed_on"]
    assert all(line["by"] is None and not line["steps"] for line in lines)
    assert not any(bytes(line["sealed"]) for line in lines)
    details = [event.details for event in Event.objects.filter(kind="clock.told")]
    assert details == [{"told": 1, "rung": "deputies"}, {"told": 1, "rung": "leads"}]


def seen(item, people):
    acknowledge(item, by=people["manager"], at=london("2026-11-23 11:00"))


def seen_by_a_lead(item, people):
    acknowledge(item, by=people["lead"], at=london("2026-11-23 11:00"))


def acted_by_the_manager(item, people):
    done = Action("Rang her", london("2026-11-23 10:30"), "Nia")
    record_action(item, action=done, by=people["manager"], at=london("2026-11-23 11:00"))


def rung_noted_by_the_manager(item, people):
    note_ringing(item, by=people["deputy"], at=london("2026-11-23 11:00"))


def rung_noted_by_both(item, people):
    note_ringing(item, by=item.owner, at=london("2026-11-23 10:30"))
    note_ringing(item, by=people["manager"], at=london("2026-11-23 10:40"))


def taken_from_the_list(item, people):
    OutstandingItem.objects.filter(pk=item.pk).update(
        state="closed", outcome="taken_out", closed_at=item.opened_at, closed_by=item.owner
    )


STOPS = [
    seen,
    seen_by_a_lead,
    acted_by_the_manager,
    rung_noted_by_the_manager,
    rung_noted_by_both,
    taken_from_the_list,
]


@pytest.mark.parametrize("stops", STOPS)
def test_what_was_seen_in_time_goes_to_nobody(item, people, stops):
    stops(item, people)

    run("2026-11-23 12:00")
    run("2026-11-23 16:00")

    assert told() == []


@pytest.mark.parametrize("stops", STOPS)
def test_what_is_seen_after_the_first_step_goes_no_further(item, people, stops):
    run("2026-11-23 12:00")
    stops(item, people)
    run("2026-11-23 14:00")
    run("2026-11-23 16:00")

    assert told() == ["deputy"]
    assert not Unread.objects.exists()


def rung_noted_by_who_rang_alone(item, people):
    note_ringing(item, by=item.owner, at=london("2026-11-23 10:30"))


def asked_to_close(item, people):
    done = Action("Rang", london("2026-11-23 10:30"), "Dr Inkwell")
    ask_to_close(item, outcome=Outcome.DONE, action=done, by=item.owner, at=item.opened_at)


@pytest.mark.parametrize("goes_on", [rung_noted_by_who_rang_alone, asked_to_close])
def test_what_the_practitioner_says_alone_stops_nothing(item, people, goes_on):
    goes_on(item, people)

    run("2026-11-23 12:00")

    assert told() == ["deputy"]


@pytest.mark.parametrize("urgency", [{}, {"routine": True}])
@pytest.mark.usefixtures("people")
def test_only_what_is_immediate_has_the_clock(case, urgency):
    ItemFactory(case=case, opened_at=london("2026-11-20 10:00"), **urgency)

    run("2026-11-23 12:00")

    assert told() == []


@pytest.mark.usefixtures("people")
def test_what_became_immediate_later_counts_from_then(case):
    ItemFactory(
        case=case,
        immediate=True,
        opened_at=london("2026-11-02 10:00"),
        raised_at=london("2026-11-23 10:00"),
    )

    run("2026-11-23 11:59")
    early = told()
    run("2026-11-23 12:00")

    assert (early, told()) == ([], ["deputy"])


def test_what_was_seen_and_becomes_immediate_once_more_starts_again(item, people):
    run("2026-11-23 12:00")
    OutstandingItem.objects.update(raised_at=london("2026-11-23 13:00"))
    run("2026-11-23 14:59")
    early = told()
    run("2026-11-23 15:00")

    assert (early, told()) == (["deputy"], ["deputy", "deputy"])


@pytest.mark.usefixtures("item", "manager")
def test_who_comes_back_while_nobody_is_left_is_told_at_once(north, item):
    run("2026-11-23 12:00")
    run("2026-11-23 12:01")
    person(Role.DEPUTY, north, name="deputy")
    run("2026-11-23 12:02")

    assert told() == ["deputy"]
    assert history_of(item) == ["no_reader", "passed_on"]
    assert not Unread.objects.exclude(no_reader_at=None).exists()


def test_a_record_that_was_disposed_of_is_left_alone(item, people, case):
    nobody = dict.fromkeys(("given_name", "family_name", "mother_name", "name_key"), "")
    type(case).objects.update(**nobody, born_on=None, disposed_at=london("2026-11-23 10:30"))

    run("2026-11-23 12:00")

    assert told() == []


@pytest.mark.usefixtures("people", "item")
def test_a_timer_that_stood_still_for_days_takes_one_step_at_a_time():
    run("2026-11-27 12:00")
    run("2026-11-27 13:59")
    early = told()
    run("2026-11-27 14:00")

    assert (early, told()) == (["deputy"], ["deputy", "lead"])


def test_each_case_has_a_clock_of_its_own(item, people, north, nurse):
    other = CaseFactory(team=north, owner=nurse)
    ItemFactory(case=other, immediate=True, opened_at=london("2026-11-23 10:01"))

    run("2026-11-23 12:00")
    first = told()
    run("2026-11-23 12:01")

    assert (first, told()) == (["deputy"], ["deputy", "deputy"])


def test_what_is_broken_in_one_case_stops_no_other(item, people, north, nurse, monkeypatch, capsys):
    other = CaseFactory(team=north, owner=nurse)
    ItemFactory(case=other, immediate=True, opened_at=item.opened_at)
    whole = command.tell_of_case

    def breaks(case, clock):
        if case == item.case_id:
            raise ValueError("Wren Fableton")
        return whole(case, clock)

    monkeypatch.setattr(command, "tell_of_case", breaks)
    with pytest.raises(Exception, match="1 cases could not be looked at"):
        run("2026-11-23 12:00")

    assert [one.case_ref for one in Alert.objects.all()] == [other.pk]
    assert "Wren" not in capsys.readouterr().err


def test_the_log_still_agrees_with_every_row(item, people):
    run("2026-11-23 12:00")

    assert ItemEvent.objects.count() == 1
    stated = {key for event in Event.objects.filter(kind="clock.told") for key in event.rows}
    assert any(str(item.history.get().pk) in key for key in stated)


def test_a_deputy_who_also_leads_safeguarding_hears_of_both_steps(item, deputy, lead):
    MembershipFactory(user=deputy, role=Role.SAFEGUARDING_LEAD, team=None)

    run("2026-11-23 12:00")
    run("2026-11-23 14:00")

    assert told() == ["deputy", "deputy", "lead"]

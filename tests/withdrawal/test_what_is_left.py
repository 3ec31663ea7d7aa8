"""A withdrawn visit leaves no word in the record, and what came of it is undone."""

import pytest
from django.db import connection
from django.urls import reverse

from checklists.answers.saving import Change
from checklists.audit.models import Event
from checklists.facts.models import CaseFacts
from checklists.facts.storing import read_facts
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.outstanding.closing import agree, record_action
from checklists.outstanding.history import Action
from checklists.outstanding.models import ItemEvent, Outcome, OutstandingItem, State
from checklists.people.models.teams import Role
from checklists.visits.draft.adults import add_at_visit
from checklists.visits.draft.signing import sign
from checklists.visits.models import PointCount, Visit
from checklists.visits.signed.amending import Correction, amend
from checklists.visits.signed.verifying import visit_problems
from tests.factories import person
from tests.records.telling import waiting
from tests.records.whole_database import places_of
from tests.visits.story import AT_THE_VISIT, begin, item, leave_the_rest, reread, say, signed
from tests.withdrawal.asking import BEFORE, CANARY, LATER, WRONG, page, withdrawn

pytestmark = pytest.mark.django_db


def test_only_a_neutral_marker_is_left_on_the_pages(client, case, visit, nurse, manager):
    amend(visit, Correction("", f"{CANARY} below.", "x", private=False), by=nurse, at=LATER)
    withdrawn(visit, manager)
    client.force_login(nurse)

    shown = page(client, "visit_signed", visit.pk)
    lists = [page(client, name, case.pk) for name in ("case", "case_visits", "case_outstanding")]

    assert "Saved" not in shown
    marker = "An entry was made here in error and was taken out. 23 November 2026, by two people."
    assert marker in shown
    assert "An entry was made here in error and was taken out" in lists[1]
    assert [words for words in [shown, *lists] if CANARY in words] == []
    assert [words for words in (shown, lists[1]) if "6 to 8 week review" in words] == []


def test_no_word_of_it_is_left_in_any_row(case, visit, nurse, manager):
    amend(visit, Correction("", f"{CANARY} below.", "x", private=True), by=nurse, at=LATER)
    assert places_of(CANARY)

    row = withdrawn(visit, manager)

    assert places_of(CANARY) == set()
    row.sheet.refresh_from_db()
    assert row.sheet.body == {}
    with connection.cursor() as cursor:
        for sealed in ("checklists_privatesheet", "checklists_amendment", "checklists_withdrawal"):
            cursor.execute(f'SELECT sum(length(sealed)) FROM "{sealed}"')  # noqa: S608  our own names
            assert cursor.fetchone()[0] == 0
    assert (row.visit_type, row.stage, row.outcome, row.place, row.note) == ("", "", "", "", "")
    assert (row.present, row.was_present, row.held_at) == ([], [], LATER)


def test_what_is_known_of_the_family_is_as_if_it_had_never_been(case, nurse, manager):
    signed(case, {"baby_lived_experience": "Fed well.", "baby_seen": "seen_asleep"}, at=BEFORE)
    before = read_facts(reread(case), with_private=True)
    next_before = CaseFacts.objects.values("next_contact", "last_seen_on").get(case=case)
    wrong = signed(case, WRONG, visit_type="6-8-week")
    assert read_facts(reread(case), with_private=True) != before

    withdrawn(wrong, manager)

    assert read_facts(reread(case), with_private=True) == before
    assert CaseFacts.objects.values("next_contact", "last_seen_on").get(case=case) == next_before


def test_it_counts_for_nothing_any_more(visit, manager):
    assert PointCount.objects.filter(visit=visit).exists()

    withdrawn(visit, manager)

    counts = PointCount.objects.filter(visit=visit)
    assert set(counts.values_list("outcome", flat=True)) == {PointCount.Outcome.TAKEN_OUT}


def test_what_it_opened_goes_with_what_was_done_about_it(client, case, visit, nurse, manager):
    opened = OutstandingItem.objects.filter(opened_at_visit=visit).by_urgency()[0]
    record_action(opened, action=Action(f"{CANARY} rang."), by=nurse, at=LATER)
    client.force_login(nurse)

    withdrawn(visit, manager)

    assert not OutstandingItem.objects.visible_to(nurse).filter(case=case).exists()
    gone = OutstandingItem.objects.filter(case=case)
    assert set(gone.values_list("title", "neutral_title", "guidance", "rule_key", "subject")) == {
        ("", "", "", "", "")
    }
    assert set(gone.values_list("state", "outcome")) == {(State.CLOSED, Outcome.TAKEN_OUT)}
    assert set(ItemEvent.objects.filter(item__in=gone).values_list("kind", "visit")) == {
        (ItemEvent.Kind.TAKEN_OUT, None)
    }
    assert client.get(reverse("item", args=[opened.pk])).status_code == 404


def test_what_it_closed_is_open_again_with_the_holder(case, nurse, manager):
    signed(case, {"da_postnatal": ("not_asked", "partner_present")}, at=BEFORE)
    waits = item(case, "da_postnatal_not_completed")
    answers = {"da_postnatal": "asked_no_disclosure", "da_seen_alone": "yes"}
    wrong = signed(case, answers, close=[waits.pk])
    waits.refresh_from_db()
    assert waits.state == State.CLOSED

    withdrawn(wrong, manager)

    waits.refresh_from_db()
    assert (waits.state, waits.outcome, waits.closed_at) == (State.OPEN, "", None)
    kinds = list(waits.history.values_list("kind", flat=True))
    assert kinds == ["opened", "taken_out", "reopened"]


def test_a_closing_that_it_asked_for_and_a_manager_agreed_to_is_undone(case, nurse, manager):
    signed(case, {"mental_health_mother": "red_flag"}, at=BEFORE)
    urgent = OutstandingItem.objects.filter(case=case, priority=1)[0]
    wrong = begin(reread(case))
    say(wrong, {"mental_health_mother": "no_concern"})
    wrong = sign(leave_the_rest(wrong), confirmed_closings=[], by=nurse, at=AT_THE_VISIT)
    ItemEvent.objects.create(
        item=urgent, kind="closing_asked", at=AT_THE_VISIT, by=nurse, visit=wrong
    )
    OutstandingItem.objects.filter(pk=urgent.pk).update(
        state=State.CLOSING_ASKED,
        outcome=Outcome.DONE,
        closing_asked_at=AT_THE_VISIT,
        closing_asked_by=nurse,
    )
    agree(urgent, by=manager, at=LATER)

    withdrawn(wrong, person(Role.SAFEGUARDING_LEAD))

    urgent.refresh_from_db()
    assert (urgent.state, urgent.closing_asked_by) == (State.OPEN, None)


def test_an_item_that_a_later_visit_met_again_stays(case, visit, manager):
    opened = set(OutstandingItem.objects.filter(opened_at_visit=visit).values_list("pk", flat=True))
    later = signed(case, {"mental_health_mother": "red_flag"}, at=LATER, visit_type="targeted")
    met = set(
        ItemEvent.objects.filter(visit=later, kind="met_again").values_list("item_id", flat=True)
    )
    assert met & opened

    withdrawn(visit, manager)

    for kept in OutstandingItem.objects.filter(pk__in=met):
        assert kept.state == State.OPEN
        assert kept.title
        assert kept.opened_at_visit_id == later.pk
    assert list(visit_problems()) == []


def test_the_log_and_the_record_verify_before_and_after(visit, manager):
    assert list(visit_problems()) == []

    withdrawn(visit, manager)

    assert list(visit_problems()) == []
    event = Event.objects.get(kind="visit.withdrawn")
    assert event.by == manager
    assert event.details["asked_by"] == str(visit.author_id)
    assert event.target == f"visit:{visit.pk}"
    assert CANARY not in str(event.details)


def test_an_adult_whom_only_it_knows_goes_and_others_stay(case, nurse, manager):
    named = {"adult_name": {"value": "Dan Darkwater", "reason": ""}}
    known = add_adult(case, named=Adult.Named.KNOWN, answers=named, by=nurse, at=BEFORE)
    wrong = say(begin(reread(case)), {f"adult_met:{known.pk}": "met"})
    theirs = add_at_visit(wrong, name=CANARY, named="known", by=nurse, at=AT_THE_VISIT)
    wrong.sheet.refresh_from_db()
    sign(leave_the_rest(wrong), confirmed_closings=[], by=nurse, at=AT_THE_VISIT)

    withdrawn(Visit.objects.get(pk=wrong.pk), manager)

    assert list(case.adults.all()) == [known]
    assert not Adult.objects.filter(pk=theirs.pk).exists()
    answers = read_facts(reread(case), with_private=True).private_answers
    assert [value["value"] for value in answers.values()] == ["Dan Darkwater"]


def test_an_adult_added_on_the_household_page_that_day_stays(case, nurse, manager):
    named = {"adult_name": {"value": "Uncle Alone", "reason": ""}}
    begun = begin(reread(case))
    alone = add_adult(reread(case), named="known", answers=named, by=nurse, at=AT_THE_VISIT)
    confirmed = Change("Uncle Alone", how="confirmed")
    wrong = say(begun, {f"adult_name:{alone.pk}": confirmed, f"adult_met:{alone.pk}": "yes"})
    sign(leave_the_rest(wrong), confirmed_closings=[], by=nurse, at=AT_THE_VISIT)

    withdrawn(Visit.objects.get(pk=wrong.pk), manager)

    assert list(case.adults.all()) == [alone]
    answers = read_facts(reread(case), with_private=True).private_answers
    assert [value["value"] for value in answers.values()] == ["Uncle Alone"]


def test_a_copy_that_waits_for_release_is_prepared_again(case, visit, manager):
    request = waiting(case, manager)

    withdrawn(visit, person(Role.SAFEGUARDING_LEAD))

    request.refresh_from_db()
    assert (request.state, bytes(request.document)) == ("preparing", b"")


def test_it_can_be_written_again_in_the_right_record_as_a_late_entry(client, visit, manager, nurse):
    other = type(visit.case).objects.get(pk=visit.case_id)
    withdrawn(visit, manager)

    anew = signed(other, {"baby_lived_experience": "Hers."}, at=LATER, visit_type="6-8-week")

    assert Visit.objects.get(pk=anew.pk).status == Visit.Status.SIGNED

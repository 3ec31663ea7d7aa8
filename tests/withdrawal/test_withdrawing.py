"""A visit signed in the wrong record is taken out by two people, and leaves no word there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from checklists.answers.saving import Change
from checklists.audit import frozen
from checklists.audit.models import Event
from checklists.audit.refused import AlreadyAsked, NothingAsked, NotYours
from checklists.facts.models import CaseFacts
from checklists.facts.storing import read_facts
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.outstanding.closing import agree, record_action
from checklists.outstanding.history import Action
from checklists.outstanding.models import ItemEvent, Outcome, OutstandingItem, State
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.visits.draft.adults import add_at_visit
from checklists.visits.draft.signing import sign
from checklists.visits.models import PointCount, Visit, Withdrawal
from checklists.visits.signed.amending import Correction, MayNotAmend, amend
from checklists.visits.signed.verifying import visit_problems
from checklists.withdrawal.withdrawing import (
    agree_withdrawal,
    ask_withdrawal,
    decline_withdrawal,
)
from tests.factories import ConflictBlockFactory, ItemFactory, TeamFactory, person
from tests.records.telling import waiting
from tests.records.whole_database import places_of
from tests.visits.story import AT_THE_VISIT, begin, item, leave_the_rest, reread, say, signed

pytestmark = pytest.mark.django_db

CANARY = "Zaunkoenig"
BEFORE, LATER = AT_THE_VISIT - timedelta(days=9), AT_THE_VISIT + timedelta(hours=2)
WRONG = {
    "baby_lived_experience": f"{CANARY} in the pram.",
    "baby_seen": "seen_awake",
    "mental_health": "red_flag",
    "da_postnatal": "asked_disclosure",
    "da_safe_contact": f"{CANARY} rings.",
}


@pytest.fixture
def manager(case):
    return person(Role.MANAGER, case.team)


@pytest.fixture
def visit(case):
    """The one that does not belong here."""
    return signed(case, WRONG)


def asked(visit, by=None):
    return ask_withdrawal(
        visit, reason="It was the baby next door.", by=by or visit.author, at=LATER
    )


def taken_out(visit, by):
    agree_withdrawal(asked(visit), by=by, at=LATER)
    return Visit.objects.get(pk=visit.pk)


def page(client, name, pk, **post):
    address = reverse(name, args=[pk])
    answer = client.post(address, post) if post else client.get(address)
    return answer.content.decode().replace("&#x27;", "'")


# --- what is left -------------------------------------------------------------------------------


def test_only_a_neutral_marker_is_left_on_the_pages(client, case, visit, nurse, manager):
    amend(visit, Correction("", f"{CANARY} beneath.", "x", private=False), by=nurse, at=LATER)
    taken_out(visit, manager)
    client.force_login(nurse)

    shown = page(client, "visit_signed", visit.pk)
    lists = [page(client, name, case.pk) for name in ("case", "case_visits", "case_outstanding")]

    assert "Saved" not in shown
    marker = "An entry was made here in error and was taken out. 23 November 2026, by two people."
    assert marker in shown
    assert "An entry was made here in error and was taken out" in lists[1]
    assert [words for words in [shown, *lists] if CANARY in words] == []
    assert [words for words in (shown, lists[1]) if "6 to 8 week review" in words] == []


def test_no_word_of_it_is_left_in_the_sheets_and_beneath(case, visit, nurse, manager):
    amend(visit, Correction("", f"{CANARY} beneath.", "x", private=True), by=nurse, at=LATER)
    assert places_of(CANARY)

    row = taken_out(visit, manager)

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

    taken_out(wrong, manager)

    assert read_facts(reread(case), with_private=True) == before
    assert CaseFacts.objects.values("next_contact", "last_seen_on").get(case=case) == next_before


def test_it_counts_for_nothing_any_more(visit, manager):
    assert PointCount.objects.filter(visit=visit).exists()

    taken_out(visit, manager)

    counts = PointCount.objects.filter(visit=visit)
    assert set(counts.values_list("outcome", flat=True)) == {PointCount.Outcome.TAKEN_OUT}


# --- items --------------------------------------------------------------------------------------


def test_what_it_opened_goes_with_what_was_done_about_it(client, case, visit, nurse, manager):
    opened = OutstandingItem.objects.filter(opened_at_visit=visit).by_urgency()[0]
    record_action(opened, action=Action(f"{CANARY} rang."), by=nurse, at=LATER)
    client.force_login(nurse)

    taken_out(visit, manager)

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

    taken_out(wrong, manager)

    waits.refresh_from_db()
    assert (waits.state, waits.outcome, waits.closed_at) == (State.OPEN, "", None)
    kinds = list(waits.history.values_list("kind", flat=True))
    assert kinds == ["opened", "taken_out", "reopened"]


def test_a_closing_that_it_asked_for_and_a_manager_agreed_to_is_undone(case, nurse, manager):
    signed(case, {"mental_health": "red_flag"}, at=BEFORE)
    urgent = OutstandingItem.objects.filter(case=case, priority=1)[0]
    wrong = begin(reread(case))
    say(wrong, {"mental_health": "no_concern"})
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

    taken_out(wrong, person(Role.SAFEGUARDING_LEAD))

    urgent.refresh_from_db()
    assert (urgent.state, urgent.closing_asked_by) == (State.OPEN, None)


def test_an_item_that_a_later_visit_met_again_stays(case, visit, manager):
    opened = set(OutstandingItem.objects.filter(opened_at_visit=visit).values_list("pk", flat=True))
    later = signed(case, {"mental_health": "red_flag"}, at=LATER, visit_type="targeted")
    met = set(
        ItemEvent.objects.filter(visit=later, kind="met_again").values_list("item_id", flat=True)
    )
    assert met & opened

    taken_out(visit, manager)

    for kept in OutstandingItem.objects.filter(pk__in=met):
        assert kept.state == State.OPEN
        assert kept.title
        assert kept.opened_at_visit_id == later.pk
    assert list(visit_problems()) == []


def test_the_log_and_the_record_verify_before_and_after(visit, manager):
    assert list(visit_problems()) == []

    taken_out(visit, manager)

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

    taken_out(Visit.objects.get(pk=wrong.pk), manager)

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

    taken_out(Visit.objects.get(pk=wrong.pk), manager)

    assert list(case.adults.all()) == [alone]
    answers = read_facts(reread(case), with_private=True).private_answers
    assert [value["value"] for value in answers.values()] == ["Uncle Alone"]


def test_a_copy_that_waits_for_release_is_prepared_anew(case, visit, manager):
    request = waiting(case, manager)

    taken_out(visit, person(Role.SAFEGUARDING_LEAD))

    request.refresh_from_db()
    assert (request.state, bytes(request.document)) == ("preparing", b"")


def test_it_can_be_written_anew_in_the_right_record_as_a_late_entry(client, visit, manager, nurse):
    other = type(visit.case).objects.get(pk=visit.case_id)
    taken_out(visit, manager)

    anew = signed(other, {"baby_lived_experience": "Hers."}, at=LATER, visit_type="6-8-week")

    assert Visit.objects.get(pk=anew.pk).status == Visit.Status.SIGNED


# --- two people ---------------------------------------------------------------------------------


def test_until_the_second_person_agrees_it_stays(client, case, visit, nurse, manager):
    client.force_login(nurse)

    page(client, "ask_withdrawal", visit.pk, reason="It was the baby next door.")
    shown = page(client, "visit_signed", visit.pk)

    assert f"{CANARY} in the pram." in shown
    assert "Asked to be taken out" in shown
    assert ". Asked to be taken out" in page(client, "case_visits", case.pk)
    assert Alert.objects.get(kind="withdrawal_waiting").recipient == manager


def test_who_asked_and_who_wrote_it_are_told_that_it_was_taken_out(client, case, visit, manager):
    holder = person(team=case.team)
    type(case).objects.filter(pk=case.pk).update(owner=holder)

    agree_withdrawal(asked(visit, by=holder), by=manager, at=LATER)

    for one in (holder, visit.author):
        client.force_login(one)
        told = client.get(reverse("alerts")).text
        assert "A visit you signed or asked about was taken out of a record" in told


@pytest.mark.parametrize("who", [Role.MANAGER, Role.DEPUTY, Role.SAFEGUARDING_LEAD])
def test_who_agrees(client, case, visit, nurse, who):
    second = person(who, None if who == Role.SAFEGUARDING_LEAD else case.team)
    waits = asked(visit)
    client.force_login(second)

    read = page(client, "withdrawal", waits.pk)
    without_tick = client.post(reverse("withdrawal", args=[waits.pk]), {})
    client.post(reverse("withdrawal", args=[waits.pk]), {"sure": "on"})

    assert "It was the baby next door." in read
    assert without_tick.status_code == 422
    assert Visit.objects.get(pk=visit.pk).status == Visit.Status.WITHDRAWN


def refused(by, waits):
    for verb in (agree_withdrawal, decline_withdrawal):
        with pytest.raises(NotYours):
            verb(waits, by=by, at=LATER)


def test_nobody_agrees_to_their_own_asking_not_even_a_manager(client, case, nurse, manager):
    type(case).objects.filter(pk=case.pk).update(owner=manager)
    wrong = signed(case, WRONG)
    waits = asked(wrong, by=manager)
    client.force_login(manager)

    with pytest.raises(NotYours):
        agree_withdrawal(waits, by=manager, at=LATER)
    answer = client.post(reverse("withdrawal", args=[waits.pk]), {"sure": "on"})

    assert answer.status_code == 404
    assert Visit.objects.get(pk=wrong.pk).status == Visit.Status.SIGNED


@pytest.mark.parametrize("who", ["colleague", "other manager", "blocked manager", "blocked lead"])
def test_who_may_neither_see_nor_answer_what_is_asked(client, case, visit, who):
    waits = asked(visit)
    user = {
        "colleague": lambda: person(team=case.team),
        "other manager": lambda: person(Role.MANAGER, TeamFactory()),
        "blocked manager": lambda: person(Role.MANAGER, case.team),
        "blocked lead": lambda: person(Role.SAFEGUARDING_LEAD),
    }[who]()
    if "blocked" in who:
        ConflictBlockFactory(case=case, user=user)
    client.force_login(user)

    assert client.get(reverse("withdrawal", args=[waits.pk])).status_code == 404
    assert client.post(reverse("withdrawal", args=[waits.pk]), {"sure": "on"}).status_code == 404
    refused(user, waits)


def test_a_blocked_person_is_told_nothing(case, visit, manager):
    ConflictBlockFactory(case=case, user=manager)

    asked(visit)

    assert not Alert.objects.filter(recipient=manager, kind="withdrawal_waiting").exists()


def test_only_author_and_holder_ask(client, case, visit, nurse, manager):
    for user in (person(team=case.team), manager, person(Role.SAFEGUARDING_LEAD)):
        client.force_login(user)
        assert client.get(reverse("ask_withdrawal", args=[visit.pk])).status_code == 404
        with pytest.raises(NotYours):
            asked(visit, by=user)
    holder = person(team=case.team)
    type(case).objects.filter(pk=case.pk).update(owner=holder)

    assert asked(visit, by=holder).asked_by == holder


def test_the_one_who_asked_takes_it_back_and_may_ask_again(client, visit, nurse):
    waits = asked(visit)
    with pytest.raises(AlreadyAsked):
        asked(visit)
    client.force_login(nurse)

    page(client, "decline_withdrawal", waits.pk, x="")

    waits.refresh_from_db()
    assert (waits.outcome, bytes(waits.sealed)) == ("declined", b"")
    asked(visit)


def test_who_asked_learns_that_it_stays_and_who_left_it(client, visit, nurse, manager):
    decline_withdrawal(asked(visit), by=manager, at=LATER)
    client.force_login(nurse)

    before = client.get(reverse("my_items")).context["needs"]
    read = page(client, "visit_signed", visit.pk)

    assert [need["title"] for need in before] == ["An entry you asked about stays"]
    assert f"{manager} left it as it is on" in read
    assert client.get(reverse("my_items")).context["needs"] == []


def test_who_takes_it_back_is_told_nothing(client, visit, nurse):
    decline_withdrawal(asked(visit), by=nurse, at=LATER)
    client.force_login(nurse)

    assert client.get(reverse("my_items")).context["needs"] == []
    assert "This entry stays" not in page(client, "visit_signed", visit.pk)


def test_it_is_answered_once(visit, manager):
    waits = asked(visit)
    decline_withdrawal(waits, by=manager, at=LATER)

    with pytest.raises(NothingAsked):
        agree_withdrawal(waits, by=manager, at=LATER)


def test_what_was_taken_out_is_neither_amended_nor_copied_nor_asked_again(
    client, visit, nurse, manager
):
    taken_out(visit, manager)
    client.force_login(nurse)

    for name in ("visit_copy", "visit_amend", "ask_withdrawal"):
        assert client.get(reverse(name, args=[visit.pk])).status_code == 404
    assert client.post(reverse("visit_copy", args=[visit.pk])).status_code == 404
    for name in ("visit", "visit_review"):
        assert client.get(reverse(name, args=[visit.pk])).url == reverse(
            "visit_signed", args=[visit.pk]
        )
    with pytest.raises(MayNotAmend):
        amend(visit, Correction("", "x", "x", private=False), by=nurse, at=LATER)


def test_a_reason_is_asked_for(client, visit, nurse):
    client.force_login(nurse)

    answer = client.post(reverse("ask_withdrawal", args=[visit.pk]), {"reason": " "})

    assert answer.status_code == 422
    assert "Say how you know" in answer.content.decode()


def test_a_lead_reads_that_a_copy_went_out_since(client, case, visit, manager):
    type(waiting(case, manager)).objects.update(
        state="released", decided_by=person(Role.SAFEGUARDING_LEAD), decided_at=LATER
    )
    waits = asked(visit)
    client.force_login(person(Role.SAFEGUARDING_LEAD))

    assert "Tell your information governance lead" in page(client, "withdrawal", waits.pk)


# --- the database -------------------------------------------------------------------------------


def test_a_signed_visit_is_emptied_whole_or_not_at_all(visit):
    for change in (
        {"status": "withdrawn"},
        {"note": "x"},
        {"visit_type": ""},
        {"status": "draft"},
        {"signed_at": LATER},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(**change)


def test_nothing_comes_back_into_what_was_taken_out(visit, manager):
    row = taken_out(visit, manager)
    changes = [
        (type(row.sheet).objects.filter(pk=row.sheet_id), {"body": {"baby_seen": {}}}),
        (Visit.objects.filter(pk=row.pk), {"status": "signed"}),
        (Visit.objects.filter(pk=row.pk), {"note": "x"}),
        (PointCount.objects.filter(visit=row), {"outcome": "recorded"}),
        (ItemEvent.objects.filter(kind="taken_out"), {"sealed": b"x"}),
        (Withdrawal.objects.filter(visit=row), {"sealed": b"x"}),
    ]
    for rows, change in changes:
        assert rows.exists()
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_the_database_refuses_one_person_for_both(visit):
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(
            visit=visit,
            asked_by=visit.author,
            asked_at=LATER,
            outcome="agreed",
            ended_by=visit.author,
            ended_at=LATER,
        )


def test_a_visit_emptied_without_two_people_is_named(visit, manager):
    taken_out(visit, manager)
    frozen.remove(connection)
    Event.objects.filter(kind="visit.withdrawn").update(details={"asked_by": str(manager.pk)})

    says = f"Visit {visit.pk} was taken out, and no event says that two people did it."
    assert list(visit_problems()) == [says]


def test_answers_emptied_behind_our_back_are_named(visit):
    type(visit.sheet).objects.filter(pk=visit.sheet_id).update(body={})

    assert list(visit_problems()) == [f"Visit {visit.pk} was changed after it was signed."]


def test_words_that_came_back_are_named(visit, manager):
    taken_out(visit, manager)
    frozen.remove(connection)
    type(visit.sheet).objects.filter(pk=visit.sheet_id).update(body={"baby_seen": {}})

    says = f"Visit {visit.pk} was taken out and still holds words."
    assert list(visit_problems()) == [says]


def test_an_item_of_the_family_itself_is_left_alone(case, visit, manager):
    own = ItemFactory(case=case, title="Ring about the cot")

    taken_out(visit, manager)

    own.refresh_from_db()
    assert (own.title, own.state) == ("Ring about the cot", State.OPEN)

"""A contact that could not happen: signed at once, with a day and an owner for the next attempt."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.access import WholeRecord
from checklists.facts.models import CaseFacts
from checklists.guidance.models import Setting, SettingValue
from checklists.outstanding.history import steps
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.reasons import why_open
from checklists.visits.draft.forms.starting import NotHeldForm
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.draft.planning import preview
from checklists.visits.models import Visit
from tests.factories import person
from tests.visits.story import AT_THE_VISIT, begin, item, items, reread, signed

DAY = AT_THE_VISIT.date()


def not_held(case, outcome="no_access", at=AT_THE_VISIT, **more):
    said = {
        "visit_type": "6-8-week",
        "note": "Rang the bell, left a card.",
        "by": case.owner,
        **more,
    }
    return record_not_held(reread(case), outcome=outcome, held_at=at, at=at, **said)


def test_it_is_signed_at_once_and_frozen(case):
    visit = not_held(case)

    assert (visit.status, visit.outcome) == ("signed", "no_access")
    assert Event.objects.filter(case_ref=case.pk).latest("at").kind == "visit.not_held"
    with pytest.raises(DatabaseError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(note="Someone was in")


def next_attempt(case):
    return item(case, "try_again")


@pytest.mark.parametrize("outcome", [one for one in Visit.Outcome if one != Visit.Outcome.HELD])
def test_every_contact_that_did_not_happen_leaves_a_dated_next_attempt_with_an_owner(case, outcome):
    visit = not_held(case, outcome)

    left = next_attempt(case)
    assert (left.title, left.neutral_title) == ("Try the visit again", "Visit follow-up")
    assert (left.priority, left.private, left.owner) == (Priority.ROUTINE, False, case.owner)
    assert (left.due_on, left.opened_at_visit) == (DAY + timedelta(days=7), visit)
    assert items(case, "no_access_or_refused") == []


def test_the_owner_of_the_next_attempt_is_who_holds_the_case_not_who_covers(case):
    cover = person(team=case.team)

    not_held(case, by=cover)

    assert next_attempt(case).owner == case.owner


def test_the_day_that_was_chosen_is_the_day_it_is_due(case):
    not_held(case, try_again_on=DAY + timedelta(days=2))

    assert next_attempt(case).due_on == DAY + timedelta(days=2)


def test_the_proposed_day_is_a_dated_setting(case):
    SettingValue.objects.create(
        setting=Setting.objects.get(key="next_attempt_days"), value=3, starts_on=DAY
    )

    not_held(case)

    assert next_attempt(case).due_on == DAY + timedelta(days=3)


def test_a_visit_whose_window_ends_sooner_is_tried_again_within_it(case):
    CaseFacts.objects.filter(case=case).update(
        next_contact="6-8-week", next_until=DAY + timedelta(days=4)
    )

    not_held(case)

    assert next_attempt(case).due_on == DAY + timedelta(days=4)


def test_a_later_attempt_that_did_not_happen_gives_the_item_a_new_day_and_no_double(case):
    not_held(case, "cancelled_by_us")
    later = AT_THE_VISIT + timedelta(days=3)

    not_held(case, "cancelled_by_us", at=later, try_again_on=DAY + timedelta(days=12))

    left = next_attempt(case)
    assert left.due_on == DAY + timedelta(days=12)
    last = steps(left, with_words=True)[-1]
    assert (last.event.kind, last.action.what) == (
        "met_again",
        "To be tried again by 5 December 2026",
    )


def test_when_the_rule_for_a_run_fires_too_there_is_one_thing_to_do(case):
    """The routine item becomes the high one: nothing closes by itself, and nothing is doubled."""
    not_held(case)
    tried = next_attempt(case)

    not_held(case, at=AT_THE_VISIT + timedelta(days=3), try_again_on=DAY + timedelta(days=10))

    [left] = OutstandingItem.objects.filter(case=case)
    assert (left.pk, left.rule_key, left.priority) == (
        tried.pk,
        "no_access_or_refused",
        Priority.HIGH,
    )
    assert (left.due_on, left.bring_to_supervision) == (DAY + timedelta(days=5), True)
    assert why_open(left, "") == ["Planned contacts running that could not happen."]


def test_an_attempt_chosen_sooner_than_the_rule_asks_brings_the_high_item_forward(case):
    not_held(case)

    not_held(case, at=AT_THE_VISIT + timedelta(days=3), try_again_on=DAY + timedelta(days=4))

    assert item(case, "no_access_or_refused").due_on == DAY + timedelta(days=4)


def test_while_the_high_item_is_open_another_attempt_neither_doubles_it_nor_puts_it_off(case):
    for days in (0, 3):
        not_held(case, at=AT_THE_VISIT + timedelta(days=days))

    not_held(case, at=AT_THE_VISIT + timedelta(days=6), try_again_on=DAY + timedelta(days=13))

    [left] = OutstandingItem.objects.filter(case=case)
    assert left.due_on == DAY + timedelta(days=5)
    last = steps(left, with_words=True)[-1]
    assert last.action.what == "To be tried again by 6 December 2026"


def test_a_contact_written_late_leaves_its_next_attempt_too(case):
    signed(case, {}, at=AT_THE_VISIT + timedelta(days=1))

    not_held(case)

    assert next_attempt(case).due_on == DAY + timedelta(days=7)


def test_a_visit_that_was_held_proposes_the_closing_and_never_closes_by_itself(case):
    not_held(case)

    held = begin(reread(case), at=AT_THE_VISIT + timedelta(days=2))

    proposed = preview(opened(held), WholeRecord(held.author)).closings(with_private=True)
    assert [one.rule_key for one in proposed] == ["try_again"]
    signed(case, {}, at=AT_THE_VISIT + timedelta(days=3))
    assert next_attempt(case).state == "open"


def test_a_brief_contact_is_not_the_visit_and_proposes_nothing(case):
    not_held(case)

    brief = begin(reread(case), visit_type="brief-contact", at=AT_THE_VISIT + timedelta(days=2))

    assert preview(opened(brief), WholeRecord(brief.author)).closings(with_private=True) == []


def opened(draft):
    """The draft with its case as its page opens it."""
    draft.case = reread(draft.case)
    return draft


@pytest.mark.parametrize("second", ["no_access", "cancelled_by_family", "not_brought"])
def test_the_second_running_opens_the_item(case, second):
    not_held(case)

    not_held(case, second, at=AT_THE_VISIT + timedelta(days=3))

    opened = item(case, "no_access_or_refused")
    assert opened.due_on == (AT_THE_VISIT + timedelta(days=5)).date()


def test_what_we_cancelled_ourselves_is_not_the_familys(case):
    not_held(case)

    not_held(case, "cancelled_by_us", at=AT_THE_VISIT + timedelta(days=3))

    assert items(case, "no_access_or_refused") == []


def test_a_visit_that_was_held_ends_the_run(case):
    not_held(case)
    signed(case, {"access_pattern": "no"}, at=AT_THE_VISIT + timedelta(days=1))

    not_held(case, at=AT_THE_VISIT + timedelta(days=3))

    assert items(case, "no_access_or_refused") == []


def test_it_does_not_count_as_seen(case):
    not_held(case)

    facts = reread(case).facts
    assert facts.last_contact_on is None
    assert facts.next_contact == "new-birth"


def test_the_page_records_and_signs_with_one_button(client, case, nurse):
    client.force_login(nurse)
    url = reverse("not_held", args=[case.pk])
    data = {
        "outcome": "no_access",
        "visit_type": "6-8-week",
        "note": "",
        "held_on-day": "23",
        "held_on-month": "11",
        "held_on-year": "2026",
        "held_time": "2pm",
        **proposed(client.get(url)),
    }

    response = client.post(url, data, follow=True)

    assert response.request["PATH_INFO"] == reverse("case", args=[case.pk])
    assert Visit.objects.get().status == "signed"
    assert next_attempt(case).due_on == DAY + timedelta(days=7)
    assert "The next step is due 30 November 2026." in response.text


def proposed(page):
    """The day of the next attempt that stands on the page before anybody typed."""
    form = page.context["form"]
    day = form.get_initial_for_field(form.fields["try_again_on"], "try_again_on")
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"try_again_on-{part}": number for part, number in parts.items()}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Say when you will try again"),
        ({"day": 22, "month": 11, "year": 2026}, "Choose today or a later day"),
        ({"day": 23, "month": 11, "year": 2062}, "Choose a day within 12 weeks"),
    ],
)
def test_the_page_asks_for_a_day_that_can_be_kept(client, case, nurse, typed, says):
    client.force_login(nurse)
    data = {f"try_again_on-{part}": number for part, number in typed.items()}

    response = client.post(reverse("not_held", args=[case.pk]), data)

    assert says in response.text


def test_no_day_is_asked_for_while_the_guidance_in_force_opens_nothing():
    assert "try_again_on" not in NotHeldForm(types=[], again=None).fields


def test_before_a_second_contact_running_the_page_says_that_it_is_then_due_sooner(
    client, case, nurse
):
    client.force_login(nurse)
    url = reverse("not_held", args=[case.pk])
    first = client.get(url).text

    not_held(case)

    assert "within 2 days" not in first
    assert "within 2 days" in client.get(url).text


def test_the_page_asks_what_happened(client, case, nurse):
    client.force_login(nurse)

    response = client.post(reverse("not_held", args=[case.pk]), {})

    assert b"Say what happened" in response.content
    assert Visit.objects.count() == 0


def test_a_draft_begun_meanwhile_is_left_alone(case):
    draft = begin(reread(case))

    not_held(case)

    draft.refresh_from_db()
    assert draft.status == "draft"

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from checklists.audit.models import Event
from checklists.visits.models import Visit
from checklists.visits.not_held import record_not_held
from tests.visits.story import AT_THE_VISIT, begin, item, items, reread, signed


def not_held(case, outcome="no_access", at=AT_THE_VISIT, **more):
    return record_not_held(
        reread(case),
        visit_type="6-8-week",
        outcome=outcome,
        held_at=at,
        note="Rang the bell, left a card.",
        by=case.owner,
        at=at,
        **more,
    )


def test_it_is_signed_at_once_and_frozen(case):
    visit = not_held(case)

    assert (visit.status, visit.outcome) == ("signed", "no_access")
    assert Event.objects.latest("at").kind == "visit.not_held"
    with pytest.raises(DatabaseError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(note="Someone was in")


def test_one_missed_contact_opens_nothing(case):
    not_held(case)

    assert items(case, "no_access_or_refused") == []


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
    }

    response = client.post(url, data)

    assert response.url == reverse("case", args=[case.pk])
    assert Visit.objects.get().status == "signed"


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

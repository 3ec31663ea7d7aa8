"""A signed visit that was changed, taken away or put in is named by `verify_audit`."""

from datetime import timedelta

import pytest
from django.db import connection

from checklists.answers.models import PrivateSheet
from checklists.audit import frozen
from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases.models.keys import CaseKey
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.visits.digest import EDITIONS
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.models import Visit
from checklists.visits.signed.verifying import signed_without_digest, visit_problems
from tests.factories import UserFactory
from tests.visits.story import begin, signed

pytestmark = pytest.mark.django_db

SAID = {"sleep_own_surface": "yes", "da_postnatal": "asked_no"}


@pytest.fixture
def visit(case):
    return signed(case, SAID)


@pytest.fixture
def not_held(case, now):
    return record_not_held(
        case,
        visit_type="6-8-week",
        outcome="no_access",
        held_at=now - timedelta(hours=1),
        note="Nobody came to the door.",
        by=case.owner,
        at=now,
    )


def rows(model, **wanted):
    """The rows, thawed."""
    frozen.remove_triggers(connection)
    return model.objects.filter(**wanted)


def changed(visit):
    return [f"Visit {visit.pk} was changed after it was signed."]


def test_visits_that_nobody_touched_are_as_they_were_signed(visit, not_held):
    assert list(visit_problems()) == []
    assert signed_without_digest() == 0


def test_a_draft_is_nobodys_concern(case):
    begin(case)

    assert list(visit_problems()) == []


def test_a_changed_answer_is_named(visit):
    body = {**visit.sheet.body, "sleep_own_surface": {"value": "no"}}
    rows(type(visit.sheet), pk=visit.sheet_id).update(body=body)

    assert list(visit_problems()) == changed(visit)


def test_changed_private_answers_are_named_without_opening_them(visit):
    CaseKey.objects.all().delete()
    assert list(visit_problems()) == []

    sheet = rows(PrivateSheet, sheet=visit.sheet)
    sheet.update(sealed=bytes(sheet.get().sealed) + b"x")

    assert list(visit_problems()) == changed(visit)


def test_private_answers_taken_away_are_named(visit):
    rows(PrivateSheet, sheet=visit.sheet).delete()

    assert list(visit_problems()) == changed(visit)


def test_another_signature_is_named(visit):
    rows(Visit, pk=visit.pk).update(signed_by=UserFactory())

    assert list(visit_problems()) == changed(visit)


@pytest.mark.parametrize("field", ["held_at", "written_at", "signed_at"])
def test_a_changed_time_is_named(visit, field):
    moment = getattr(visit, field) + timedelta(microseconds=1)
    rows(Visit, pk=visit.pk).update(**{field: moment})

    assert list(visit_problems()) == changed(visit)


def test_a_changed_contact_that_did_not_happen_is_named(not_held):
    rows(Visit, pk=not_held.pk).update(outcome="not_brought")

    assert list(visit_problems()) == changed(not_held)


def test_a_signed_visit_without_its_event_is_named(visit):
    rows(Event, kind="visit.signed").delete()

    assert list(visit_problems()) == [f"Visit {visit.pk} is signed, and no event says so."]


@pytest.mark.parametrize("status", ["draft", None])
def test_an_event_whose_visit_is_gone_or_a_draft_again_is_named(case, not_held, status):
    found = rows(Visit, pk=not_held.pk)
    if status:
        found.update(status=status)
    else:
        ItemEvent.objects.filter(visit=not_held).delete()
        OutstandingItem.objects.filter(opened_at_visit=not_held).delete()
        found._raw_delete("default")

    says = f"The log says that visit:{not_held.pk} was signed; it is not there as a signed visit."
    assert list(visit_problems()) == [says]


def test_a_second_event_of_signing_is_named(visit, now):
    record("visit.signed", visit, by=visit.author, at=now, case=visit.case_id)

    assert list(visit_problems()) == [
        f"Visit {visit.pk} was signed once and has 2 events of signing."
    ]


def test_an_event_that_names_no_visit_is_said_and_stops_nothing(now):
    record("visit.signed", "visit:nonsense", by=None, at=now)

    assert "visit:nonsense" in next(visit_problems())


def test_a_visit_signed_before_digests_were_kept_is_counted_apart(visit):
    rows(Event, kind="visit.signed").update(details={"opened": 0})

    assert list(visit_problems()) == []
    assert signed_without_digest() == 1


def test_every_field_of_a_visit_is_digested():
    """A new field needs a new edition of the digest; see `visits.digest`."""
    fields = {field.attname for field in Visit._meta.concrete_fields}

    assert fields == set().union(*EDITIONS.values())

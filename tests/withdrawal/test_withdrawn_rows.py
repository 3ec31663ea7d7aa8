"""A withdrawn visit is emptied whole and stays empty, or the check of the record names it."""

import pytest
from django.db import IntegrityError, connection, transaction

from checklists.audit import frozen
from checklists.audit.models import Event
from checklists.outstanding.models import ItemEvent, State
from checklists.visits.models import PointCount, Visit, Withdrawal
from checklists.visits.signed.verifying import visit_problems
from tests.factories import ItemFactory
from tests.withdrawal.asking import LATER, withdrawn

pytestmark = pytest.mark.django_db


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


def test_nothing_comes_back_into_a_withdrawn_visit(visit, manager):
    row = withdrawn(visit, manager)
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
    withdrawn(visit, manager)
    frozen.remove_triggers(connection)
    Event.objects.filter(kind="visit.withdrawn").update(details={"asked_by": str(manager.pk)})

    says = f"Visit {visit.pk} was taken out, and no event says that two people did it."
    assert list(visit_problems()) == [says]


def test_answers_emptied_behind_our_back_are_named(visit):
    type(visit.sheet).objects.filter(pk=visit.sheet_id).update(body={})

    assert list(visit_problems()) == [f"Visit {visit.pk} was changed after it was signed."]


def test_words_that_came_back_are_named(visit, manager):
    withdrawn(visit, manager)
    frozen.remove_triggers(connection)
    type(visit.sheet).objects.filter(pk=visit.sheet_id).update(body={"baby_seen": {}})

    says = f"Visit {visit.pk} was taken out and still holds words."
    assert list(visit_problems()) == [says]


def test_an_item_of_the_family_itself_is_left_alone(case, visit, manager):
    own = ItemFactory(case=case, title="Ring about the cot")

    withdrawn(visit, manager)

    own.refresh_from_db()
    assert (own.title, own.state) == ("Ring about the cot", State.OPEN)

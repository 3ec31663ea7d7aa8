"""Adults and professionals of a household, what is stored of them and what the log says."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from checklists.audit.inserting import NotMine
from checklists.audit.models import Event
from checklists.facts.facts import Facts, facts_after_household_entry
from checklists.facts.storing import read_facts
from checklists.household import adults, professionals
from checklists.household.models import Adult, HouseholdEntry
from checklists.reading.clock import london_date
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
DAN = {"adult_name": "Dan Inventall", "adult_role": "birth_father", "adult_met": "no"}


def said(**answers):
    return {key: {"value": value, "reason": ""} for key, value in {**DAN, **answers}.items()}


def add(case, nurse, *, pk=None, **answers):
    return adults.add_adult(case, named="known", answers=said(**answers), by=nurse, at=NOW, pk=pk)


def known(case, adult, key):
    return read_facts(case, with_private=True, for_update=True).private_answers[f"{key}:{adult.pk}"]


def test_an_adult_s_name_is_a_private_answer_and_nothing_else(case, nurse):
    adult = add(case, nurse)

    case.facts.refresh_from_db()
    assert known(case, adult, "adult_name")["value"] == "Dan Inventall"
    assert known(case, adult, "adult_name")["by"] == "Nia Northfield"
    assert b"Dan" not in bytes(case.facts.sealed)
    assert "Dan" not in f"{case.facts.answers} {case.facts.counters} {vars(adult)}"
    assert b"Dan" not in bytes(HouseholdEntry.objects.get().sealed)


def test_the_log_says_that_not_whom(case, nurse):
    add(case, nurse)

    event = Event.objects.get()
    assert (event.kind, event.case_ref, event.details) == ("household.added", case.pk, {})


def test_an_adult_sent_twice_is_one_adult(case, nurse):
    pk = uuid4()

    add(case, nurse, pk=pk)
    add(case, nurse, pk=pk, adult_met="yes")

    assert Adult.objects.get().pk == pk
    assert known(case, Adult.objects.get(), "adult_met")["value"] == "yes"


def test_an_adult_of_another_case_is_not_taken_over(case, nurse):
    theirs = add(CaseFactory(), nurse)

    with pytest.raises(NotMine):
        add(case, nurse, pk=theirs.pk, adult_name="Someone Else")


def test_what_does_not_differ_keeps_its_date(case, nurse):
    adult = add(case, nurse)
    later = NOW + timedelta(days=3)

    adults.change_adult(
        case, adult, named="known", answers=said(adult_met="yes"), by=nurse, at=later
    )

    assert known(case, adult, "adult_met")["on"] == "2026-11-26"
    assert known(case, adult, "adult_name")["on"] == "2026-11-23"


def test_saving_without_a_change_writes_nothing(case, nurse):
    adult = add(case, nurse)

    adults.change_adult(case, adult, named="known", answers=said(), by=nurse, at=NOW)

    assert HouseholdEntry.objects.count() == 1
    assert Event.objects.count() == 1


def test_an_adult_who_leaves_stays_on_the_record(case, nurse):
    adult = add(case, nurse)

    adults.end_adult(adult, by=nurse, at=NOW)

    assert Adult.objects.get().until_on == date(2026, 11, 23)
    assert known(case, adult, "adult_name")["value"] == "Dan Inventall"


def test_an_adult_may_come_back(case, nurse):
    adult = add(case, nurse)
    adults.end_adult(adult, by=nurse, at=NOW)

    adults.bring_adult_back(adult, by=nurse, at=NOW)

    assert Adult.objects.get().until_on is None
    assert [event.kind for event in Event.objects.order_by("seq")] == [
        "household.added",
        "household.left",
        "household.back",
    ]


def test_the_entries_alone_give_the_same_answers_again(case, nurse):
    adult = add(case, nurse)
    adults.change_adult(
        case,
        adult,
        named="known",
        answers=said(adult_met="yes"),
        by=nurse,
        at=NOW + timedelta(days=3),
    )

    rebuilt = Facts()
    for entry in adults.entries(case):
        rebuilt = facts_after_household_entry(
            rebuilt, entry.answers, on=london_date(entry.at), by=entry.by
        )

    kept = read_facts(case, with_private=True, for_update=True)
    assert rebuilt.private_answers == kept.private_answers


def test_a_professional_is_added_once_and_ends(case, nurse):
    pk = uuid4()
    fields = {"name": "Mo Midway", "role": "Midwife", "organisation": "", "contact": ""}

    for _ in range(2):
        midwife = professionals.add_professional(case, by=nurse, at=NOW, pk=pk, **fields)
    professionals.end_professional(midwife, by=nurse, at=NOW)

    assert case.professionals.get().until_on == date(2026, 11, 23)


def test_a_professional_of_another_case_is_not_given_away(case, nurse):
    fields = {"name": "Mo Midway", "role": "Midwife"}
    theirs = professionals.add_professional(CaseFactory(), by=nurse, at=NOW, **fields)

    with pytest.raises(NotMine):
        professionals.add_professional(case, by=nurse, at=NOW, pk=theirs.pk, **fields)

"""Somebody who guesses records by emergency access is never kept out of it, and never unseen."""

from datetime import UTC, datetime, timedelta

import pytest

from checklists.cases.emergency import OFTEN, Sought, find_cases, log_refusal
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ConflictBlockFactory, TeamFactory, person

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def sol():
    return person(team=TeamFactory())


@pytest.fixture
def lead():
    return person(Role.SAFEGUARDING_LEAD)


def guess(by, times, *, at=NIGHT, **sought):
    for number in range(times):
        log_refusal(Sought(**(sought or {"nhs_number": f"99900010{number:02}"})), by=by, at=at)


def told():
    return [(one.recipient, one.about, one.case_ref) for one in Alert.objects.all()]


def test_a_lead_is_told_of_the_fifth_refusal_within_an_hour(sol, lead):
    guess(sol, OFTEN - 1)
    assert told() == []

    guess(sol, 1)

    assert told() == [(lead, sol, None)]


def test_a_lead_is_told_again_of_each_further_five(sol, lead):
    guess(sol, OFTEN * 2 + 1)

    assert len(told()) == 2


def test_typing_mistakes_of_a_whole_night_are_no_guessing(sol, lead):
    for hour in range(OFTEN):
        guess(sol, OFTEN - 1, at=NIGHT + timedelta(hours=hour))

    assert told() == []


def test_refusals_of_a_colleague_are_not_counted(sol, lead):
    guess(sol, OFTEN - 1)
    guess(person(team=TeamFactory()), 1)

    assert told() == []


def test_a_block_counts_like_a_typing_mistake_and_the_record_is_not_named(sol, lead):
    case = CaseFactory(nhs_number="9990001022")
    ConflictBlockFactory(case=case, user=sol)

    guess(sol, OFTEN, nhs_number="9990001022")

    assert (lead, sol, None) in told()
    assert {about_what[1:] for about_what in told()} == {(sol, None)}


def test_a_lead_is_not_told_of_themselves(lead):
    other = person(Role.SAFEGUARDING_LEAD)

    guess(lead, OFTEN)

    assert [recipient for recipient, *_ in told()] == [other]


def test_however_often_it_was_refused_the_right_record_is_found(sol, lead):
    case = CaseFactory(nhs_number="9990001022")

    guess(sol, OFTEN * 3)

    assert find_cases(Sought(nhs_number="9990001022"), sol) == [case]

"""The weekly review: who sees which use, and what the list says of it."""

import pytest

from checklists.audit.models import Event
from checklists.cases.models.emergency import EmergencyGrant
from checklists.visits.draft.starting import start
from tests.factories import (
    CaseFactory,
)
from tests.oversight.reviews.uses import (
    CLOSES,
    NO_PAGE,
    REVIEWERS,
    SEE_NOTHING,
    log,
    page_of,
    rows,
    used,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", REVIEWERS)
def test_who_answers_for_the_case_sees_the_use(client, case, use, who):
    [row] = rows(page_of(client, REVIEWERS[who](case)))

    assert (row["who"], row["family"]) == ("Sol Southwell", case.name)
    assert row["when"] == "23 November 2026, midday to 4pm"
    assert row["category"] == "Called out to the family"


@pytest.mark.parametrize("who", SEE_NOTHING)
def test_for_others_the_use_is_not_there(client, case, use, who):
    user = SEE_NOTHING[who](case)
    page = page_of(client, user)

    assert rows(page) == []
    assert "Sol Southwell" not in page.text
    assert page_of(client, user, "emergency_use", use.pk).status_code == 404
    assert page_of(client, user, "close_emergency_review", use.pk, **CLOSES).status_code == 404
    assert EmergencyGrant.objects.not_reviewed().count() == 1


@pytest.mark.parametrize("who", NO_PAGE)
def test_for_anybody_else_there_is_no_such_page(client, case, use, who):
    user = NO_PAGE[who](case)

    assert page_of(client, user).status_code == 404
    assert page_of(client, user, "emergency_use", use.pk).status_code == 404
    assert page_of(client, user, "close_emergency_review", use.pk, **CLOSES).status_code == 404


def test_the_oldest_comes_first_under_its_week(client, case, manager):
    for days_ago in (1, 3, 10):
        used(case, days_ago)

    page = page_of(client, manager)

    assert [week["title"] for week in page.context["weeks"]] == [
        "Week of 16 November 2026",
        "Week of 23 November 2026",
    ]
    assert [len(week["rows"]) for week in page.context["weeks"]] == [1, 2]


@pytest.mark.parametrize(
    ("days_ago", "late"), [(7, ""), (8, "Was to be reviewed by 25 November")], ids=["due", "over"]
)
def test_a_use_is_late_after_seven_days(client, case, manager, days_ago, late):
    used(case, days_ago)

    [row] = rows(page_of(client, manager))

    assert row["late"] == late


def test_what_was_opened_meanwhile_is_counted_from_the_log(client, case, manager, use):
    log(use, "case.read", page="case", at=use.starts_at)
    log(use, "case.read", page="household", opened="household")
    log(use, "case.read", page="visit_signed")
    log(use, "visit.private_read")
    log(use, "visit.started")
    log(use, "case.read", page="case", at=use.ends_at)
    log(use, "case.read", page="case", by=manager)
    log(use, "case.read", page="case", case=CaseFactory().pk)

    [row] = rows(page_of(client, manager))

    assert row["opened"] == (
        "3 pages opened: family and friends 1, overview 1, visits 1. "
        "Private parts opened: 2. Changes made: 1"
    )


def test_nothing_opened_is_said_in_words(client, manager, use):
    assert rows(page_of(client, manager))[0]["opened"] == "Nothing was opened"


@pytest.mark.usefixtures("content_in_force")
def test_a_visit_left_unsigned_is_named(client, case, manager, use):
    start(
        case,
        visit_type="6-8-week",
        held_at=use.starts_at,
        place="home",
        present=["mother"],
        by=use.user,
        at=use.starts_at,
    )

    assert "A visit is not signed." in page_of(client, manager).text
    assert "ask them to" in page_of(client, manager, "emergency_use", use.pk).text


def test_the_list_is_one_event_with_the_families_it_showed(client, case, manager, use):
    used(case, 1)

    page_of(client, manager)

    assert Event.objects.get(kind="emergency.review_read").shown == [str(case.pk)]

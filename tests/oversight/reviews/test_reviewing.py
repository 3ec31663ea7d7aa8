"""One use: its private words, and how it is reviewed once, by somebody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.emergency import review
from checklists.cases.models.emergency import EmergencyGrant
from checklists.people.models.teams import Role
from tests.factories import (
    CALLED_OUT,
    EmergencyGrantFactory,
    MembershipFactory,
)
from tests.oversight.reviews.uses import CLOSES, HOUR, NOW, log, page_of, rows, used

pytestmark = pytest.mark.django_db


def test_the_words_are_behind_a_tap_that_is_logged(client, case, manager, use):
    shut = page_of(client, manager, "emergency_use", use.pk)
    assert CALLED_OUT not in shut.text
    assert not Event.objects.filter(kind="emergency.private_read").exists()

    opened = page_of(client, manager, "emergency_use", use.pk, open="words")

    assert CALLED_OUT in opened.text
    event = Event.objects.get(kind="emergency.private_read")
    assert (event.by, event.case_ref, event.why) == (manager, case.pk, "manager")


def test_the_page_of_one_use_is_one_read_of_the_case(client, case, manager, use):
    page_of(client, manager, "emergency_use", use.pk)

    assert Event.objects.filter(kind="case.read", case_ref=case.pk).count() == 1


def test_a_manager_closes_it_with_an_outcome_and_words(client, manager, use):
    answer = page_of(client, manager, "close_emergency_review", use.pk, **CLOSES)

    assert answer.url == reverse("emergency_review")
    page = client.get(answer.url)
    assert rows(page) == []
    assert page.context["done"][0]["outcome"] == "There was a reason. Morag Northcote, 26 November"


@pytest.mark.parametrize("missing", CLOSES)
def test_what_is_missing_closes_nothing(client, manager, use, missing):
    page = page_of(client, manager, "close_emergency_review", use.pk, **{**CLOSES, missing: ""})

    assert page.status_code == 422
    assert EmergencyGrant.objects.not_reviewed().count() == 1


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DEPUTY, Role.SAFEGUARDING_LEAD])
def test_who_used_it_is_not_even_offered_to_close_it(client, case, use, role):
    team = None if role == Role.SAFEGUARDING_LEAD else case.team
    MembershipFactory(user=use.user, role=role, team=team)
    closing = reverse("close_emergency_review", args=[use.pk])

    page = page_of(client, use.user, "emergency_use", use.pk)

    assert closing not in page.text
    assert "You used it yourself" in page.text
    assert page_of(client, use.user, "close_emergency_review", use.pk, **CLOSES).status_code == 404
    assert EmergencyGrant.objects.not_reviewed().count() == 1


def test_it_waits_until_the_access_has_ended(client, case, manager):
    grant = EmergencyGrantFactory(case=case, starts_at=NOW - HOUR, ends_at=NOW + HOUR)

    page = page_of(client, manager, "emergency_use", grant.pk)

    assert "when the access has ended" in page.text
    assert page_of(client, manager, "close_emergency_review", grant.pk).status_code == 404


def test_a_review_leaves_the_page_after_four_weeks(client, case, manager):
    for weeks_ago in (3, 5):
        grant = used(case, 7 * weeks_ago + 1)
        review(grant, **CLOSES, by=manager, at=NOW - timedelta(weeks=weeks_ago))

    assert len(page_of(client, manager).context["done"]) == 1


def test_the_review_is_read_behind_the_same_tap(client, manager, use):
    review(use, **CLOSES, by=manager, at=NOW)

    assert (
        "The police did ring."
        in page_of(client, manager, "emergency_use", use.pk, open="words").text
    )


def test_it_costs_the_same_at_any_size(client, case, manager, statements):
    counts = []
    for more in (1, 10):
        for _ in range(more):
            log(used(case, 2), "case.read", page="case")
        client.force_login(manager)
        client.get(reverse("emergency_review"))
        with statements() as counted:
            client.get(reverse("emergency_review"))
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 12

"""The weekly review: who sees which use, what it says, and who closes it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases.emergency import review
from checklists.cases.models.emergency import EmergencyGrant
from checklists.people.models.teams import Role
from checklists.visits.draft.starting import start
from tests.factories import (
    CALLED_OUT,
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CLOSES = {"outcome": "reason", "words": "The police did ring."}


@pytest.fixture(autouse=True)
def thursday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case():
    return CaseFactory(team__name="North")


@pytest.fixture
def manager(case):
    return person(Role.MANAGER, case.team, name="Morag Northcote")


@pytest.fixture
def use(case):
    return used(case, 3)


def used(case, days_ago, by=None):
    """A use of four hours, so many days ago."""
    starts_at = NOW - days_ago * DAY
    return EmergencyGrantFactory(
        case=case,
        user=by or person(team=TeamFactory(), name="Sol Southwell"),
        starts_at=starts_at,
        ends_at=starts_at + 4 * HOUR,
    )


def page_of(client, user, name="emergency_review", *args, **post):
    client.force_login(user)
    address = reverse(name, args=args)
    return client.post(address, post) if post else client.get(address)


def rows(page):
    return [row for week in page.context["weeks"] for row in week["rows"]]


REVIEWERS = {
    "the manager": lambda case: person(Role.MANAGER, case.team),
    "a deputy": lambda case: person(Role.DEPUTY, case.team),
    "the lead": lambda case: person(Role.SAFEGUARDING_LEAD),
}
SEE_NOTHING = {
    "a manager of another team": lambda case: person(Role.MANAGER, TeamFactory()),
    "a blocked manager": lambda case: (
        ConflictBlockFactory(case=case, user=person(Role.MANAGER, case.team)).user
    ),
    "a blocked lead": lambda case: (
        ConflictBlockFactory(case=case, user=person(Role.SAFEGUARDING_LEAD)).user
    ),
}
NO_PAGE = {
    "a health visitor": lambda case: person(team=case.team),
    "the one who used it": lambda case: EmergencyGrant.objects.get().user,
    "a system administrator": lambda case: person(Role.SYSTEM_ADMINISTRATOR),
    "a superuser": lambda case: UserFactory(is_superuser=True),
}


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


# --- while it lasts -----------------------------------------------------------------------------


@pytest.fixture
def in_force(case):
    return EmergencyGrantFactory(
        case=case,
        user=person(team=TeamFactory(), name="Sol Southwell"),
        starts_at=NOW - HOUR,
        ends_at=NOW + 3 * HOUR,
    )


@pytest.mark.parametrize("who", REVIEWERS)
def test_who_answers_for_the_case_ends_it_for_someone_else(client, case, in_force, who):
    user = REVIEWERS[who](case)
    assert "End this access now" in page_of(client, user, "emergency_use", in_force.pk).text

    page_of(client, user, "end_emergency_use", in_force.pk, why="taken_on")

    assert page_of(client, in_force.user, "case", case.pk).status_code == 404
    event = Event.objects.get(kind="emergency.ended")
    assert (event.by, event.case_ref, event.why) == (user, case.pk, "")
    assert "End this access now" not in page_of(client, user, "emergency_use", in_force.pk).text


def test_ending_it_asks_why_and_the_page_says_so_afterwards(client, manager, in_force):
    asks = page_of(client, manager, "end_emergency_use", in_force.pk, why="")

    assert asks.status_code == 422
    assert "Say why you end it" in asks.text
    assert not Event.objects.filter(kind="emergency.ended").exists()
    page_of(client, manager, "end_emergency_use", in_force.pk, why="taken_on")
    page = page_of(client, manager, "emergency_use", in_force.pk).text
    assert f"By {manager}. Somebody else has taken this on" in page


@pytest.mark.parametrize("who", SEE_NOTHING)
def test_nobody_else_ends_it(client, case, in_force, who):
    answer = page_of(
        client, SEE_NOTHING[who](case), "end_emergency_use", in_force.pk, why="taken_on"
    )

    assert answer.status_code == 404
    assert EmergencyGrant.objects.in_force(NOW).exists()


def test_one_that_has_ended_keeps_its_end(client, case, manager, use):
    page_of(client, manager, "end_emergency_use", use.pk, why="taken_on")

    ends_at = use.ends_at
    use.refresh_from_db()
    assert use.ends_at == ends_at
    assert not Event.objects.filter(kind="emergency.ended").exists()


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


def log(use, kind, *, at=None, by=None, case=None, **details):
    with transaction.atomic():
        record(
            kind,
            by=by or use.user,
            at=at or use.starts_at + HOUR,
            case=case or use.case_id,
            why="emergency",
            **details,
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

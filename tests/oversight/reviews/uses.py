"""Uses of emergency access, who may review them, and the pages that show them."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from checklists.audit.recording import record
from checklists.cases.models.emergency import EmergencyGrant
from checklists.people.models.teams import Role
from tests.factories import (
    ConflictBlockFactory,
    EmergencyGrantFactory,
    TeamFactory,
    UserFactory,
    person,
)

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CLOSES = {"outcome": "reason", "words": "The police did ring."}


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

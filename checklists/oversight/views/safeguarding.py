"""Where leads and managers find what keeps a family's record in the right hands.

It only links there. It shows nothing of a family, so that no reading is logged.
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from checklists.people.models.teams import TEAM_MANAGERS, Role
from checklists.people.models.users import OVERSEERS
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role, roles_of

LEAD = frozenset({Role.SAFEGUARDING_LEAD})
MANAGE = frozenset(TEAM_MANAGERS)


@dataclass(frozen=True)
class Place:
    """A page, and the roles that have a link to it."""

    title: str
    words: str
    address: str
    roles: frozenset[Role]


PLACES = (
    Place(
        "Emergency reviews",
        "Each use of emergency access, to be looked at within 7 days.",
        "emergency_review",
        frozenset(OVERSEERS),
    ),
    Place(
        "Conflicts of interest",
        "Who is kept from which record, and whether they tried to open it.",
        "conflicts",
        LEAD,
    ),
    Place(
        "Access",
        "Which records someone opened, when, and why they could.",
        "people_access",
        LEAD,
    ),
    Place(
        "Away and cover",
        "Who is away, and who covers meanwhile.",
        "absences",
        MANAGE,
    ),
    Place(
        "Copies of records",
        "Someone has asked for a copy of what is written about them.",
        "subject_requests",
        frozenset(OVERSEERS),
    ),
    Place(
        "How long records are kept",
        "Holds, and records whose time has passed.",
        "retention",
        LEAD | {Role.MANAGER},
    ),
    Place(
        "Emergency access",
        "Open a record that is not yours, today, with a reason.",
        "emergency",
        MANAGE,
    ),
)


@for_role(*OVERSEERS)
@require_safe
def safeguarding(request: AuthenticatedRequest) -> HttpResponse:
    roles = roles_of(request.user)
    rows = [
        {"title": place.title, "words": place.words, "url": reverse(place.address)}
        for place in PLACES
        if roles & place.roles
    ]
    return render(request, "oversight/safeguarding.html", {"rows": rows})

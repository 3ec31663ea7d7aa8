"""The links in the header of every page: the places that a person's roles give them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from checklists.cases.models.reach import MOST_ALERTS, reach_of
from checklists.people.models.teams import ADMIN_ROLES, TEAM_MANAGERS, TEAM_ROLES, Role
from checklists.people.models.users import OVERSEERS, User
from checklists.people.roles import WITH_FAMILIES, roles_of

ALERTS = "Alerts"
PLACES = (
    ("My caseload", "caseload", {Role.HEALTH_VISITOR}),
    ("Team", "team", set(TEAM_MANAGERS)),
    ("My items", "my_items", set(TEAM_ROLES)),
    ("Handovers", "transfers", set(TEAM_ROLES)),
    ("Safeguarding", "safeguarding", set(OVERSEERS)),
    ("Find a family", "find_family", set(OVERSEERS)),
    ("Emergency access", "emergency", {Role.HEALTH_VISITOR}),
    (ALERTS, "alerts", set(WITH_FAMILIES)),
    ("Administration", "admin:index", set(ADMIN_ROLES)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The header's links and the signed-in person's name, for every template."""
    # An error page may be rendered before any middleware has set the user.
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    links = [
        {
            "title": title_with_count(title, user),
            "url": reverse(name),
            "current": reverse(name) == request.path,
        }
        for title, name, roles in PLACES
        if roles & roles_of(user)
    ]
    return {"navigation": links, "person": user.name or user.username}


def title_with_count(title: str, user: User) -> str:
    """'Alerts (3)' while some wait; the count comes with the rights of the request."""
    if title != ALERTS:
        return title
    waiting = reach_of(user).alerts_waiting(timezone.now())
    number = str(waiting) if waiting <= MOST_ALERTS else f"over {MOST_ALERTS}"
    return f"{title} ({number})" if waiting else title

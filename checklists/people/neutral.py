"""The page for everything that is not there for this person, whatever the reason.

Unknown, another team's and blocked must look the same, or a block could be told from a typo.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from checklists.people.clock import london_today


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(
        request, "people/not_found.html", {"contacts": duty_contacts(request.user)}, status=404
    )


def duty_contacts(user) -> list[str]:
    """Who to ring, from the user's own teams of today; nothing for a visitor."""
    if not user.is_authenticated:
        return []
    teams = [held.team for held in user.memberships_on(london_today()) if held.team]
    return sorted({team.duty_contact for team in teams if team.duty_contact})

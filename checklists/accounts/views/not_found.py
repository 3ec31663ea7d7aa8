"""The page for everything that this person cannot open, whatever the reason.

Unknown, another team's and blocked must look the same, or a block could be told from a typo.
It holds a form that was sent, because rights may end while somebody types.
"""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from checklists.accounts.views import resubmission
from checklists.people.requests import AnyUser
from checklists.people.roles import works_with_families
from checklists.reading.clock import london_today

# The id that an address gives of a record, whether or not there is one.
CASE_IN_ADDRESS = re.compile(r"/cases/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    found = CASE_IN_ADDRESS.match(request.path)
    # Only where a view answered: without one, nothing has checked which site the form is from.
    typed = resubmission.typed_fields(request) if request.resolver_match else {}
    context = {
        "contacts": duty_contacts(request.user),
        "emergency": works_with_families(request.user),
        "record": found[1] if found else "",
        **typed,
    }
    return render(request, "accounts/not_found.html", context, status=404)


def duty_contacts(user: AnyUser) -> list[str]:
    """Who to ring, from the user's own teams of today; nothing for a visitor."""
    if not user.is_authenticated:
        return []
    teams = [held.team for held in user.memberships_on(london_today()) if held.team]
    return sorted({team.duty_contact for team in teams if team.duty_contact})

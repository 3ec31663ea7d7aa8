"""Find a family by name or NHS number, among the cases that the person may open.

The search is posted, so that no name comes into an address, a history or a log of a server.
"""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from checklists.cases.ages import age_words
from checklists.cases.models.case import Case
from checklists.cases.models.names import is_cut_short
from checklists.cases.models.reach import reach_of
from checklists.cases.opening import record_list
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import WITH_FAMILIES, for_role, works_with_families
from checklists.reading.clock import london_today
from checklists.reading.names import could_be_a_name
from checklists.reading.numbers import joined_nhs_number
from checklists.reading.text import one_line

MOST = 20
LONGEST = 100
ORDER = ("family_name", "given_name", "pk")
MORE, PERHAPS_MORE = "There are more.", "There may be more."


@for_role(*WITH_FAMILIES)
@require_http_methods(["GET", "POST"])
def find_family(request: AuthenticatedRequest) -> HttpResponse:
    asked = one_line(request.POST.get("q", ""))[:LONGEST]
    found = find_cases(asked, request.user) if asked else []
    if found:
        record_list(request, "cases.found", [case.pk for case in found[:MOST]])
    return render(
        request,
        "home/find.html",
        {
            "asked": asked,
            "names_nobody": not (joined_nhs_number(asked).isdigit() or could_be_a_name(asked)),
            "emergency": works_with_families(request.user),
            "searched": request.method == "POST",
            "more": more_words(found, asked, request.user),
            "found": [case_row(case, london_today()) for case in found[:MOST]],
        },
    )


def find_cases(asked: str, user: User) -> list[Case]:
    """Up to 21 cases the user may open whose NHS number or names fit every word asked for."""
    cases, number = Case.objects.visible_to(user).open(), joined_nhs_number(asked)
    if number.isdigit():
        fits = cases.filter(nhs_number=number)
    else:
        fits = cases.called_in_country(asked) if looks_everywhere(user) else cases.called(asked)
    first = fits.order_by(*ORDER)[: MOST + 1].values("pk")
    # Holders are read of these alone, not of all that fit.
    return list(Case.objects.filter(pk__in=first).select_related("owner").order_by(*ORDER))


def looks_everywhere(user: User) -> bool:
    return reach_of(user).rights.is_lead


def more_words(found: list[Case], asked: str, user: User) -> str:
    """Whether more fit than are shown; '' for no others."""
    if len(found) > MOST:
        return MORE
    is_cut = bool(asked) and looks_everywhere(user) and is_cut_short(asked)
    return PERHAPS_MORE if is_cut else ""


def case_row(case: Case, today: date) -> dict[str, str]:
    return {
        "name": case.name,
        "url": reverse("case", args=[case.pk]),
        "age": age_words(case, today),
        "owner": case.owner.name,
    }

"""A signed visit on paper: what the family takes home."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from checklists.cases.access import RECORDS
from checklists.guidance.compiled import compiled
from checklists.people.clock import london_today
from checklists.people.roles import signed_in
from checklists.visits.models import Visit
from checklists.visits.opening import log_private, open_signed
from checklists.visits.taking_home import taken_home
from checklists.visits.views.frame import frame
from checklists.visits.words import name_of

LARGE = "large"
SIZES = (("A4", ""), ("Large print", LARGE))


@signed_in
@require_GET
def family_copy(request, pk):
    """For whoever records for this family. Http404 for a contact that could not happen."""
    visit = open_signed(request, pk, whys=RECORDS)
    if visit.outcome != Visit.Outcome.HELD:
        raise Http404
    log_private(request, visit, "visit.family_copied")
    size = LARGE if request.GET.get("size") == LARGE else ""
    context = {
        **frame(visit),
        "back": to_signed(visit),
        "home": taken_home(visit, compiled(visit.version), visit.sheet.body, london_today()),
        "large": size == LARGE,
        "sizes": sizes(visit, size),
    }
    return render(request, "visits/family_copy.html", context)


def sizes(visit, chosen):
    here = reverse("family_copy", args=[visit.pk])
    return [
        {"title": title, "url": f"{here}?size={size}" if size else here, "current": size == chosen}
        for title, size in SIZES
    ]


def to_signed(visit):
    return {"title": name_of(visit), "url": reverse("visit_signed", args=[visit.pk])}

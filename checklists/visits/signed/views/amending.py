"""Amend a signed visit: the open half, and behind a deliberate tap the half that is kept apart."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from checklists.cases.opening import refuse_row
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.people.views.performing import perform
from checklists.reading.ids import sent_id
from checklists.visits.models import Visit
from checklists.visits.opening import open_to_amend
from checklists.visits.signed.amending import MayNotAmend, amend
from checklists.visits.signed.forms import WHOLE, AmendForm
from checklists.visits.signed.reading import read_half
from checklists.visits.views.frame import frame
from checklists.visits.words import name_of, when_and_where

APART = "answers"  # the part that is kept apart, as the page asks to open it
WRITE = "write"


@signed_in
@require_http_methods(["GET", "POST"])
def visit_amend(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """GET asks about the open half. A post opens the other half, or writes when it says so.

    One may bring words along that came too late for the visit, to be looked at before they are
    written.
    """
    private = request.method == "POST" and request.POST.get("part") == APART
    visit, right = open_to_amend(request, pk, private=private)
    form = AmendForm(
        request.POST if WRITE in request.POST else None,
        parts=read_half(visit, right, is_private=private).parts,
        whole="The part that is kept apart, as a whole" if private else "The visit as a whole",
        private=private,
        initial=brought_along(request),
    )
    if form.is_valid():
        return save_amendment(request, visit, form)
    context = {
        **frame(visit, right),
        "back": {"title": "Signed visit", "url": reverse("visit_signed", args=[pk])},
        "saved": "",  # when the visit was, which says nothing of what is typed now
        "name": name_of(visit),
        "when": when_and_where(visit) if visit.was_held else "",
        "form": form,
        "private": private,
        "id": sent_id(request, "id") or uuid4(),
    }
    return render(request, "visits/amend.html", context, status=422 if form.errors else 200)


def save_amendment(request: AuthenticatedRequest, visit: Visit, form: AmendForm) -> HttpResponse:
    try:
        return perform(
            request,
            amend,
            visit,
            form.correction,
            said="Amended. It stands beneath what was signed.",
            goes_to=reverse("visit_signed", args=[visit.pk]),
            pk=sent_id(request, "id"),
        )
    except MayNotAmend:  # entered in error meanwhile
        refuse_row(request, Visit, visit.pk)


def brought_along(request: AuthenticatedRequest) -> dict[str, str]:
    says = request.POST.get("says", "")
    return {"about": WHOLE, "says": says} if says else {}

"""The list of handovers, and the page on which a family is offered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from checklists.cases.access import OpenedCase
from checklists.cases.banner import banner
from checklists.cases.models.case import Case
from checklists.cases.opening import open_case, record_list
from checklists.handover import offering
from checklists.handover.accepting import (
    unsigned_authors,
    unsigned_words,
)
from checklists.handover.forms.offering import OfferForm
from checklists.handover.models import Transfer
from checklists.handover.receivers import receivers
from checklists.handover.rows import offer_row
from checklists.people.models.teams import TEAM_ROLES
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role, signed_in
from checklists.people.views.performing import refused_on, tell_overtaken
from checklists.reading.clock import london_today
from checklists.visits.models import Visit

ANSWERED_SHOWN = 20
OFFERED = "This family has been offered already. Nothing changed."


@for_role(*TEAM_ROLES)
@require_GET
def handovers(request: AuthenticatedRequest) -> HttpResponse:
    """Offers that wait for my answer, and those I made."""
    user, today = request.user, london_today()
    waiting = list(
        Transfer.objects.answerable_by(user)
        .select_related("case", *offering.RELATED)
        .order_by("offered_at")
    )
    made = list(
        Transfer.objects.made_for(user).select_related("case", *offering.RELATED)[:ANSWERED_SHOWN]
    )
    ids = {one.case_id for one in made}
    seen = set(Case.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    shown = [one.case_id for one in waiting] + [pk for pk in ids if pk in seen]
    record_list(request, "transfers.read", shown)
    context = {
        "waiting": [offer_row(one, today, named=True) for one in waiting],
        "made": [offer_row(one, today, named=one.case_id in seen) for one in made],
    }
    return render(request, "handover/handovers.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def offer_case(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Offer the family of this case to someone else."""
    family: list[Case] = []  # read once, for the log and for the page

    def beside(case: Case) -> list[Case]:
        family.extend(offering.family_to_offer(case, request.user))
        return family

    right = open_case(request, pk, may=lambda access: access.may_offer, beside=beside)
    case = right.case
    if waiting := Transfer.objects.open().filter(case=case).first():
        offer = reverse("transfer", args=[waiting.pk])
        return tell_overtaken(request, offer, OFFERED) if request.POST else redirect(offer)
    choices = receivers(family, london_today())
    form = OfferForm(request.POST or None, receivers=choices, home=case.team)
    if form.is_valid():
        team, person = form.receiver()
        chosen = {"to_team": team, "to_user": person, "note": form.cleaned_data["note"]}
        with refused_on(form):
            offers = offering.offer_family(case, **chosen, by=request.user, at=timezone.now())
            messages.success(request, "Offered. Until it is accepted nothing changes.")
            return redirect("transfer", offers[0].pk)
    return offer_page(request, right, family, form)


def offer_page(
    request: AuthenticatedRequest, right: OpenedCase, family: list[Case], form: OfferForm
) -> HttpResponse:
    case = right.case
    drafts = Visit.objects.editable_by(request.user).filter(case__in=family).select_related("case")
    own = [(draft.case.name, reverse("visit", args=[draft.pk])) for draft in drafts]
    others = [one for twin in family for one in unsigned_authors(twin) if one != request.user]
    context = {
        "form": form,
        "case": case,
        "banner": banner(right, london_today()),
        "back": {"title": "Back to the case", "url": reverse("case", args=[case.pk])},
        "twins": [twin.name for twin in family if twin != case],
        "nobody": not form.receivers,
        "own_drafts": own,
        "not_signed": unsigned_words(list(dict.fromkeys(others))) if others else "",
    }
    status = 422 if form.errors else 200
    return render(request, "handover/offer.html", context, status=status)

"""Discard a visit that was begun by mistake."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.answers.saving import SheetFrozen
from checklists.audit.refused import Refused
from checklists.cases.access import OpenedCase
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.visits.draft.discarding import discard, has_call_not_sent
from checklists.visits.draft.forms.ending import DiscardForm
from checklists.visits.draft.holding import NotADraft
from checklists.visits.draft.views.signed_meanwhile import (
    SignedMeanwhile,
    own_draft,
    redirect_to_signed,
)
from checklists.visits.models import Visit
from checklists.visits.views.frame import bound_data, frame
from checklists.visits.withdrawals import has_call, waiting_withdrawal
from checklists.visits.words import name_of, when_and_where

DISCARDED = "The visit was discarded."
NOT_HELD = "The visit was discarded. Record here that it did not take place."


@signed_in
@require_http_methods(["GET", "POST"])
def visit_discard(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """For the author of a draft. A second press leads where the first did."""
    try:
        return discard_or_ask(request, *own_draft(request, pk))
    except (SignedMeanwhile, NotADraft, SheetFrozen):
        if Visit.objects.filter(pk=pk, status=Visit.Status.DISCARDED).exists():
            return redirect("visit_signed", pk)
        return redirect_to_signed(request, pk)


def discard_or_ask(request: AuthenticatedRequest, visit: Visit, right: OpenedCase) -> HttpResponse:
    form = DiscardForm(bound_data(request))
    if form.is_valid():
        return discard_and_redirect(request, visit, form.cleaned_data["mistake"])
    context = {
        **frame(visit, right),
        "name": name_of(visit),
        "when": when_and_where(visit),
        "form": form,
        "is_written": visit.sheet.saved_at is not None,
        "has_call": has_call(visit),
        "call_not_sent": has_call_not_sent(visit, timezone.now()),
        "withdrawal": waiting_withdrawal(visit),
    }
    status = 422 if form.errors else 200
    return render(request, "visits/discard.html", context, status=status)


def discard_and_redirect(request: AuthenticatedRequest, visit: Visit, mistake: str) -> HttpResponse:
    try:
        discard(visit, mistake=mistake, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("visit_discard", visit.pk)
    if mistake == Visit.Mistake.NOT_HELD:
        messages.success(request, NOT_HELD)
        return redirect("not_held", visit.case_id)
    messages.success(request, DISCARDED)
    return redirect("case_visits", visit.case_id)

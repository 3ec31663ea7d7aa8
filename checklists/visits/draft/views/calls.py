"""Next steps for today: what to say on the telephone about a mark, and what came of the call."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.accounts.views.overtaken import typed_values
from checklists.accounts.views.unsent_words import mark_form_as_taken
from checklists.answers.saving import SheetFrozen
from checklists.cases.access import OpenedCase
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.visits.draft.calling import record_call
from checklists.visits.draft.forms.calls import CallForm
from checklists.visits.draft.views.call_page import call_context
from checklists.visits.draft.views.point_page import PointPage
from checklists.visits.draft.views.show_point import show_page
from checklists.visits.draft.views.signed_meanwhile import show_call_not_saved
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from checklists.visits.opening import open_visit
from checklists.visits.signed.views.calls import show_call

CALLED = "spoke_to"  # a post without it opens the page
RECORDED = "The call is recorded."
RECORDED_BEFORE = "This call was recorded already."


@signed_in
@require_http_methods(["GET", "POST"])
def call_sheet(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """The page of a draft's next steps, where a call is recorded; of a signed visit, to read."""
    visit, right = open_visit(request, pk)
    if visit.status != Visit.Status.DRAFT and CALLED in request.POST:
        return show_call_not_saved(request, visit, right, typed_values(CallForm(request.POST)))
    if visit.status == Visit.Status.SIGNED and visit.was_held:
        return show_call(request, visit, right)
    if visit.status != Visit.Status.DRAFT:
        return redirect("visit_signed", pk)
    page = next_steps(WorkingVisit(visit, right))
    if request.method != "POST":
        return redirect(page.url)
    return save_call(request, page, right)


def next_steps(working: WorkingVisit) -> PointPage:
    """Raises Http404 where this kind of visit asks nothing about marks."""
    task = next((task for task in working.all_tasks if task.is_apart), None)
    if task is None:
        raise Http404
    return PointPage(working, task, opened=True)


def save_call(request: AuthenticatedRequest, page: PointPage, right: OpenedCase) -> HttpResponse:
    visit, form = page.working.visit, CallForm(request.POST)
    if not form.is_valid():
        return show_page(request, page, right, **call_context(page.working, form))
    try:
        new = record_call(visit, **form.call, by=request.user, at=timezone.now())
    except SheetFrozen:
        return show_call_not_saved(request, visit, right, typed_values(form))
    messages.success(request, RECORDED if new else RECORDED_BEFORE)
    mark_form_as_taken(request)
    return show_page(request, next_steps(page.working.after_saving()), right)

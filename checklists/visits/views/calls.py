"""Next steps for today: what to say on the telephone about a mark, and what came of the call."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.accounts.views.overtaken import typed_in
from checklists.accounts.views.unsent import note_as_taken
from checklists.answers.saving import SheetFrozen
from checklists.guidance.compiled import compiled
from checklists.people.roles import signed_in
from checklists.visits.calling import (
    apart_of,
    call_context,
    facts_to_say,
    record_call,
    said_when_signed,
    whom_to_ring,
)
from checklists.visits.current import working
from checklists.visits.forms import CallForm
from checklists.visits.models import Visit
from checklists.visits.opening import open_visit
from checklists.visits.point_page import Page
from checklists.visits.points import show
from checklists.visits.signed_meanwhile import call_not_saved
from checklists.visits.views.frame import frame
from checklists.visits.views.signed import read_back

CALLED = "spoke_to"  # a post without it opens the page
RECORDED = "The call is recorded."
RECORDED_BEFORE = "This call was recorded already."


@signed_in
@require_http_methods(["GET", "POST"])
def call_sheet(request, pk):
    """The page of a draft's next steps, where a call is recorded; of a signed visit, to read."""
    visit, right = open_visit(request, pk)
    if visit.status != Visit.Status.DRAFT and CALLED in request.POST:
        return call_not_saved(request, visit, right, typed_in(CallForm(request.POST)))
    if visit.status == Visit.Status.SIGNED and visit.was_held:
        return to_read(request, visit, right)
    if visit.status != Visit.Status.DRAFT:
        return redirect("visit_signed", pk)
    task = page_apart(working(visit, right))
    if request.method != "POST":
        return redirect("visit_point", pk, task.slug)
    return recorded(request, visit, right, task)


def page_apart(now):
    """Raises Http404 where this kind of visit asks nothing about marks."""
    task = next((task for task in now.all_tasks if task.is_apart), None)
    if task is None:
        raise Http404
    return task


def recorded(request, visit, right, task):
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            new = record_call(visit, **form.call, by=request.user, at=timezone.now())
        except SheetFrozen:
            return call_not_saved(request, visit, right, typed_in(form))
        messages.success(request, RECORDED if new else RECORDED_BEFORE)
        note_as_taken(request)
        form = None
    now = working(visit, right)
    return show(request, Page(now, task, opened=True), right, **call_context(now, form))


def to_read(request, visit, right):
    """Shut until it is opened, for every family alike."""
    wording = compiled(visit.version)
    context = {**frame(visit, right), "opened": request.method == "POST"}
    if context["opened"]:
        context |= {
            **whom_to_ring(visit.case.team),
            "facts": facts_to_say(visit, wording, said_when_signed(visit)),
            "parts": read_back(visit, apart_of(visit, apart=True), right, is_private=False),
        }
    return render(request, "visits/call.html", context)

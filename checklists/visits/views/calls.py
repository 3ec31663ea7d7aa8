"""The call sheet: what to say on the telephone about a mark, and what came of the call."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.answers.in_force import fresh
from checklists.answers.saving import SheetFrozen
from checklists.people.roles import signed_in
from checklists.visits.calling import facts_to_say, record_call
from checklists.visits.current import working
from checklists.visits.forms import CallForm
from checklists.visits.marks import needs_call_sheet
from checklists.visits.opening import open_draft
from checklists.visits.views.frame import frame, posted


@signed_in
@require_http_methods(["GET", "POST"])
def call_sheet(request, pk):
    """Http404 unless a mark has been answered in this draft."""
    visit = open_draft(request, pk)
    if not needs_call_sheet(fresh(visit.sheet.body)):
        raise Http404
    form = CallForm(posted(request))
    if form.is_valid():
        try:
            record_call(visit, **form.call, by=request.user, at=timezone.now())
        except SheetFrozen:
            return redirect("visit_signed", pk)
        messages.success(request, "The call is recorded.")
        return redirect("call_sheet", pk)
    now = working(visit, request.user)
    team = visit.case.team
    return render(
        request,
        "visits/call.html",
        {
            **frame(visit),
            "form": form,
            "facts": facts_to_say(now),
            "ring": team.referral_contact or team.duty_contact,
            "reference": visit.sheet.body.get("mark_csc_reference", {}).get("value", ""),
            "slug": slug_of_marks(now),
        },
    )


def slug_of_marks(now):
    """The page of the visit that asks about marks."""
    return next(
        task.slug
        for task in now.all_tasks
        if any(prompt.key == "mark_seen" for prompt in task.prompts)
    )

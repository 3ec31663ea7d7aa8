"""The list of what a visit asks, who is here, and stopping early."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from checklists.answers.saving import SheetFrozen
from checklists.cases.access import OpenedCase
from checklists.nhsuk.stale import compare
from checklists.nhsuk.wording import counted
from checklists.outstanding.models import OutstandingItem
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.visits import presence
from checklists.visits.draft.forms.ending import StopForm
from checklists.visits.draft.forms.presence import PresenceForm
from checklists.visits.draft.left_to_do import left_to_do, open_gaps
from checklists.visits.draft.never_asked import in_sight
from checklists.visits.draft.planning import preview_of
from checklists.visits.draft.restaging import is_of_another_stage
from checklists.visits.draft.saying_who_is_here import record_presence
from checklists.visits.draft.states import groups_with_states
from checklists.visits.draft.stopping import reasons_to_stop, stop_early
from checklists.visits.draft.twins import copy_to_twins, drafts_of_twins, household_tasks
from checklists.visits.draft.views.signed_meanwhile import own_draft, redirects_once_signed
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from checklists.visits.opening import open_visit
from checklists.visits.views.frame import bound_data, frame
from checklists.visits.withdrawals import waiting_withdrawal
from checklists.visits.words import name_of, when_and_where, wording_of

STOPPED = "The reason is recorded. What you had answered is unchanged."
STOPPED_BEFORE = "Nothing was left that needs a reason. Nothing changed."
NOTHING_TO_COPY = "Nothing was left to copy."
TWIN_SIGNED = "One of the visits was signed or discarded meanwhile. Nothing was copied."
COPY_TO = {1: "the twin's visit", 2: "the visits of the other babies"}


@signed_in
@require_GET
def visit(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    found, right = open_visit(request, pk)
    if found.status != Visit.Status.DRAFT:
        return redirect("visit_signed", pk)
    preview = preview_of(WorkingVisit(found, right))
    not_known, of_each_page = in_sight(preview)
    return render(
        request,
        "visits/visit.html",
        {
            **frame(found, right, back_to_visit=False),
            "name": name_of(found),
            "when": when_and_where(found),
            "wording": wording_of(found),
            "here": presence.in_words(found.present),
            # A number that counted shut pages would rise with a private answer while he looks on.
            "left": len(open_gaps(preview)),
            "unsettled": bool(preview.gaps or preview.contradictions),
            "restaged": is_of_another_stage(preview.working.documents, preview.working.prompts),
            "open_before": len(open_items(preview.working)),
            "not_known": not_known,
            "groups": groups_with_states(preview, of_each_page),
            "withdrawal": waiting_withdrawal(found) if found.was_withdrawal_asked else None,
            "copy_to": copy_to_words(drafts_of_twins(found, request.user)),
        },
    )


def copy_to_words(drafts: list[Visit]) -> str:
    """Where the household is copied to; '' when there is nowhere."""
    return COPY_TO[min(len(drafts), 2)] if drafts else ""


def open_items(working: WorkingVisit) -> list[OutstandingItem]:
    """The items that this visit may move on; private ones only with the permission."""
    return [item for item in working.items if working.right.private or not item.private]


@signed_in
@require_http_methods(["GET", "POST"])
@redirects_once_signed
def visit_presence(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    found, right = own_draft(request, pk)
    with transaction.atomic():
        return save_or_show_presence(request, lock_presence(request, found), right)


def lock_presence(request: AuthenticatedRequest, found: Visit) -> Visit:
    """As it is stored now; once a form was sent no other page of hers changes it meanwhile."""
    if request.method == "POST":
        found.refresh_from_db(fields=["present"], from_queryset=Visit.objects.select_for_update())
    return found


def save_or_show_presence(
    request: AuthenticatedRequest, found: Visit, right: OpenedCase
) -> HttpResponse:
    is_born = found.stage == Visit.Stage.BORN
    form = PresenceForm(bound_data(request), is_born=is_born, initial={"present": found.present})
    # The list may have changed in another window since this page was rendered.
    compare(form, row=f"visit:{found.pk}", by=request.user)
    if form.is_valid():
        present = form.cleaned_data["present"]
        record_presence(found, present=present, by=request.user, at=timezone.now())
        return redirect(page_to_return_to(request), found.pk)
    context = {**frame(found, right), "form": form, "next": page_to_return_to(request)}
    return render(request, "visits/presence.html", context)


def page_to_return_to(request: AuthenticatedRequest) -> str:
    """Back to where she came from: the review, or the list."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return "visit_review" if wanted == "visit_review" else "visit"


@signed_in
@require_http_methods(["GET", "POST"])
@redirects_once_signed
def visit_stop(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    found, right = own_draft(request, pk)
    working = WorkingVisit(found, right)
    form = StopForm(bound_data(request), reasons=reasons_to_stop(working))
    if form.is_valid():
        given = stop_early(found, right, **form.cleaned_data, at=timezone.now())
        messages.success(request, STOPPED if given else STOPPED_BEFORE)
        return redirect("visit_review", pk)
    context = {**frame(found, right), "form": form, **left_to_do(preview_of(working))}
    return render(request, "visits/stop.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
@redirects_once_signed
def visit_twin(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Ask before copying what concerns the household to the visits of the others of this birth."""
    found, right = own_draft(request, pk)
    drafts = drafts_of_twins(found, request.user)
    if not drafts:
        return redirect("visit", pk)
    if request.method == "POST":
        try:
            copied = copy_to_twins(found, right, at=timezone.now())
        except SheetFrozen:
            messages.warning(request, TWIN_SIGNED)
            return redirect("visit", pk)
        said = f"{counted(copied, 'answer')} copied." if copied else NOTHING_TO_COPY
        messages.success(request, f"{said} What was already answered there is unchanged.")
        return redirect("visit", pk)
    tasks = household_tasks(WorkingVisit(found, right))
    more = {"tasks": tasks, "copy_to": copy_to_words(drafts)}
    return render(request, "visits/twin.html", {**frame(found, right), **more})

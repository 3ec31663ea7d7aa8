"""Ask to withdraw a visit entered in error, or to discard a draft; agree, or leave it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from checklists.accounts.views.reauthentication import recently_confirmed
from checklists.cases.access import OpenedCase
from checklists.cases.opening import open_case, refuse_row
from checklists.cases.querysets import opens_to
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.people.views.performing import perform, tell_overtaken
from checklists.records.forms import ReasonForm, SureForm
from checklists.records.views.frame import form_page
from checklists.records.views.frame import frame as record_frame
from checklists.visits.draft.discarding import last_saved
from checklists.visits.models import Visit, Withdrawal
from checklists.visits.opening import open_visit
from checklists.visits.views.frame import bound_data
from checklists.visits.withdrawals import may_ask_withdrawal
from checklists.visits.words import name_of
from checklists.withdrawal import drafts, withdrawing

PARTS = ("visit__case", "visit__sheet", "visit__version", "asked_by")
ASK = {"title": "This is in the wrong record", "button": "Ask a second person"}
STAYS = "The entry stays until a second person agrees: a manager, a deputy or a safeguarding lead."
WHAT_GOES = (
    "Then all it says goes for good, with what it opened; what it closed is open again. "
    "Only that there was an entry made in error is left. Write it anew in the right record."
)
HOW_WE_KNOW: dict[str, Any] = {
    "label": "How do you know that it stands in the wrong record?",
    "help_text": "Do not name the other family. "
    "What you write here is erased once the second person answers.",
    "required": "Say how you know",
    "longest": 1000,
}
HAVE_READ = {
    "label": "I have read the entry. It is not about this family",
    "required": "Tick this to agree, or choose Leave it as it is",
}


@signed_in
@require_http_methods(["GET", "POST"])
def ask_withdrawal(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """For the author of a visit, and for the holder of the record when it is signed."""
    visit, right = open_visit(
        request, pk, may=lambda visit, _: may_ask_withdrawal(visit, request.user)
    )
    is_draft = visit.status == Visit.Status.DRAFT
    asks = drafts.WHY if is_draft else HOW_WE_KNOW
    form, back = ReasonForm(bound_data(request), **asks), link_to_visit(visit)
    if form.is_valid():
        said = "Asked. It stays until a second person agrees."
        verb, typed = withdrawing.ask_withdrawal, form.cleaned_data
        return perform(request, verb, visit, said=said, goes_to=back["url"], **typed)
    lead = f"{name_of(visit)}. {STAYS} {drafts.WHAT_GOES if is_draft else WHAT_GOES}"
    page = drafts.ASK if is_draft else ASK
    return form_page(request, right, form, back=back, lead=lead, **page)


@signed_in
@require_http_methods(["GET", "POST"])
@recently_confirmed
def withdrawal(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """What is asked, for the person who asked and those who may agree. A post agrees."""
    asked, right = open_withdrawal(request, pk, to_agree=request.method == "POST")
    if asked.ended_at:
        return tell_overtaken(request, link_to_visits(asked.visit)["url"])
    if asked.visit.status == Visit.Status.DRAFT:
        return draft_withdrawal(request, asked, right)
    form = SureForm(bound_data(request), **HAVE_READ)
    if form.is_valid():
        return perform_agreement(request, asked, "Taken out. Only that there was an entry is left.")
    context = {
        **page_context(asked, right, form),
        "what_goes": WHAT_GOES,
        "copies": withdrawing.copies_given(asked.visit),
    }
    return render_form(request, "withdrawal/asked.html", context)


def draft_withdrawal(
    request: AuthenticatedRequest, asked: Withdrawal, right: OpenedCase
) -> HttpResponse:
    """The first post opens what is written; only there can somebody agree, with a second one."""
    opens = request.method == "POST" and "read" not in request.POST
    form = SureForm(None if opens else bound_data(request), **drafts.HAVE_READ)
    if form.is_valid():
        # What they read goes along: nobody agrees to words that were written since.
        return perform_agreement(request, asked, drafts.DONE, read=request.POST["read"])
    opened = request.method == "POST"
    context = {
        **page_context(asked, right, form),
        "opened": opened,
        "parts": drafts.read_draft(right, asked) if opened else [],
        "read": last_saved(asked.visit),
    }
    return render_form(request, "withdrawal/draft.html", context)


def perform_agreement(
    request: AuthenticatedRequest, asked: Withdrawal, said: str, **read: Any
) -> HttpResponse:
    verb, back = withdrawing.agree_withdrawal, link_to_visits(asked.visit)["url"]
    return perform(request, verb, asked, said=said, goes_to=back, **read)


def page_context(asked: Withdrawal, right: OpenedCase, form: SureForm) -> dict[str, Any]:
    return {
        **record_frame(right, link_back(asked)),
        "asked": asked,
        "visit": asked.visit,
        "name": name_of(asked.visit),
        "reason": withdrawing.reason_of(asked),
        "form": form,
        "may_agree": withdrawing.may_agree(right.by, asked),
    }


def render_form(
    request: AuthenticatedRequest, template: str, context: dict[str, Any]
) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)


@signed_in
@require_POST
def decline_withdrawal(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    asked, _ = open_withdrawal(request, pk)
    verb, back = withdrawing.decline_withdrawal, link_to_visits(asked.visit)["url"]
    return perform(request, verb, asked, said="It stays.", goes_to=back)


def open_withdrawal(
    request: AuthenticatedRequest, pk: UUID, *, to_agree: bool = False
) -> tuple[Withdrawal, OpenedCase]:
    """A withdrawal, its case opened and logged, for who asked and who may agree.

    Also one that was answered meanwhile, which the page says.
    """
    rows = Withdrawal.objects.filter(opens_to(request.user, through="visit__case__"))
    asked = rows.select_related(*PARTS).filter(pk=pk).first()
    if asked is None:
        # The log names the visit, if there is one: that is what somebody tried to open.
        visits = Withdrawal.objects.filter(pk=pk).values_list("visit_id", flat=True)
        refuse_row(request, Visit, visits.first() or pk)
    asks = asked.asked_by_id == request.user.pk and not to_agree
    concerns = asks or withdrawing.may_agree(request.user, asked)
    case = asked.visit.case_id
    right = open_case(request, case, may=lambda _: concerns, target=f"withdrawal:{pk}")
    asked.visit.case = right.case
    return asked, right


def link_to_visit(visit: Visit) -> dict[str, str]:
    is_draft = visit.status == Visit.Status.DRAFT
    title = name_of(visit) if is_draft else "Signed visit"
    return {"title": title, "url": reverse("visit_signed", args=[visit.pk])}


def link_back(asked: Withdrawal) -> dict[str, str]:
    is_draft = asked.visit.status == Visit.Status.DRAFT
    return link_to_visits(asked.visit) if is_draft else link_to_visit(asked.visit)


def link_to_visits(visit: Visit) -> dict[str, str]:
    return {"title": "Visits", "url": reverse("case_visits", args=[visit.case_id])}

"""The page of one point of a visit: fetch it, save what was typed, and answer."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.accounts.middleware.quick_exit import saves_by_itself
from checklists.answers.forms import PointForm
from checklists.answers.receipts import ReceiptTaken
from checklists.answers.saving import Saved, SheetFrozen
from checklists.audit.recording import hold_chain
from checklists.cases.access import Access
from checklists.cases.opening import refuse_row
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.reading.ids import sent_id
from checklists.visits.draft.forms.adults import NewAdultForm, names_somebody
from checklists.visits.draft.holding import NotADraft, hold_to_save
from checklists.visits.draft.saving_point import could_not_ask, read_answers, save_answers
from checklists.visits.draft.views.clashes import show_clashes
from checklists.visits.draft.views.point_json import saved_json
from checklists.visits.draft.views.point_page import PointPage
from checklists.visits.draft.views.point_routes import act_on_button, keys_confirmed
from checklists.visits.draft.views.show_point import page_of, show_page, show_page_again
from checklists.visits.draft.views.signed_meanwhile import (
    SignedMeanwhile,
    own_draft,
    show_point_not_saved,
    signed_or_refused,
)
from checklists.visits.models import Visit

NO_REASON_RECORDED = "No reason was recorded. What is left there only you can answer."


@signed_in
@saves_by_itself
@require_http_methods(["GET", "POST"])
def point(request: AuthenticatedRequest, pk: UUID, slug: str) -> HttpResponse:
    """A page of the person's own draft. One signed meanwhile shows what was typed, or is shown."""
    try:
        if request.method == "POST":
            return save_page(request, pk, slug)
        visit, right = own_draft(request, pk, with_local_numbers=True)
        return show_page(request, page_of(visit, slug, right), right)
    except (SignedMeanwhile, SheetFrozen):
        return show_point_not_saved(request, pk, slug)


def save_page(request: AuthenticatedRequest, pk: UUID, slug: str) -> HttpResponse:
    """Save what was posted, then do what the button said."""
    try:
        page, right, form, saved = hold_and_save(request, pk, slug)
    except NotADraft:
        signed_or_refused(request, Visit, pk)
    except ReceiptTaken:
        refuse_row(request, Visit, pk)
    if "application/json" in request.headers.get("Accept", ""):
        names_one = page.opened and names_somebody(request)
        return saved_json(page.working.visit, form, saved, names_somebody=names_one)
    if saved.clashes:
        return show_clashes(request, page, form, saved.clashes)
    if form.errors:
        new_adult = new_adult_typed(request)
        return show_page_again(request, page, opened=page.opened, form=form, new_adult=new_adult)
    return act_on_button(request, page, right)


@transaction.atomic
def hold_and_save(
    request: AuthenticatedRequest, pk: UUID, slug: str
) -> tuple[PointPage, Access, PointForm, Saved]:
    """The page as it was found, the right to it, what was read of it, and what was saved. No
    read event: a save shows nothing of the case. Raises NotADraft or ReceiptTaken, changing
    nothing."""
    if hold_chain(request.user):
        request.user.forget_what_was_read()  # rights may have ended while it waited
    visit, right, receipt = hold_to_save(pk, receipt=sent_id(request, "receipt"), by=request.user)
    page = page_of(visit, slug, right, opened="opened" in request.POST)
    form = read_answers(page, request.POST, confirming=keys_confirmed(request, page))
    could_not = could_not_ask(page, request.POST.get("neutral", ""))
    if "neutral" in request.POST and not could_not:
        messages.info(request, NO_REASON_RECORDED)
    saved = save_answers(page, form, could_not, receipt=receipt, by=request.user, at=timezone.now())
    return page, right, form, saved


def new_adult_typed(request: AuthenticatedRequest) -> NewAdultForm | None:
    """What was typed of one and not added yet, so that a page shown again still has it."""
    return NewAdultForm(request.POST) if names_somebody(request) else None

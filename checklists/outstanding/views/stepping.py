"""Tick a step of an opened item, and open one again that was ticked by mistake.

The key of a step says what it is about, so it is sent in the body and stands in no address.
"""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from checklists.cases.access import OpenedCase
from checklists.outstanding import ticking
from checklists.outstanding.forms import ActionForm, ReopeningForm, TickForm
from checklists.outstanding.item_steps import ItemStep, steps_of
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.reasons import about_whom
from checklists.outstanding.views.acting import do_and_return, form_page, open_to_act
from checklists.outstanding.views.items import log_opened
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in

FROM, CALL_SHEET = "from", "call"
RECORDED = "Recorded."  # on the item that is shut: nothing of its steps


@signed_in
@require_http_methods(["GET", "POST"])
def tick_step(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """One tap; of an immediate item a form asks what was done, when and with whom."""
    item, right = open_to_act(request, pk)
    step = step_sent(request, item)
    if step is None:
        return redirect("item", pk)
    immediate = item.priority == Priority.IMMEDIATE
    kind = partial(ActionForm, immediate=True) if immediate else TickForm
    # The button of an immediate item's step sends no words: it asks for the form.
    form = kind(request.POST if "what" in request.POST or not immediate else None)
    if form.is_valid():
        verb, typed = ticking.tick_step, {"step": step.key, "action": form.action()}
        kept = form if any(form.cleaned_data.values()) else None
        to = page_to_return_to(request, item)
        return do_and_return(request, item, right, verb, RECORDED, kept, to, **typed)
    return step_page(request, item, right, form, step, "Record a step as done", "Tick as done")


@signed_in
@require_http_methods(["GET", "POST"])
def reopen_step(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Says why a step that was ticked is open again; without a word it asks for one."""
    item, right = open_to_act(request, pk)
    step = step_sent(request, item)
    if step is None:
        return redirect("item", pk)
    form = ReopeningForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        verb, typed = ticking.reopen_step, {"step": step.key, **form.cleaned_data}
        to = page_to_return_to(request, item)
        return do_and_return(request, item, right, verb, RECORDED, form, to, **typed)
    return step_page(request, item, right, form, step, "Open a step again", "Open it again")


def step_sent(request: AuthenticatedRequest, item: OutstandingItem) -> ItemStep | None:
    """The step that the press was about; None after a link, or once its visit was withdrawn."""
    key = request.POST.get("step", "")
    step = next((one for one in steps_of(item) if one.key == key), None)
    if step is None and request.method == "POST":
        messages.warning(request, str(ticking.NotAStep()))
    return step


def page_to_return_to(request: AuthenticatedRequest, item: OutstandingItem) -> str:
    """The call sheet for a step ticked there; '' is the item."""
    on_sheet = request.POST.get(FROM) == CALL_SHEET
    return reverse("item_call", args=[item.pk]) if on_sheet else ""


def step_page(
    request: AuthenticatedRequest,
    item: OutstandingItem,
    right: OpenedCase,
    form: Form,
    step: ItemStep,
    title: str,
    button: str,
) -> HttpResponse:
    log_opened(item, right)
    words = step.words(about_whom(item, right))
    more = {"step": step.key, "step_words": words, "came_from": request.POST.get(FROM, "")}
    return form_page(request, item, right, form, title, button, **more)

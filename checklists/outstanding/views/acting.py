"""What people do about an item: record it, close it, decide about closing it, add one."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from checklists.accounts.views import overtaken
from checklists.accounts.views.overtaken import Way
from checklists.audit.inserting import NotMine
from checklists.cases.access import Access, OpenedCase
from checklists.cases.banner import banner
from checklists.cases.opening import open_to_record, refuse_row
from checklists.outstanding import closing, ringing
from checklists.outstanding.forms import ActionForm, ClosingForm, DecliningForm, NewItemForm
from checklists.outstanding.full_titles import OPEN_TITLES, use_full_titles
from checklists.outstanding.item_steps import open_steps_of
from checklists.outstanding.models import OutstandingItem, Priority, State
from checklists.outstanding.opening import open_by_hand
from checklists.outstanding.reasons import about_whom
from checklists.outstanding.step_rows import choices_of
from checklists.outstanding.still_to_ask import words_left
from checklists.outstanding.views.items import item_frame, log_opened, open_item
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.people.views.performing import perform
from checklists.reading.clock import london_today
from checklists.reading.ids import sent_id

Verb = Callable[..., Any]


def open_to_act(request: HttpRequest, pk: UUID) -> tuple[OutstandingItem, OpenedCase]:
    """The item, when the person may write in its case today."""
    return open_item(request, pk, may=lambda _, access: access.records)


@signed_in
@require_http_methods(["GET", "POST"])
def act_on_item(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """What was done, while the item stays open."""
    item, right = open_to_act(request, pk)
    form = ActionForm(request.POST or None, immediate=item.priority == Priority.IMMEDIATE)
    if form.is_valid():
        verb, action = closing.record_action, form.action()
        return do_and_return(request, item, right, verb, "Recorded.", form, action=action)
    return form_page(request, item, right, form, "Record what was done", "Save what was done")


@signed_in
@require_http_methods(["GET", "POST"])
def close_item(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Close a routine item, or ask a manager to agree."""
    item, right = open_to_act(request, pk)
    routine = item.priority == Priority.ROUTINE
    title = "Close this item" if routine else "Ask to close this item"
    if not shows_words(request):
        return shut_page(request, item, right, title)
    form = closing_form(request, item, right)
    if form.is_valid():
        verb, done = (
            (closing.close, "Closed.")
            if routine
            else (closing.ask_to_close, "Asked. It stays open until a manager agrees.")
        )
        return do_and_return(request, item, right, verb, done, form, **form.for_closing())
    return form_page(request, item, right, form, title, "Close" if routine else "Ask to close")


def shows_words(request: HttpRequest) -> bool:
    """Whether the page may name the steps of the item: one deliberate tap led here, or the lists
    show full titles."""
    return request.method == "POST" or use_full_titles(request)


def closing_form(request: HttpRequest, item: OutstandingItem, right: OpenedCase) -> ClosingForm:
    """The form with the steps that are open, read by nobody without its event."""
    log_opened(item, right)
    opens = request.POST.get("open") == OPEN_TITLES
    return ClosingForm(
        None if opens else request.POST or None,
        immediate=item.priority == Priority.IMMEDIATE,
        steps=choices_of(open_steps_of(item), about_whom(item, right)),
        unasked=words_left(item),
    )


def shut_page(
    request: HttpRequest, item: OutstandingItem, right: OpenedCase, title: str
) -> HttpResponse:
    """The same for every item, so that nobody learns from it which have steps."""
    context = {**item_frame(item, right), **page_words(item, title, "Open")}
    return render(request, "outstanding/item_shut.html", context)


def page_words(item: OutstandingItem, title: str, button: str) -> dict[str, Any]:
    back = {"title": "Item", "url": reverse("item", args=[item.pk])}
    return {"page_title": title, "button": button, "back": back}


@signed_in
@require_http_methods(["GET", "POST"])
def decline_item(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """A manager leaves it open, saying why."""
    item, right = open_item(request, pk, may=may_decide)
    form = DecliningForm(request.POST or None)
    if form.is_valid():
        verb, typed = closing.decline, form.cleaned_data
        return do_and_return(request, item, right, verb, "It stays open.", form, **typed)
    return form_page(request, item, right, form, "Leave this item open", "Leave it open")


def may_decide(item: OutstandingItem, access: Access) -> bool:
    return closing.may_decide(access.by, item)


@signed_in
@require_POST
def agree_item(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    item, right = open_item(request, pk)
    return do_and_return(request, item, right, closing.agree, "Agreed and closed.")


@signed_in
@require_POST
def acknowledge_item(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    item, right = open_item(request, pk)
    return do_and_return(request, item, right, closing.acknowledge, "Recorded as seen.")


@signed_in
@require_POST
def note_ringing(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """That the manager was rung, noted by who rang or by the manager."""
    item, right = open_to_act(request, pk)
    return do_and_return(request, item, right, ringing.note_ringing, "Noted.")


@signed_in
@require_http_methods(["GET", "POST"])
def add_item(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Open an item by hand, for the case of this id."""
    right = open_to_record(request, pk)
    form = NewItemForm(request.POST or None)
    if form.is_valid():
        return save_new_item(request, right, form.for_opening())
    context = {
        "form": form,
        "new_id": sent_id(request) or uuid4(),
        "page_title": "Add an item",
        "button": "Add item",
        "banner": banner(right, london_today()),
        "back": {"title": "Outstanding", "url": reverse("case_outstanding", args=[pk])},
    }
    return render_form(request, form, context)


def save_new_item(
    request: AuthenticatedRequest, right: OpenedCase, typed: dict[str, Any]
) -> HttpResponse:
    """The same words from the same page are one item, however often the button is pressed."""
    item_id = uuid5(sent_id(request) or uuid4(), repr(sorted(typed.items())))
    back = reverse("case_outstanding", args=[right.case.pk])
    try:
        return perform(
            request, open_by_hand, right.case, said="Added.", goes_to=back, pk=item_id, **typed
        )
    except NotMine:
        refuse_row(request, OutstandingItem, item_id)


def form_page(
    request: HttpRequest,
    item: OutstandingItem,
    right: OpenedCase,
    form: Form,
    title: str,
    button: str,
    **more: Any,
) -> HttpResponse:
    context = {**item_frame(item, right), **page_words(item, title, button), "form": form, **more}
    # What closes by itself leads to the item, which is shut.
    context |= {"chosen": use_full_titles(request), "close_url": context["back"]["url"]}
    return render_form(request, form, context)


def render_form(request: HttpRequest, form: Form, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "outstanding/item_form.html", context, status=status)


def do_and_return(
    request: AuthenticatedRequest,
    item: OutstandingItem,
    right: OpenedCase,
    verb: Verb,
    done: str,
    form: Form | None = None,
    goes_to: str = "",
    **typed: Any,
) -> HttpResponse:
    """Do it and go back to the item, or to the page of it that the press came from; what was typed
    in `form` is shown where it was overtaken."""
    return perform(
        request,
        verb,
        item,
        said=done,
        goes_to=goes_to or reverse("item", args=[item.pk]),
        not_saved=partial(show_not_saved, request, item, right, form) if form else None,
        **typed,
    )


def show_not_saved(
    request: HttpRequest, item: OutstandingItem, right: OpenedCase, form: Form, refusal: str
) -> HttpResponse:
    # Somebody else has changed it since this request read it.
    item.refresh_from_db(fields=["state"])
    typed, ways = overtaken.typed_values(form), ways_to_write(item, right)
    return overtaken.page(request, refusal, typed, ways, banner=banner(right, london_today()))


def ways_to_write(item: OutstandingItem, right: OpenedCase) -> list[Way]:
    """Where what was done is still written: on the item while it is open, else on a new one."""
    name, words, pk = (
        ("add_item", "Add an item", item.case_id)
        if item.state == State.CLOSED
        else ("act_on_item", "Record what was done", item.pk)
    )
    writes = [Way(words, reverse(name, args=[pk]))] if right.records else []
    return [*writes, Way("Open the item", reverse("item", args=[item.pk]))]

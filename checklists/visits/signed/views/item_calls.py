"""The call sheet of an item, until it is closed and after: whom to ring, what to say, what is
still to do, and what came of each call."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from checklists.cases.access import Access, OpenedCase
from checklists.guidance.clock_settings import working_day
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import settings_on
from checklists.guidance.known_prompts import REFERENCE, REFERRAL
from checklists.nhsuk.wording import at_time, in_words
from checklists.outstanding.calling import (
    has_call_sheet,
    is_about_marks,
    record_call,
)
from checklists.outstanding.full_titles import use_full_titles
from checklists.outstanding.history import steps
from checklists.outstanding.item_steps import steps_of
from checklists.outstanding.models import ItemEvent, OutstandingItem, Priority
from checklists.outstanding.reasons import about_whom
from checklists.outstanding.step_rows import step_rows
from checklists.outstanding.views.acting import do_and_return, page_words, shows_words
from checklists.outstanding.views.items import item_frame, log_opened, open_item
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.reading.clock import london_today
from checklists.visits.call_facts import (
    answers_when_signed,
    fact_row,
    facts_of_adult,
    facts_to_say,
    officer_row,
    whom_to_ring,
)
from checklists.visits.models import Visit
from checklists.visits.opening import with_parts
from checklists.visits.signed.forms import CallAfterForm
from checklists.visits.words import signer_of

CALLED = "with_whom"  # a post without it opens the page
TITLE = "Call sheet"
RECORDED = "The call is recorded."


@signed_in
@require_http_methods(["GET", "POST"])
def item_call(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Shut until it is opened. Who sees the item reads it; who may write in the case records."""
    called = CALLED in request.POST

    def may(item: OutstandingItem, access: Access) -> bool:
        return access.records or not called

    item, right = open_item(request, pk, may=may)
    if not has_call_sheet(item):
        return redirect("item", pk)
    if not shows_words(request):
        context = {**item_frame(item, right), **page_words(item, TITLE, "Open")}
        return render(request, "outstanding/item_shut.html", context)
    log_opened(item, right)
    form = CallAfterForm(request.POST if called else None)
    if form.is_valid():
        to, action = reverse("item_call", args=[pk]), form.action()
        return do_and_return(request, item, right, record_call, RECORDED, form, to, action=action)
    return show_sheet(request, item, right, form)


def show_sheet(
    request: HttpRequest, item: OutstandingItem, right: OpenedCase, form: CallAfterForm
) -> HttpResponse:
    about = about_whom(item, right)
    history = steps(item, with_words=True)
    context = {
        **item_frame(item, right, full=True),
        **page_words(item, TITLE, "Record the call"),
        **whom_to_ring(item.case.team, working_day(settings_on(london_today()))),
        "here": reverse("item_call", args=[item.pk]),
        "calls": True,  # this item is what calls for the telephone
        "facts": [*facts_of(item, right, about), officer_row(item.case.team)],
        "to_do": step_rows(steps_of(item), about),
        "rung": [one for one in history if one.event.kind == ItemEvent.Kind.CALLED],
        "immediate": item.priority == Priority.IMMEDIATE,
        "chosen": use_full_titles(request),
        "form": form,
    }
    return render(request, "visits/item_call.html", context, status=422 if form.errors else 200)


def facts_of(item: OutstandingItem, right: OpenedCase, about: str) -> list[dict[str, str]]:
    """What to say, as it was known at the visit that opened the item."""
    if item.opened_at_visit is None or not is_about_marks(item):
        return facts_of_adult(item.case, about)
    visits = with_parts(Visit.objects.visible_to(right.by))
    visit = visits.get(pk=item.opened_at_visit.pk)
    visit.case = item.case
    wording, said = compiled(visit.version), answers_when_signed(visit)
    return [
        as_recorded(visit),
        *facts_to_say(visit, wording, said),
        fact_row("Referral recorded at the visit", (REFERRAL, REFERENCE), wording, said),
    ]


def as_recorded(visit: Visit) -> dict[str, str]:
    """Of when and by whom the facts are: the sheet is read out days later."""
    day, at = in_words(visit.held_at), at_time(visit.held_at)
    return {"label": "As it was at the visit", "text": f"{day}, {at}, {signer_of(visit)}"}

"""The page of one point of a visit: show it, save it, open its private part, settle a clash."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.accounts.middleware.quick_exit import saves_by_itself
from checklists.answers.could_not import could_not_all
from checklists.answers.errors import OTHER_WINDOW
from checklists.answers.forms import PointForm
from checklists.answers.saving import Change, ReceiptTaken, Saved, SheetFrozen, save_point
from checklists.answers.typed import field_name
from checklists.cases.access import Access, OpenedCase, access_to
from checklists.cases.opening import refuse_row
from checklists.guidance.applies import Task
from checklists.people.roles import signed_in
from checklists.reading.clock import london_date
from checklists.visits import presence
from checklists.visits.adults import add_at_visit
from checklists.visits.calling import call_context
from checklists.visits.clashes import clash_context
from checklists.visits.contradicting import that_fit
from checklists.visits.current import working
from checklists.visits.forms import NewAdultForm
from checklists.visits.models import Visit
from checklists.visits.opening import log_private
from checklists.visits.point_page import Page
from checklists.visits.signed_meanwhile import (
    SignedMeanwhile,
    own_draft,
    point_not_saved,
    signed_or_refused,
)
from checklists.visits.views.frame import frame
from checklists.visits.words import saved_words

CONFIRM_AND_GO_ON = "confirm_on"
NOTHING_CHANGED = "nothing_changed"  # its value is the adult
NO_REASON_RECORDED = "No reason was recorded. What is left there only you can answer."


@signed_in
@saves_by_itself
@require_http_methods(["GET", "POST"])
def point(request: HttpRequest, pk: UUID, slug: str) -> HttpResponse:
    """A page of the person's own draft. One signed meanwhile shows what was typed, or is shown."""
    try:
        if request.method == "POST":
            return answered(request, pk, slug)
        visit, right = own_draft(request, pk)
        return show(request, page_of(visit, slug, right), right)
    except (SignedMeanwhile, SheetFrozen):
        return point_not_saved(request, pk, slug)


# --- showing ------------------------------------------------------------------------------------


def page_of(visit: Visit, slug: str, right: Access, *, opened: bool = False) -> Page:
    now = working(visit, right)
    task = now.task(slug)
    if task is None:
        raise Http404
    return Page(now, task, opened=opened)


def show(
    request: HttpRequest,
    page: Page,
    right: OpenedCase,
    template: str = "visits/point.html",
    **more: Any,
) -> HttpResponse:
    """`more` is context that stands in place of the page's own."""
    context = {
        **frame(page.now.visit, right),
        "page": page,
        "here": presence.in_words(page.now.visit.present),
        "problems": page.problems(),
        "receipt": uuid4(),
        **(call_context(page.now) if page.opened and page.task.is_apart else {}),
        **more,
    }
    status = 422 if context["problems"] else 200
    return render(request, template, context, status=status)


def shown_again(
    request: HttpRequest,
    page: Page,
    *,
    opened: bool,
    form: PointForm | None = None,
    new_adult: NewAdultForm | None = None,
) -> HttpResponse:
    """The page drawn from what is stored now, its case opened and logged as for any reading."""
    visit, right = own_draft(request, page.now.visit.pk)
    again = page_of(visit, page.task.slug, right, opened=opened)
    again.form, again.new_adult = form, new_adult
    if opened and again.has_private:
        log_private(right, visit)
    return show(request, again, right)


def ask_first(request: HttpRequest, page: Page) -> HttpResponse:
    visit, right = own_draft(request, page.now.visit.pk)
    return show(request, page_of(visit, page.task.slug, right), right, "visits/point_ask.html")


# --- saving -------------------------------------------------------------------------------------


@dataclass
class Result:
    """What one save did: the form as read, and what was stored."""

    form: PointForm
    saved: Saved


def answered(request: HttpRequest, pk: UUID, slug: str) -> HttpResponse:
    """Save what was posted, then do what the button said."""
    visit, right = draft_to_save(request, pk)
    page = page_of(visit, slug, right, opened="opened" in request.POST)
    try:
        result = save(request, page)
    except ReceiptTaken:
        refuse_row(request, Visit, pk)
    if "application/json" in request.headers.get("Accept", ""):
        return told(visit, result)
    if result.saved.clashes:
        return clash(request, page, result)
    if result.form.errors:
        return shown_again(
            request, page, opened=page.opened, form=result.form, new_adult=begun_adult(request)
        )
    return go_on(request, page)


def draft_to_save(request: HttpRequest, pk: UUID) -> tuple[Visit, Access]:
    """The draft without a read event: a save shows nothing of the case."""
    drafts = Visit.objects.editable_by(request.user).select_related("sheet", "version")
    visit = drafts.filter(pk=pk).first() or signed_or_refused(request, Visit, pk)
    right = access_to(request.user, visit.case_id) or refuse_row(request, Visit, pk)
    visit.case = visit.sheet.case = right.case
    visit.sheet.version = visit.version
    return visit, right


def save(request: HttpRequest, page: Page) -> Result:
    now, visit = page.now, page.now.visit
    form = PointForm(
        page.keyed,
        request.POST,
        compiled=now.compiled,
        documents=now.documents,
        last_time=now.last_time,
        on=london_date(visit.held_at),
        confirming=confirming(request, page),
    )
    left = could_not_changes(request, page)
    if "neutral" in request.POST and not left:
        messages.info(request, NO_REASON_RECORDED)
    changes = {**form.changes, **left}
    saved = save_point(
        visit.sheet,
        changes=changes,
        base_revisions={**revisions_of(page, changes), **form.base_revisions},
        receipt=uuid_in(request, "receipt"),
        by=request.user,
        at=timezone.now(),
        target=visit,
    )
    return Result(form, saved)


def confirming(request: HttpRequest, page: Page) -> list[str]:
    """What one press confirms: the answers of one adult, or those of the page outside them."""
    if NOTHING_CHANGED in request.POST:
        return page.unconfirmed_of(request.POST[NOTHING_CHANGED])
    confirms = request.POST.get("do") in ("confirm", CONFIRM_AND_GO_ON)
    return page.unconfirmed_of("") if confirms else []


def could_not_changes(request: HttpRequest, page: Page) -> dict[str, Change]:
    """What a neutral reason on a shut page records; nothing when none or an unknown one came."""
    reason = request.POST.get("neutral", "")
    known = {one.value for one in page.now.neutral_reasons}
    if page.opened or reason not in known:
        return {}
    present = presence.exact_reason(page.now.visit.present)
    changes = could_not_all(
        page.unanswered(), reason, page.now.compiled, present, circumstances=page.now.circumstances
    )
    return that_fit(changes, page.now) if changes else {}


def revisions_of(page: Page, changes: dict[str, Change]) -> dict[str, int]:
    """The present revisions of prompts that were not on the page themselves."""
    entries = page.now.documents
    return {key: entries[key]["revision"] for key in changes if key in entries}


def uuid_in(request: HttpRequest, name: str) -> UUID | None:
    """An id that the page was drawn with; None when it says nothing sensible."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


# --- afterwards ---------------------------------------------------------------------------------


def go_on(request: HttpRequest, page: Page) -> HttpResponse:
    """Where the button leads: the next page unless it said otherwise."""
    wanted = request.POST.get("do", "")
    if wanted == "apart" and page.leads_apart:
        return open_part(request, Page(page.now, page.leads_apart))
    if wanted == "open":
        return open_part(request, page)
    if wanted == "show":
        return shown_again(request, page, opened=True)
    if wanted == "add_adult" and page.opened:
        return with_another_adult(request, page)
    if wanted in ("confirm", "stay") or NOTHING_CHANGED in request.POST:
        return same_page(request, page)
    if wanted == "back":
        return redirect("visit", page.now.visit.pk)
    if wanted in ("", CONFIRM_AND_GO_ON) and "plain" in request.POST and still_asks(page):
        return same_page(request, page)
    return next_page(request, page)


def open_part(request: HttpRequest, page: Page) -> HttpResponse:
    if presence.must_not_hear(page.now.visit.present):
        return ask_first(request, page)
    return shown_again(request, page, opened=True)


def same_page(request: HttpRequest, page: Page) -> HttpResponse:
    """An opened page is drawn at once: an address cannot say that it was open."""
    if page.opened:
        return shown_again(request, page, opened=True)
    return redirect(f"{page.url}#ask-today")


def still_asks(page: Page) -> bool:
    """Without scripts: whether what was saved brought up questions that she has not seen yet."""
    visit = page.now.visit
    now = working(visit, page.now.right)
    newly = now.shown - page.now.shown
    changed = [
        key
        for key, _ in page.keyed
        if key in now.documents
        and now.documents[key]["how"] == "changed"
        and not now.documents[key]["value"]
    ]
    before = page.now.documents
    return bool(newly & {key for key, _ in page.keyed}) or any(key not in before for key in changed)


def next_page(request: HttpRequest, page: Page) -> HttpResponse:
    """The page said to be next when this one was drawn; the review after the last.

    A page that asks only because of other answers is passed over when they ask nothing there.
    """
    tasks = page.now.all_tasks
    following = page.now.task(request.POST.get("next", ""))
    later = tasks[tasks.index(following) :] if following else []
    now = working(page.now.visit, page.now.right)
    for task in later:
        if task.is_apart:
            continue
        if not asks_only_after_others(task) or now.asked(task.prompts):
            return redirect("visit_point", page.now.visit.pk, task.slug)
    return redirect("visit_review", page.now.visit.pk)


def asks_only_after_others(task: Task) -> bool:
    return all(prompt.show_when is not None for prompt in task.prompts)


def with_another_adult(request: HttpRequest, page: Page) -> HttpResponse:
    """A new adult of the case, and the page again. A second tap sends the same id."""
    new_adult = NewAdultForm(request.POST)
    new_adult.others = page.names_beside(uuid_in(request, "new_adult"))
    if not new_adult.is_valid():
        return shown_again(request, page, opened=True, new_adult=new_adult)
    add_at_visit(
        page.now.visit,
        name=new_adult.cleaned_data["new_adult_name"],
        named=new_adult.cleaned_data["new_adult_named"],
        by=request.user,
        at=timezone.now(),
        pk=uuid_in(request, "new_adult"),
    )
    return shown_again(request, page, opened=True)


def begun_adult(request: HttpRequest) -> NewAdultForm | None:
    """What was typed of one and not added yet, so that a page shown again still has it."""
    return NewAdultForm(request.POST) if request.POST.get("new_adult_name") else None


def clash(request: HttpRequest, page: Page, result: Result) -> HttpResponse:
    visit, right = own_draft(request, page.now.visit.pk)
    context = {
        **frame(visit, right),
        **clash_context(page, result.form, result.saved.clashes),
        "receipt": uuid4(),
    }
    return render(request, "visits/point_clash.html", context, status=409)


def told(visit: Visit, result: Result) -> JsonResponse:
    """The answer to a save made while she types; it holds no answers."""
    if not result.form.asked:
        # Not what a page sends: nothing in it was read, and nobody may be told that it is kept.
        return JsonResponse({"saved": "Not saved", "detail": "", "incomplete": True}, status=400)
    problems = {
        **dict.fromkeys((clash.key for clash in result.saved.clashes), OTHER_WINDOW),
        **result.form.errors,
    }
    prompts = dict(result.form.asked)
    return JsonResponse(
        {
            "saved": saved_words(visit) or "Nothing to save yet",
            "detail": "Some answers need you" if problems else "All sent",
            "incomplete": bool(problems),
            "errors": {
                prompts[key].kind.first_input(field_name(key)): words
                for key, words in problems.items()
            },
            "revisions": {
                **{
                    f"{field_name(key)}__rev": str(revision)
                    for key, revision in result.saved.revisions.items()
                    if key not in problems
                },
                "receipt": str(uuid4()),
            },
        }
    )

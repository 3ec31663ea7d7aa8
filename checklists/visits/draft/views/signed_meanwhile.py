"""What is posted from an open page of a visit that was signed meanwhile. Nothing of it is saved."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import wraps
from typing import Any, NoReturn
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from checklists.accounts.views import overtaken, resubmission
from checklists.accounts.views.overtaken import Typed, Way
from checklists.answers.forms import PointForm
from checklists.answers.in_force import Document
from checklists.answers.saving import Change, SheetFrozen
from checklists.answers.words import answer_words
from checklists.cases.access import OpenedCase
from checklists.cases.opening import refuse_row
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.people.requests import AuthenticatedRequest
from checklists.visits.draft.point import Point
from checklists.visits.draft.saving_point import read_answers
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from checklists.visits.opening import may_amend, open_draft, open_visit
from checklists.visits.views.frame import frame

OF_A_CALL = "A call can also be recorded on the item that it is about."
CHANGED_NOTHING = "What you just sent changed nothing."

PART_APART = ("part", "answers")  # as the page to amend asks for what is kept apart


class SignedMeanwhile(Exception):
    """Her own visit is no draft any more, signed or discarded. Nothing was saved."""


def what_became_of(pk: UUID) -> str:
    """'This visit was signed', or discarded."""
    gone = Visit.objects.filter(pk=pk, status=Visit.Status.DISCARDED).exists()
    return f"This visit was {'discarded' if gone else 'signed'}"


def own_draft(
    request: AuthenticatedRequest, pk: UUID, *, with_local_numbers: bool = False
) -> tuple[Visit, OpenedCase]:
    """Raises SignedMeanwhile."""
    return open_draft(request, pk, signed_or_refused, with_local_numbers=with_local_numbers)


def signed_or_refused(request: AuthenticatedRequest, model: type[Visit], pk: UUID) -> NoReturn:
    """Raises SignedMeanwhile, whose page says so better than a 404; anything else is refused."""
    signed = Visit.objects.visible_to(request.user).exclude(status=Visit.Status.DRAFT)
    if signed.filter(pk=pk, author=request.user).exists():
        raise SignedMeanwhile
    refuse_row(request, model, pk)


def redirects_once_signed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages on which nothing is typed."""

    @wraps(view)
    def view_or_redirect(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
        try:
            return view(request, pk)
        except (SignedMeanwhile, SheetFrozen, Visit.DoesNotExist):
            return redirect_to_signed(request, pk)

    return view_or_redirect


def redirect_to_signed(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    if request.method == "POST":
        messages.warning(request, f"{what_became_of(pk)} meanwhile. {CHANGED_NOTHING}")
    return redirect("visit_signed", pk)


# --- what was typed on the page of a point ------------------------------------------------------


def show_point_not_saved(request: AuthenticatedRequest, pk: UUID, slug: str) -> HttpResponse:
    """Autosave is told so and shown nothing: its page stands as it is."""
    if resubmission.wants_json(request):
        return JsonResponse(not_saved_json(pk), status=409)
    if request.method != "POST":
        return redirect("visit_signed", pk)
    visit, right = open_visit(request, pk)
    opened = "opened" in request.POST and right.private
    working = WorkingVisit(visit, right)
    typed = typed_but_not_signed(request, working, slug, opened=opened) if visit.was_held else []
    close_url = reverse("visit_signed", args=[pk]) if opened else ""
    return show_not_saved(request, visit, right, typed, close_url)


def not_saved_json(pk: UUID) -> dict[str, Any]:
    return {"saved": "Not saved", "problem": what_became_of(pk), "final": True}


def show_not_saved(
    request: AuthenticatedRequest,
    visit: Visit,
    right: OpenedCase,
    typed: list[Typed],
    close_url: str,
    more: str = "",
) -> HttpResponse:
    """`visit` may have been read before it was signed or discarded."""
    if not typed:
        return redirect_to_signed(request, visit.pk)
    visit.refresh_from_db(fields=["status"])
    said = " ".join(filter(None, [f"{what_became_of(visit.pk)} meanwhile.", more]))
    found = ways_to_go_on(visit, right, typed)
    return overtaken.page(request, said, typed, found, close_url=close_url, **frame(visit, right))


def ways_to_go_on(visit: Visit, right: OpenedCase, typed: list[Typed]) -> list[Way]:
    """To amend, with what was typed; where that is not hers to do, to the signed visit. After one
    that was discarded, to start another."""
    if visit.status == Visit.Status.DISCARDED:
        return [Way("Start another visit", reverse("start_visit", args=[visit.case_id]))]
    if visit.status != Visit.Status.SIGNED or not may_amend(visit, right):
        return [Way("Open the signed visit", reverse("visit_signed", args=[visit.pk]))]
    says = "\n\n".join(f"{one.label}\n{one.text}" for one in typed)
    apart = (PART_APART,) if any(one.private for one in typed) else ()
    url = reverse("visit_amend", args=[visit.pk])
    return [Way("Amend the signed visit with this", url, (("says", says), *apart))]


def typed_but_not_signed(
    request: AuthenticatedRequest, working: WorkingVisit, slug: str, *, opened: bool
) -> list[Typed]:
    """What this request says that the signed visit does not; private answers only if `opened`."""
    task = working.task(slug)
    if task is None:
        return []
    form = read_answers(Point(working, task, opened=opened), request.POST)
    found = (
        Typed(prompt.text, typed_words(form, key, prompt, working.documents), prompt.is_private)
        for key, prompt in form.asked
    )
    named = request.POST.get("new_adult_name", "") if opened else ""
    return [one for one in (*found, Typed("Another adult", named, private=True)) if one.text]


def typed_words(form: PointForm, key: str, prompt: CompiledPrompt, stored: Document) -> str:
    """As typed where it is no answer yet; '' for what is signed as it stands here."""
    if key in form.errors:
        return " ".join(value for _, value in form.posted(key) if value)
    change = form.changes.get(key)
    if change is None or stands_as_signed(change, stored.get(key)):
        return ""
    words = answer_words(prompt, asdict(change), form.compiled.neutral_reasons)
    return "\n".join(part for part in (words, note_words(change)) if part)


def stands_as_signed(change: Change, entry: Any) -> bool:
    names = ("value", "reason", "note")
    return entry is not None and all(entry[name] == getattr(change, name) for name in names)


def note_words(change: Change) -> str:
    return f"Note: {change.note}" if change.note else ""


def show_call_not_saved(
    request: AuthenticatedRequest, visit: Visit, right: OpenedCase, typed: Iterable[Typed]
) -> HttpResponse:
    """It closes as the page of next steps does."""
    close_url = reverse("call_sheet", args=[visit.pk]) if visit.was_held else ""
    return show_not_saved(request, visit, right, list(typed), close_url, OF_A_CALL)

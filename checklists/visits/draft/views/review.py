"""Review a draft and sign it. Closed first: who stands beside her may read along."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.accounts.views.reauthentication import confirmed_since_the_pause
from checklists.cases.access import OpenedCase
from checklists.cases.banner import born_or_due
from checklists.guidance.in_force import guidance_in_force
from checklists.nhsuk.wording import in_words
from checklists.outstanding import full_titles
from checklists.outstanding.closing import ConfirmedClosing, SayWhatWasDone
from checklists.outstanding.history import Action
from checklists.outstanding.models import OutstandingItem, State
from checklists.outstanding.undone import SayWhatStaysUndone
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.reading.ids import read_id
from checklists.reading.text import plain_lines
from checklists.visits import presence
from checklists.visits.answers_in_words import Part, parts_of
from checklists.visits.draft import never_asked, reviewing
from checklists.visits.draft.contradicting import Contradiction
from checklists.visits.draft.document_to_sign import document_to_sign
from checklists.visits.draft.holding import NotADraft
from checklists.visits.draft.left_to_do import contradiction_rows, left_to_do, without_named
from checklists.visits.draft.planning import Preview, answers_hidden_at_first, preview_of
from checklists.visits.draft.signing import DoNotFitTogether, StillMissing, sign
from checklists.visits.draft.views.asking_first import looked_round, not_looked
from checklists.visits.draft.views.room_page import RoomPage, room_page
from checklists.visits.draft.views.signed_meanwhile import what_became_of
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.earlier_marks import marks_beside
from checklists.visits.models import Visit
from checklists.visits.opening import log_private, open_visit
from checklists.visits.views.frame import frame
from checklists.visits.what_stands_open import words_after_signing
from checklists.visits.words import in_a_sentence

ANSWERS, SIGNING = "answers", "signing"
NOT_CLOSED = "{} meanwhile. An item that you ticked here is still open."


@signed_in
@require_http_methods(["GET", "POST"])
def visit_review(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    visit, right = open_visit(request, pk)
    if visit.status != Visit.Status.DRAFT:
        return redirect("visit_signed", pk)
    opened = request.POST.get("part", "") if request.method == "POST" else ""
    if opened and not looked_round(request, visit.present):
        return ask_before_opening(request, visit, right, opened)
    return show_review(request, visit, right, opened)


def ask_before_opening(
    request: AuthenticatedRequest, visit: Visit, right: OpenedCase, part: str
) -> HttpResponse:
    context = {**frame(visit, right), "here": presence.in_words(visit.present), "part": part}
    context |= {"not_looked": not_looked(request)}
    return render(request, "visits/review_ask.html", context)


@signed_in
@require_POST
@confirmed_since_the_pause
def visit_sign(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Signing shows nothing of the case: only a review that is shown again is a reading of it."""
    if "right_baby" not in request.POST:
        return review_again(request, pk)
    try:
        return sign_and_redirect(request, pk)
    except NotADraft:  # not hers, or a second press was quicker
        return review_again(request, pk)
    except StillMissing:
        return review_again(request, pk, still_missing())
    except DoNotFitTogether as refused:
        return review_again(request, pk, do_not_fit(refused.found))
    except (SayWhatWasDone, SayWhatStaysUndone) as refused:
        return review_again(request, pk, {"href": "#closings", "text": str(refused)})


def sign_and_redirect(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    guidance = guidance_in_force()
    signed = sign(
        Visit(pk=pk),
        confirmed_closings=ticked_closings(request),
        by=request.user,
        at=timezone.now(),
        guidance=guidance,
    )
    full_titles.end_full_titles(request)
    messages.success(request, words_after_signing(signed.case, request.user, guidance))
    return redirect("visit_signed", pk)


def review_again(
    request: AuthenticatedRequest, pk: UUID, problem: dict[str, str] | None = None
) -> HttpResponse:
    """The review with what stopped signing, without a problem that the baby was not ticked; of
    what is no draft any more, where it leads."""
    visit, right = open_visit(request, pk)
    if visit.status != Visit.Status.DRAFT:
        return redirect_to_signed(request, pk)
    opened = SIGNING if request.POST.get("opened") == SIGNING else ""
    return show_review(request, visit, right, opened, problems=[problem or baby_not_ticked(visit)])


def redirect_to_signed(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """A second tap on Sign leads where the first did. Says so where an item ticked is open."""
    ticked = [one.item_id for one in ticked_closings(request)]
    if OutstandingItem.objects.visible_to(request.user).filter(pk__in=ticked, state=State.OPEN):
        messages.warning(request, NOT_CLOSED.format(what_became_of(pk)))
    return redirect("visit_signed", pk)


def ticked_closings(request: AuthenticatedRequest) -> list[ConfirmedClosing]:
    """The closings that were ticked, with what was said of their steps; a malformed id is none."""
    ids = map(read_id, request.POST.getlist("closing"))
    return [confirmed_closing(request, pk) for pk in ids if pk]


def confirmed_closing(request: AuthenticatedRequest, pk: UUID) -> ConfirmedClosing:
    undone = plain_lines(request.POST.get(f"undone-{pk}", ""))
    steps_done = request.POST.getlist(f"step-{pk}")
    return ConfirmedClosing(
        pk, Action("", undone=undone) if undone else None, steps_done=steps_done
    )


def baby_not_ticked(visit: Visit) -> dict[str, str]:
    name = visit.case.given_name or visit.case.name
    return {"href": "#tick", "text": f"Tick to say that this visit is about {name}"}


def still_missing() -> dict[str, str]:
    return {"href": "#missing", "text": "Give an answer or a reason to what is still missing"}


def do_not_fit(found: list[Contradiction]) -> dict[str, str]:
    """Leads to what can be read here; a private one has a neutral line only."""
    if all(one.is_private for one in found):
        return still_missing()
    return {"href": "#together", "text": "Change one of the answers that do not fit together"}


def show_review(
    request: AuthenticatedRequest,
    visit: Visit,
    right: OpenedCase,
    opened: str,
    problems: Sequence[dict[str, str]] = (),
    room: RoomPage | None = None,
) -> HttpResponse:
    """`room` when it is shown again with something wrong in it."""
    preview = preview_of(WorkingVisit(visit, right))
    never, left = never_asked.open_part(preview), left_to_do(preview)
    # Before anything is rendered: no page shows what is private without its event.
    if opened in (ANSWERS, SIGNING):
        log_private(right, visit)
    context = {
        **frame(visit, right),
        "here": presence.in_words(visit.present),
        "seen": presence.is_seen_by_someone(visit.present),
        **left,
        "not_started": without_named(left["not_started"], never),
        "never_asked": never,
        "recorded": reviewing.recorded_lines(preview.working),
        "unconfirmed": reviewing.unconfirmed_lines(preview.working),
        "open_parts": parts_read(preview.working, shut=False),
        "sheet_url": sheet_url(preview.working),
        "opened": opened,
        "baby": baby_to_confirm(visit),
        "right_baby": "right_baby" in request.POST,
        "problems": list(problems),
        "not_ticked": next((one["text"] for one in problems if one["href"] == "#tick"), ""),
    }
    if opened == ANSWERS:
        context["parts"] = parts_read(preview.working, shut=True)
        context["private_contradictions"] = contradiction_rows(preview, private=True)
        context["never_asked_private"] = never_asked.private_part(preview)
        context["room"] = room or room_page(preview.working)
    if opened == SIGNING:
        context |= what_signing_does(request, preview)
    return render(request, "visits/review.html", context, status=422 if problems else 200)


def sheet_url(working: WorkingVisit) -> str:
    """The page of next steps, the same for every family; '' where this visit has none."""
    task = next((task for task in working.all_tasks if task.is_apart), None)
    return reverse("visit_point", args=[working.visit.pk, task.slug]) if task else ""


def parts_read(working: WorkingVisit, *, shut: bool) -> list[Part]:
    """What is read at once, or only once it is opened; a draft is written by its author alone."""
    document = answers_hidden_at_first(
        document_to_sign(working, at=timezone.now()), working.compiled, shut=shut
    )
    writers = {str(working.visit.author_id): working.visit.author}
    return parts_of(
        working.visit,
        working.compiled,
        document,
        writers=writers,
        last_known=working.carried,
        earlier_marks=marks_beside(working.visit, document),
    )


def what_signing_does(request: AuthenticatedRequest, preview: Preview) -> dict[str, Any]:
    may_see = preview.working.right.private
    return {
        "opens": reviewing.opening_rows(preview, with_private=may_see),
        "met_again": reviewing.met_again_rows(preview, with_private=may_see),
        "closings": [
            {**row, **said_of_steps(request, row["pk"])}
            for row in reviewing.closing_rows(preview, with_private=may_see)
        ],
        "ticked": request.POST.getlist("closing"),
    }


def said_of_steps(request: AuthenticatedRequest, pk: UUID) -> dict[str, Any]:
    """What was ticked and typed of an item's steps, for the page that is shown again."""
    return {
        "done": request.POST.getlist(f"step-{pk}"),
        "undone": request.POST.get(f"undone-{pk}", ""),
    }


def baby_to_confirm(visit: Visit) -> dict[str, str]:
    """Who this is about, to be confirmed before signing."""
    case = visit.case
    seen_on = case.facts.last_seen_on
    return {
        "name": case.name,
        "when": in_a_sentence(born_or_due(case)),
        "called": case.given_name or case.name,
        "seen": f"last seen {in_words(seen_on)}" if seen_on else "not seen at an earlier visit",
    }

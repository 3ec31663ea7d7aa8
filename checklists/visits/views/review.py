"""Review a draft and sign it. Closed first: who stands beside her may read along."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.accounts.views.reauthentication import confirmed_since_the_pause
from checklists.cases.banner import born_or_due
from checklists.nhsuk.wording import in_words
from checklists.outstanding.closing import Confirmed, SayWhatWasDone
from checklists.outstanding.models import OutstandingItem, State
from checklists.people.roles import signed_in
from checklists.reading.ids import read_id
from checklists.visits import presence, reviewing
from checklists.visits.current import working
from checklists.visits.left_to_do import contradiction_rows, left_to_do
from checklists.visits.models import Visit
from checklists.visits.opening import log_private, open_visit
from checklists.visits.planning import preview_of, shut_part
from checklists.visits.readout import parts_of
from checklists.visits.signed_meanwhile import what_became_of
from checklists.visits.signing import DoNotFitTogether, NotADraft, StillMissing, sign
from checklists.visits.unsaid import read_as
from checklists.visits.views.frame import frame
from checklists.visits.words import in_a_sentence

ANSWERS, SIGNING = "answers", "signing"
NOT_CLOSED = "{} meanwhile. An item that you ticked here is still open."


@signed_in
@require_http_methods(["GET", "POST"])
def visit_review(request, pk):
    visit, right = open_visit(request, pk)
    if visit.status != Visit.Status.DRAFT:
        return redirect("visit_signed", pk)
    opened = request.POST.get("part", "") if request.method == "POST" else ""
    if opened and presence.must_not_hear(visit.present) and request.POST.get("do") != "show":
        return ask_first(request, visit, right, opened)
    return show(request, visit, right, opened)


def ask_first(request, visit, right, part):
    context = {**frame(visit, right), "here": presence.in_words(visit.present), "part": part}
    return render(request, "visits/review_ask.html", context)


@signed_in
@require_POST
@confirmed_since_the_pause
def visit_sign(request, pk):
    visit, right = open_visit(request, pk)
    if visit.status != Visit.Status.DRAFT:
        return already_signed(request, pk)
    opened = SIGNING if request.POST.get("opened") == SIGNING else ""
    if "right_baby" not in request.POST:
        return show(request, visit, right, opened, problems=[tick_the_baby(visit)])
    try:
        sign(visit, confirmed_closings=confirmed(request), by=request.user, at=timezone.now())
    except StillMissing:
        return show(request, visit, right, opened, problems=[still_missing()])
    except DoNotFitTogether as refused:
        return show(request, visit, right, opened, problems=[do_not_fit(refused.found)])
    except SayWhatWasDone as refused:
        return show(
            request, visit, right, opened, problems=[{"href": "#closings", "text": str(refused)}]
        )
    except NotADraft:  # a second press was quicker
        return already_signed(request, pk)
    return redirect("visit_signed", pk)


def already_signed(request, pk):
    """A second tap on Sign leads where the first did. Says so where an item ticked is open."""
    ticked = [one.item_id for one in confirmed(request)]
    if OutstandingItem.objects.visible_to(request.user).filter(pk__in=ticked, state=State.OPEN):
        messages.warning(request, NOT_CLOSED.format(what_became_of(pk)))
    return redirect("visit_signed", pk)


def confirmed(request):
    """The closings that were ticked; a malformed id is no closing."""
    ids = map(read_id, request.POST.getlist("closing"))
    return [Confirmed(pk) for pk in ids if pk]


def tick_the_baby(visit):
    name = visit.case.given_name or visit.case.name
    return {"href": "#tick", "text": f"Tick to say that this visit is about {name}"}


def still_missing():
    return {"href": "#missing", "text": "Give an answer or a reason to what is still missing"}


def do_not_fit(found):
    """Leads to what can be read here; a private one has a neutral line only."""
    if all(one.is_private for one in found):
        return still_missing()
    return {"href": "#together", "text": "Change one of the answers that do not fit together"}


def show(request, visit, right, opened, problems=()):
    now = preview_of(working(visit, right))
    if opened in (ANSWERS, SIGNING):
        log_private(right, visit)
    context = {
        **frame(visit, right),
        "here": presence.in_words(visit.present),
        "seen": presence.seen_by_someone(visit.present),
        **left_to_do(now),
        "recorded": reviewing.recorded(now.working),
        "unconfirmed": reviewing.unconfirmed(now.working),
        "open_parts": parts_read(now.working, shut=False),
        "sheet_url": sheet_url(now.working),
        "opened": opened,
        "baby": baby_words(visit),
        "right_baby": "right_baby" in request.POST,
        "problems": list(problems),
        "not_ticked": next((one["text"] for one in problems if one["href"] == "#tick"), ""),
    }
    if opened == ANSWERS:
        context["parts"] = parts_read(now.working, shut=True)
        context["private_contradictions"] = contradiction_rows(now, private=True)
    if opened == SIGNING:
        context |= what_signing_does(request, now)
    return render(request, "visits/review.html", context, status=422 if problems else 200)


def sheet_url(now):
    """The page of next steps, the same for every family; '' where this visit has none."""
    task = next((task for task in now.all_tasks if task.is_apart), None)
    return reverse("visit_point", args=[now.visit.pk, task.slug]) if task else ""


def parts_read(now, *, shut):
    """What is read at once, or only once it is opened; a draft is written by its author alone."""
    document = shut_part(read_as(now, at=timezone.now()), now.compiled, shut=shut)
    writers = {str(now.visit.author_id): now.visit.author}
    return parts_of(now.visit, now.compiled, document, writers=writers, last_known=now.carried)


def what_signing_does(request, now):
    may_see = now.working.right.private
    return {
        "opens": reviewing.opening_rows(now, with_private=may_see),
        "met_again": reviewing.met_again_rows(now, with_private=may_see),
        "closings": reviewing.closing_rows(now, with_private=may_see),
        "ticked": request.POST.getlist("closing"),
    }


def baby_words(visit):
    """Who this is about, to be confirmed before signing."""
    case = visit.case
    seen_on = case.facts.last_seen_on
    return {
        "name": case.name,
        "when": in_a_sentence(born_or_due(case)),
        "called": case.given_name or case.name,
        "seen": f"last seen {in_words(seen_on)}" if seen_on else "not seen at an earlier visit",
    }

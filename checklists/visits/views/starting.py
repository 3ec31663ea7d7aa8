"""Start a visit, or say that it could not happen."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.audit.inserting import NotMine
from checklists.cases.banner import banner
from checklists.cases.opening import open_to_record, refuse_row
from checklists.cases.siblings import born_before_this_one, of_the_same_birth
from checklists.facts.storing import read_facts
from checklists.nhsuk.wording import in_words
from checklists.outstanding import titles
from checklists.outstanding.trying_again import next_attempt
from checklists.people.roles import signed_in
from checklists.reading.clock import london_today
from checklists.reading.ids import sent_id
from checklists.visits.forms import NotHeldForm, StartForm
from checklists.visits.models import Visit
from checklists.visits.not_held import next_attempt_of, record_not_held
from checklists.visits.starting import (
    BRIEF,
    UnknownType,
    propose_type,
    start,
    types_to_offer,
)
from checklists.visits.views.frame import posted
from checklists.visits.words import in_a_sentence, name_of, when_and_where

BRIEF_PLACES = (
    (Visit.Place.HOME, "Home"),
    (Visit.Place.CLINIC, "Clinic"),
    (Visit.Place.PHONE, "Phone"),
    (Visit.Place.VIDEO, "Video"),
)
UNFIT = "This kind of visit does not fit that day.{why} Choose another, or change the day"


@signed_in
@require_http_methods(["GET", "POST"])
def start_visit(request, pk):
    right = open_to_record(request, pk)
    case = right.case
    titles.end(request)
    asked = request.POST if request.method == "POST" else request.GET
    if "brief" in asked:
        return brief_contact(request, right, place_of(asked["brief"]))
    form = StartForm(posted(request), is_born=case.born_on is not None, **kinds_for(case))
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("visit_type", "place", "present")}
        try:
            return begin(request, case, {**chosen, "held_at": form.cleaned_data["held_at"]})
        except UnknownType:
            form.add_error("visit_type", unfit(case))
    return render(request, "visits/start.html", start_page(request, right, form))


def unfit(case):
    born = f" The baby was born on {in_words(case.born_on)}." if case.born_on else ""
    return UNFIT.format(why=born)


def begin(request, case, wanted):
    try:
        visit = start(case, **wanted, by=request.user, at=timezone.now(), pk=sent_id(request, "id"))
    except NotMine:
        visit = begun_before(request, case)
    return redirect("visit", visit.pk)


def begun_before(request, case):
    """Her own visit that this page began, and that she signed or discarded since."""
    own = Visit.objects.visible_to(request.user).filter(case=case, author=request.user)
    pk = sent_id(request, "id")
    return own.filter(pk=pk).first() or refuse_row(request, Visit, pk)


def place_of(value):
    if value not in Visit.Place:
        raise Http404
    return Visit.Place(value)


def brief_contact(request, right, place):
    """Asks first: a slip on the page before would leave a visit that nobody held."""
    if "begin" not in request.POST:
        context = {
            **start_frame(request, right),
            "place": place,
            "where": in_a_sentence(place.label),
        }
        return render(request, "visits/start_brief.html", context)
    wanted = {"visit_type": BRIEF, "place": place, "present": [], "held_at": timezone.now()}
    return begin(request, right.case, wanted)


def kinds_for(case):
    """The kinds of visit to choose from, and what is proposed, for the two forms."""
    facts, today = read_facts(case, with_private=False), london_today()
    return {
        "types": types_to_offer(case, facts, today),
        "initial": {"visit_type": propose_type(case, facts, today), "place": Visit.Place.HOME},
    }


def start_page(request, right, form):
    return {**start_frame(request, right), "form": form, "brief_places": BRIEF_PLACES}


def start_frame(request, right):
    case = right.case
    drafts = Visit.objects.editable_by(request.user).filter(case=case).order_by("-held_at")
    return {
        "banner": banner(right, london_today()),
        "back": {"title": case.name, "url": reverse("case", args=[case.pk])},
        "case": case,
        "id": sent_id(request, "id") or uuid4(),
        "birth": born_before_this_one(right, of_the_same_birth(request, case)),
        "drafts": [
            {"pk": draft.pk, "name": name_of(draft), "when": when_and_where(draft)}
            for draft in drafts
        ],
    }


@signed_in
@require_http_methods(["GET", "POST"])
def not_held(request, pk):
    right = open_to_record(request, pk)
    case = right.case
    titles.end(request)
    again = next_attempt_of(case, london_today())
    form = NotHeldForm(posted(request), **kinds_for(case), again=again)
    if form.is_valid():
        try:
            return sign_not_held(request, case, form.cleaned_data)
        except UnknownType:
            form.add_error("visit_type", unfit(case))
    return render(
        request,
        "visits/not_held.html",
        {
            "banner": banner(right, london_today()),
            "back": {"title": case.name, "url": reverse("case", args=[case.pk])},
            "case": case,
            "form": form,
            "id": sent_id(request, "id") or uuid4(),
        },
    )


def sign_not_held(request, case, said):
    names = ("visit_type", "outcome", "held_at", "note")
    wanted = {name: said[name] for name in names} | {"try_again_on": said.get("try_again_on")}
    try:
        visit = record_not_held(
            case, **wanted, by=request.user, at=timezone.now(), pk=sent_id(request, "id")
        )
    except NotMine:
        refuse_row(request, Visit, sent_id(request, "id"))
    messages.success(
        request, f"Recorded and signed for {in_words(visit.held_at)}.{left_words(case)}"
    )
    return redirect("case", case.pk)


def left_words(case):
    """' The next step is due 30 November 2026.'; '' when the guidance in force opens none."""
    item = next_attempt(case)
    return f" The next step is due {in_words(item.due_on)}." if item else ""

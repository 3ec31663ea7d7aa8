"""Start a visit, or say that it could not happen."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.answers.not_known import open_lines, private_lines
from checklists.answers.sleep_told import SleepTold
from checklists.audit.inserting import NotMine
from checklists.cases.access import WritableCase
from checklists.cases.banner import banner
from checklists.cases.models.case import Case
from checklists.cases.opening import open_to_record, refuse_row
from checklists.cases.siblings import birth_question, siblings_of
from checklists.facts.storing import read_facts
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force
from checklists.nhsuk.wording import in_words
from checklists.outstanding import full_titles
from checklists.outstanding.trying_again import next_attempt
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.reading.clock import london_today
from checklists.reading.ids import sent_id
from checklists.visits.draft.forms.starting import NotHeldForm, StartForm
from checklists.visits.draft.not_held import next_attempt_of, record_not_held
from checklists.visits.draft.starting import BRIEF, UnknownType, propose_type, start, types_to_offer
from checklists.visits.finding_her_alone import finding_her_alone
from checklists.visits.models import Visit
from checklists.visits.views.frame import bound_data
from checklists.visits.words import in_a_sentence, name_of, when_and_where

BRIEF_PLACES = (
    (Visit.Place.HOME, "Home"),
    (Visit.Place.CLINIC, "Clinic"),
    (Visit.Place.PHONE, "Phone"),
    (Visit.Place.VIDEO, "Video"),
)
WELLBEING = "wellbeing"
UNFIT = "This kind of visit does not fit that day.{why} Choose another, or change the day"


@signed_in
@require_http_methods(["GET", "POST"])
def start_visit(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """A post starts the visit, or opens the private part of what to know before it."""
    opens = WELLBEING if request.POST.get("open") == WELLBEING else ""
    right = open_to_record(request, pk, opens=opens)
    case = right.case
    full_titles.end_full_titles(request)
    if opens:
        return show_before_start(request, right)
    asked = request.POST if request.method == "POST" else request.GET
    if "brief" in asked:
        return start_brief_contact(request, right, place_of(asked["brief"]))
    form = StartForm(bound_data(request), is_born=case.born_on is not None, **kinds_for(case))
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("visit_type", "place", "present")}
        try:
            return start_and_redirect(
                request, case, {**chosen, "held_at": form.cleaned_data["held_at"]}
            )
        except UnknownType:
            form.add_error("visit_type", unfit_words(case))
    return render(request, "visits/start.html", start_context(request, right, form))


def show_before_start(request: AuthenticatedRequest, right: WritableCase) -> HttpResponse:
    """The page with its private part opened; without the right to it, as it arrives."""
    form = StartForm(None, is_born=right.case.born_on is not None, **kinds_for(right.case))
    context = start_context(request, right, form)
    if right.private:
        facts = read_facts(right.case, with_private=True)
        wording = compiled(version_in_force())
        context |= {
            "opened": True,
            "not_known_private": private_lines(right.case, facts, wording, london_today()),
            **finding_her_alone(right.case, facts, wording),
        }
    return render(request, "visits/start.html", context)


def unfit_words(case: Case) -> str:
    born = f" The baby was born on {in_words(case.born_on)}." if case.born_on else ""
    return UNFIT.format(why=born)


def start_and_redirect(
    request: AuthenticatedRequest, case: Case, wanted: dict[str, Any]
) -> HttpResponse:
    try:
        visit = start(case, **wanted, by=request.user, at=timezone.now(), pk=sent_id(request, "id"))
    except NotMine:
        visit = visit_begun_before(request, case)
    return redirect("visit", visit.pk)


def visit_begun_before(request: AuthenticatedRequest, case: Case) -> Visit:
    """Her own visit that this page began, and that she signed or discarded since."""
    own = Visit.objects.visible_to(request.user).filter(case=case, author=request.user)
    pk = sent_id(request, "id")
    assert pk  # noqa: S101  only an id that was sent can be taken
    return own.filter(pk=pk).first() or refuse_row(request, Visit, pk)


def place_of(value: str) -> Visit.Place:
    if value not in Visit.Place:
        raise Http404
    return Visit.Place(value)


def start_brief_contact(
    request: AuthenticatedRequest, right: WritableCase, place: Visit.Place
) -> HttpResponse:
    """Asks first: a slip on the page before would leave a visit that nobody held."""
    if "begin" not in request.POST:
        context = {
            **start_frame(request, right),
            "place": place,
            "where": in_a_sentence(place.label),
        }
        return render(request, "visits/start_brief.html", context)
    wanted = {"visit_type": BRIEF, "place": place, "present": [], "held_at": timezone.now()}
    return start_and_redirect(request, right.case, wanted)


def kinds_for(case: Case) -> dict[str, Any]:
    """The kinds of visit to choose from, and what is proposed, for the two forms."""
    facts, today = read_facts(case, with_private=False), london_today()
    return {
        "types": types_to_offer(case, facts, today),
        "initial": {"visit_type": propose_type(case, facts, today), "place": Visit.Place.HOME},
    }


def start_context(
    request: AuthenticatedRequest, right: WritableCase, form: StartForm
) -> dict[str, Any]:
    facts = read_facts(right.case, with_private=False)
    wording = compiled(version_in_force())
    return {
        **start_frame(request, right),
        "form": form,
        "brief_places": BRIEF_PLACES,
        "not_known": open_lines(right.case, facts, wording, london_today()),
        "sleep": SleepTold(right.case, facts, wording),
    }


def start_frame(request: AuthenticatedRequest, right: WritableCase) -> dict[str, Any]:
    case = right.case
    drafts = Visit.objects.editable_by(request.user).filter(case=case).order_by("-held_at")
    return {
        "banner": banner(right, london_today()),
        "back": {"title": case.name, "url": reverse("case", args=[case.pk])},
        "case": case,
        "right": right,
        "id": sent_id(request, "id") or uuid4(),
        "birth": birth_question(right, siblings_of(request, case)),
        "drafts": [
            {"pk": draft.pk, "name": name_of(draft), "when": when_and_where(draft)}
            for draft in drafts
        ],
    }


@signed_in
@require_http_methods(["GET", "POST"])
def not_held(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right = open_to_record(request, pk)
    case = right.case
    full_titles.end_full_titles(request)
    again = next_attempt_of(case, london_today())
    form = NotHeldForm(bound_data(request), **kinds_for(case), again=again)
    if form.is_valid():
        try:
            return record_and_redirect(request, case, form.cleaned_data)
        except UnknownType:
            form.add_error("visit_type", unfit_words(case))
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


def record_and_redirect(
    request: AuthenticatedRequest, case: Case, said: dict[str, Any]
) -> HttpResponse:
    names = ("visit_type", "outcome", "held_at", "note")
    wanted = {name: said[name] for name in names} | {"try_again_on": said.get("try_again_on")}
    pk = sent_id(request, "id")
    try:
        visit = record_not_held(case, **wanted, by=request.user, at=timezone.now(), pk=pk)
    except NotMine:
        assert pk  # noqa: S101  as above
        refuse_row(request, Visit, pk)
    messages.success(
        request, f"Recorded and signed for {in_words(visit.held_at)}.{next_step_words(case)}"
    )
    return redirect("case", case.pk)


def next_step_words(case: Case) -> str:
    """' The next step is due 30 November 2026.'; '' when the guidance in force opens none."""
    item = next_attempt(case)
    return f" The next step is due {in_words(item.due_on)}." if item else ""

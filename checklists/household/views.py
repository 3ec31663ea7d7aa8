"""The household page: adults behind one deliberate tap, professionals, who holds the case."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.accounts.middleware.quick_exit import saves_by_itself
from checklists.audit.inserting import NotMine
from checklists.cases.access import WritableCase
from checklists.cases.banner import banner, tabs
from checklists.cases.models.case import Case
from checklists.cases.opening import open_case, open_to_record, refuse_row
from checklists.cases.siblings import siblings_beside, siblings_context
from checklists.cases.views.page import render_page
from checklists.facts.contacts import Answers
from checklists.facts.storing import read_facts
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.in_force import guidance_in_force, version_in_force
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.household import adults, professionals
from checklists.household.adult_known import known_rows, who_answered
from checklists.household.around import around_the_baby
from checklists.household.forms import AdultForm, ProfessionalForm, initial_values
from checklists.household.models import Adult, Professional
from checklists.nhsuk.stale import compare, still_shown
from checklists.nhsuk.wording import at_time
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.people.views.performing import perform
from checklists.reading.clock import london_today
from checklists.reading.ids import sent_id

TO_CHOOSE = "Changed by someone else too. Press Save to choose"


@signed_in
@require_http_methods(["GET", "POST"])
def household(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """The adults are shut on arrival; a POST opens them for this one answer."""
    opens = "household" if request.method == "POST" else ""
    siblings = siblings_beside(request)
    right = open_case(request, pk, opens=opens, beside=siblings)
    case = right.case
    is_open = request.method == "POST" and right.private
    rows = list(case.professionals.all())
    context = {
        "case": case,
        "right": right,
        "banner": banner(right, london_today()),
        "tabs": tabs(right, "household"),
        "may_record": right.may_record,
        "is_open": is_open,
        **siblings_context(siblings.cases),
        "professionals": [one for one in rows if one.until_on is None],
        "former": [one for one in rows if one.until_on],
        **(around_the_baby(case, guidance_in_force().wording) if is_open else {}),
    }
    return render(request, "household/household.html", context)


@signed_in
@saves_by_itself
@require_http_methods(["GET", "POST"])
def add_adult(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """An adult saved before from the same page is changed, with what others changed meanwhile."""
    right, new_id = open_to_record(request, pk), sent_id(request) or uuid4()
    try:
        with transaction.atomic():
            return edit_adult(request, right, None, new_id)
    except NotMine:
        refuse_row(request, Adult, new_id)


@signed_in
@saves_by_itself
@require_http_methods(["GET", "POST"])
def change_adult(request: AuthenticatedRequest, pk: UUID, adult: UUID) -> HttpResponse:
    right = open_to_record(request, pk, opens="adult")
    found = adult_of(request, right.case, adult)
    # One transaction: the facts that the form is compared with stay locked until it is saved.
    with transaction.atomic():
        return edit_adult(request, right, found, found.pk)


def adult_of(request: AuthenticatedRequest, case: Case, pk: UUID) -> Adult:
    return case.adults.filter(pk=pk).first() or refuse_row(request, Adult, pk)


def edit_adult(
    request: AuthenticatedRequest, right: WritableCase, adult: Adult | None, new_id: UUID
) -> HttpResponse:
    case = right.case
    content = compiled(version_in_force())
    prompts = content.prompts
    by_itself = request.headers.get("X-Requested-With") == "fetch"
    form = adult_form(request, case, new_id, prompts, data=request.POST or None, asks=not by_itself)
    form.contradictions = content.contradictions
    if form.is_valid():
        save_adult(request, right, new_id, form)
    if by_itself:
        return saved_json(form, adult_form(request, case, new_id, prompts))
    if form.is_valid():
        messages.success(request, "Saved.")
        return redirect("add_adult" if "another" in request.POST else "household", case.pk)
    return render_page(
        request,
        right,
        "household/adult.html",
        form=form,
        adult=adult,
        known=known_rows(adult, form.known, prompts.values()) if adult else [],
        new_id=new_id,
        close_url=household_of(case),
        back={"title": "Back to the household", "url": household_of(case)},
    )


def adult_form(
    request: AuthenticatedRequest,
    case: Case,
    pk: UUID,
    prompts: Mapping[str, CompiledPrompt],
    *,
    data: QueryDict | None = None,
    asks: bool = True,
) -> AdultForm:
    """What is known of the adult now. A form that was sent holds the facts until it is saved."""
    is_sent = request.method == "POST"
    known = read_facts(case, with_private=True, for_update=is_sent).private_answers
    adult = case.adults.filter(pk=pk).first()
    form = AdultForm(data, prompts=prompts, initial=initial_values(adult, known) if adult else None)
    compare(
        form,
        row=f"adult:{pk}",
        by=request.user,
        who=partial(who_answered, known, pk),
        is_new=adult is None,
        asks=asks,
    )
    form.known, form.adult = known, adult
    form.others = names_beside(case, pk, known)
    return form


def names_beside(case: Case, pk: UUID, known: Answers) -> tuple[str, ...]:
    """What the other adults are called who are around the baby now."""
    others = case.adults.filter(until_on=None).exclude(pk=pk).values_list("pk", flat=True)
    return tuple(known.get(f"{ADULT_NAME}:{other}", {}).get("value", "") for other in others)


def save_adult(
    request: AuthenticatedRequest, right: WritableCase, new_id: UUID, form: AdultForm
) -> None:
    what = {
        "named": form.cleaned_data["named"],
        "answers": form.answers,
        "by": request.user,
        "at": timezone.now(),
    }
    if form.adult:
        adults.change_adult(right.case, form.adult, **what)
    else:
        adults.add_adult(right.case, pk=new_id, **what)


def saved_json(form: AdultForm, after: AdultForm) -> JsonResponse:
    """What saving.js shows: saved and when, or that something is still to be said or chosen."""
    answer: dict[str, object] = {"revisions": {"shown": still_shown(form, after)}}
    if form.is_valid():
        answer |= {"saved": f"Saved {at_time(timezone.now())}", "detail": "All sent"}
    else:
        detail = TO_CHOOSE if form.clashes else "Some answers are missing"
        answer |= {"saved": "Not saved yet", "detail": detail, "incomplete": True}
    return JsonResponse(answer)


@signed_in
@require_POST
def end_adult(request: AuthenticatedRequest, pk: UUID, adult: UUID) -> HttpResponse:
    case = open_to_record(request, pk).case
    return saved(request, adults.end_adult, case, adult_of(request, case, adult))


@signed_in
@require_POST
def bring_back_adult(request: AuthenticatedRequest, pk: UUID, adult: UUID) -> HttpResponse:
    case = open_to_record(request, pk).case
    return saved(request, adults.bring_adult_back, case, adult_of(request, case, adult))


def saved(
    request: AuthenticatedRequest, verb: Callable[..., Any], case: Case, row: Model, **typed: Any
) -> HttpResponse:
    return perform(request, verb, row, said="Saved.", goes_to=household_of(case), **typed)


def household_of(case: Case) -> str:
    return reverse("household", args=[case.pk])


@signed_in
@require_http_methods(["GET", "POST"])
def add_professional(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right, new_id = open_to_record(request, pk), sent_id(request) or uuid4()
    case = right.case
    form = ProfessionalForm(request.POST or None)
    if form.is_valid():
        try:
            return saved(
                request, professionals.add_professional, case, case, pk=new_id, **form.cleaned_data
            )
        except NotMine:
            refuse_row(request, Professional, new_id)
    back = {"title": "Back to the household", "url": household_of(case)}
    return render_page(
        request,
        right,
        "household/professional.html",
        form=form,
        new_id=new_id,
        back=back,
    )


@signed_in
@require_POST
def end_professional(request: AuthenticatedRequest, pk: UUID, professional: UUID) -> HttpResponse:
    case = open_to_record(request, pk).case
    rows = case.professionals.filter(pk=professional)
    row = rows.first() or refuse_row(request, Professional, professional)
    return saved(request, professionals.end_professional, case, row)

"""The household page: adults behind one deliberate tap, professionals, who holds the case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.cases import household as verbs
from checklists.cases.access import may_record
from checklists.cases.adult_forms import AdultForm, known_of
from checklists.cases.adult_known import known_rows
from checklists.cases.around import around_the_baby
from checklists.cases.banner import banner, tabs
from checklists.cases.facts import read_facts
from checklists.cases.forms import ProfessionalForm
from checklists.cases.models import Adult, Case, Professional
from checklists.cases.opening import open_case, open_to_record, refuse_row
from checklists.cases.siblings import born_together, named_beside, of_the_same_birth
from checklists.cases.views import page, sent_id
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force
from checklists.nhsuk.wording import at_time
from checklists.people.away import saves_by_itself
from checklists.people.clock import london_today
from checklists.people.roles import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def household(request, pk):
    """Shut on arrival; a post opens the adults for this one answer."""
    opens = "household" if request.method == "POST" else ""
    case = open_case(request, pk, opens=opens, beside=named_beside(request))
    others = of_the_same_birth(request, case)
    is_open = request.method == "POST" and case.private_open
    professionals = list(case.professionals.all())
    context = {
        "case": case,
        "banner": banner(case, london_today()),
        "tabs": tabs(case, "household"),
        "may_record": may_record(case),
        "is_open": is_open,
        **born_together(others),
        "professionals": [one for one in professionals if one.until_on is None],
        "former": [one for one in professionals if one.until_on],
        **(around_the_baby(case) if is_open else {}),
    }
    return render(request, "cases/household.html", context)


@signed_in
@saves_by_itself
@require_http_methods(["GET", "POST"])
def add_adult(request, pk):
    case = open_to_record(request, pk)
    return adult_page(request, case, None)


@signed_in
@saves_by_itself
@require_http_methods(["GET", "POST"])
def change_adult(request, pk, adult):
    case = open_to_record(request, pk, opens="adult")
    return adult_page(request, case, adult_of(request, case, adult))


def adult_of(request: HttpRequest, case: Case, pk: UUID) -> Adult:
    return case.adults.filter(pk=pk).first() or refuse_row(request, Adult, pk)


def adult_page(request: HttpRequest, case: Case, adult: Adult | None) -> HttpResponse:
    prompts = compiled(version_in_force()).prompts
    known = read_facts(case, with_private=True).private_answers if adult else {}
    form = AdultForm(
        request.POST or None, prompts=prompts, initial=known_of(adult, known) if adult else None
    )
    if form.is_valid():
        keep(request, case, adult, form)
    if request.headers.get("X-Requested-With") == "fetch":
        return kept(form)
    if form.is_valid():
        messages.success(request, "Saved.")
        return redirect("add_adult" if "another" in request.POST else "household", case.pk)
    return page(
        request,
        case,
        "cases/adult.html",
        form=form,
        adult=adult,
        known=known_rows(adult, known, prompts.values()) if adult else [],
        new_id=sent_id(request),
        close_url=reverse("household", args=[case.pk]),
        back={"title": "Back to the household", "url": reverse("household", args=[case.pk])},
    )


def keep(request: HttpRequest, case: Case, adult: Adult | None, form: AdultForm) -> None:
    what = {
        "named": form.cleaned_data["named"],
        "answers": form.answers,
        "by": request.user,
        "at": timezone.now(),
    }
    try:
        if adult:
            verbs.change_adult(case, adult, **what)
        else:
            verbs.add_adult(case, pk=sent_id(request), **what)
    except verbs.NotMine:
        refuse_row(request, Adult, sent_id(request))


def kept(form: AdultForm) -> JsonResponse:
    """What saving.js shows: saved and when, or that something is still to be said."""
    if form.is_valid():
        return JsonResponse({"saved": f"Saved {at_time(timezone.now())}", "detail": "All sent"})
    told = {"saved": "Not saved yet", "detail": "Some answers are missing", "incomplete": True}
    return JsonResponse(told)


@signed_in
@require_POST
def end_adult(request, pk, adult):
    case = open_to_record(request, pk)
    verbs.end_adult(adult_of(request, case, adult), by=request.user, at=timezone.now())
    messages.success(request, "Saved.")
    return redirect("household", case.pk)


@signed_in
@require_POST
def bring_back_adult(request, pk, adult):
    case = open_to_record(request, pk)
    verbs.bring_back(adult_of(request, case, adult), by=request.user, at=timezone.now())
    messages.success(request, "Saved.")
    return redirect("household", case.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def add_professional(request, pk):
    case = open_to_record(request, pk)
    form = ProfessionalForm(request.POST or None)
    if form.is_valid():
        try:
            verbs.add_professional(
                case,
                by=request.user,
                at=timezone.now(),
                pk=sent_id(request),
                **form.cleaned_data,
            )
        except verbs.NotMine:
            refuse_row(request, Professional, sent_id(request))
        messages.success(request, "Saved.")
        return redirect("household", case.pk)
    back = {"title": "Back to the household", "url": reverse("household", args=[case.pk])}
    return page(
        request,
        case,
        "cases/professional.html",
        form=form,
        new_id=sent_id(request),
        back=back,
    )


@signed_in
@require_POST
def end_professional(request, pk, professional):
    case = open_to_record(request, pk)
    rows = case.professionals.filter(pk=professional)
    row = rows.first() or refuse_row(request, Professional, professional)
    verbs.end_professional(row, by=request.user, at=timezone.now())
    messages.success(request, "Saved.")
    return redirect("household", case.pk)

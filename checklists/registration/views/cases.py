"""Pages that register a baby or a twin, record a birth, and change what is known of a baby."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.audit.last_change import who_changed
from checklists.cases.access import WritableCase
from checklists.cases.models.case import Case
from checklists.cases.opening import open_to_record
from checklists.cases.rules import Baby
from checklists.cases.siblings import (
    message_when_added,
    siblings_beside,
    siblings_context,
    siblings_of,
)
from checklists.cases.views.page import render_page
from checklists.nhsuk.stale import compare
from checklists.people.models.teams import Role, Team
from checklists.people.requests import AnyUser, AuthenticatedRequest
from checklists.people.roles import for_role, signed_in, teams_of
from checklists.people.views.performing import tell_overtaken
from checklists.reading.ids import sent_id
from checklists.registration import registering
from checklists.registration.forms.births import BirthForm, TwinForm
from checklists.registration.forms.cases import CaseForm
from checklists.registration.past_contacts import reasons_given
from checklists.registration.views.matches import MatchesFound, save_unless_matched

BORN_ALREADY = "The birth was recorded already. Nothing changed."
KNOWN_AT_BIRTH = ("given_name", "family_name", "nhs_number")


@for_role(Role.HEALTH_VISITOR)
@require_http_methods(["GET", "POST"])
def new_case(request: AuthenticatedRequest) -> HttpResponse:
    teams = list(Team.objects.filter(pk__in=teams_of(request.user, Role.HEALTH_VISITOR)))
    new_id, matches = sent_id(request) or uuid4(), None
    form = CaseForm(request.POST or None, teams=teams)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        chosen = fields.pop("team", None)
        team = next((team for team in teams if str(team.pk) == chosen), teams[0])
        wanted = {"team": team, "owner": request.user, "pk": new_id, **fields}
        try:
            case = save_unless_matched(
                request, baby_typed(fields), partial(registering.register, **wanted), own=new_id
            )
        except MatchesFound as found:
            matches = found.page
        else:
            return redirect("case", case.pk)
    back = {"title": "My caseload", "url": reverse("caseload")}
    context = {"form": form, "new_id": new_id, "back": back, **matches_and_problems(matches)}
    return render(request, "registration/new_case.html", context)


def matches_and_problems(matches: dict[str, Any] | None) -> dict[str, Any]:
    return {"matches": matches, "problems": matches["problems"] if matches else []}


def baby_typed(fields: Mapping[str, Any], case: Case | None = None) -> Baby:
    """What was typed, over what is known of the case."""
    known = vars(case.baby) if case else {}
    typed = {name: value for name, value in fields.items() if name in Baby.__annotations__}
    return Baby(**{**known, **typed})


@signed_in
@require_http_methods(["GET", "POST"])
def edit_case(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right = open_to_record(request, pk, beside=siblings_beside(request))
    with transaction.atomic():
        return edit_page(request, lock_if_sent(request, right))


def lock_if_sent(request: HttpRequest, right: WritableCase) -> WritableCase:
    """When a form was sent, read the case anew and lock it, so that nobody else changes it."""
    if request.method == "POST":
        right.case.refresh_from_db(from_queryset=Case.objects.select_for_update(of=("self",)))
    return right


def edit_page(request: AuthenticatedRequest, right: WritableCase) -> HttpResponse:
    case = right.case
    matches, others = None, siblings_of(request, case)
    form = CaseForm(request.POST or None, case=case, others=others, initial=vars(case))
    compare(form, row=f"case:{case.pk}", by=request.user, who=last_editor(case))
    if form.is_valid():
        edit = partial(
            registering.change_case, case, about_dates=form.about_dates, **form.cleaned_data
        )
        try:
            save_change(request, case, baby_typed(form.cleaned_data, case), edit)
        except MatchesFound as found:
            matches = found.page
        else:
            messages.success(request, "Saved.")
            return redirect("case", case.pk)
    more = {
        "reasons": reasons_given(case),
        **siblings_context(others),
        **matches_and_problems(matches),
    }
    return render_page(request, right, "registration/edit_case.html", form=form, **more)


def last_editor(case: Case) -> Callable[[str], str]:
    return partial(who_changed, f"case:{case.pk}", case=case.pk)


def save_change(request: HttpRequest, case: Case, baby: Baby, save: Callable[..., Any]) -> None:
    """Save it, looking for matches only when a name, date or NHS number of the baby changes."""
    if baby == case.baby:
        save(by=request.user, at=timezone.now())
    else:
        save_unless_matched(request, baby, save, own=case.pk, family=case.family)


@signed_in
@require_http_methods(["GET", "POST"])
def record_birth(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right = open_to_record(request, pk, beside=siblings_beside(request))
    with transaction.atomic():
        return birth_page(request, lock_if_sent(request, right))


def birth_page(request: AuthenticatedRequest, right: WritableCase) -> HttpResponse:
    case = right.case
    if case.is_born:
        back = reverse("case", args=[case.pk])
        return tell_overtaken(request, back, BORN_ALREADY) if request.POST else redirect(back)
    matches, others = None, siblings_of(request, case)
    known = {name: getattr(case, name) for name in KNOWN_AT_BIRTH}
    form = BirthForm(request.POST or None, case=case, others=others, initial=known)
    compare(form, row=f"case:{case.pk}", by=request.user, who=last_editor(case))
    if form.is_valid():
        fields = dict(form.cleaned_data)
        more = fields.pop("how_many", "one") == "more"
        typed = {name: value for name, value in fields.items() if value}
        try:
            save_change(
                request,
                case,
                baby_typed(typed, case),
                partial(registering.record_birth, case, about_dates=form.about_dates, **fields),
            )
        except MatchesFound as found:
            matches = found.page
        except registering.AlreadyBorn:
            return tell_overtaken(request, reverse("case", args=[case.pk]), BORN_ALREADY)
        else:
            messages.success(request, "The birth is recorded.")
            return redirect("add_twin" if more else "case", case.pk)
    more = {**siblings_context(others), **matches_and_problems(matches)}
    return render_page(request, right, "registration/record_birth.html", form=form, **more)


def may_open(twin: Case, user: AnyUser) -> bool:
    """Emergency access opens one record: it does not open the twin who was added under it."""
    return Case.objects.visible_to(user).filter(pk=twin.pk).exists()


def shared_by_twins(case: Case) -> dict[str, Any]:
    return {"mother_name": case.mother_name, "due_on": case.due_on}


@signed_in
@require_http_methods(["GET", "POST"])
def add_twin(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right, matches = open_to_record(request, pk, beside=siblings_beside(request)), None
    case = right.case
    new_id = sent_id(request) or uuid4()
    initial = {"family_name": case.family_name, "born_on": case.born_on}
    others = siblings_of(request, case)
    form = TwinForm(request.POST or None, case=case, others=others, initial=initial)
    if form.is_valid():
        own = {name: value for name, value in form.cleaned_data.items() if name != "one_more"}
        try:
            twin = save_unless_matched(
                request,
                baby_typed({**shared_by_twins(case), **own}),
                partial(
                    registering.register_twin,
                    case,
                    pk=new_id,
                    about_dates=form.about_dates,
                    **own,
                ),
                own=new_id,
                family=case.family,
            )
        except MatchesFound as found:
            matches = found.page
        else:
            messages.success(request, message_when_added(others))
            return redirect("case", twin.pk if may_open(twin, request.user) else case.pk)
    more = {**siblings_context(others), **matches_and_problems(matches)}
    return render_page(
        request, right, "registration/add_twin.html", form=form, new_id=new_id, **more
    )

"""Pages on which a case begins and changes. The case page itself is the desk's."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.cases import registering
from checklists.cases.access import may_record
from checklists.cases.banner import banner
from checklists.cases.forms import NUMBER_IN_USE, BirthForm, CaseForm, TwinForm
from checklists.cases.models import Case
from checklists.cases.opening import open_case, refuse
from checklists.people.clock import london_today
from checklists.people.models import Role, Team
from checklists.people.roles import for_role, signed_in, teams_of


def case_to_change(request: HttpRequest, pk: UUID, opens: str = "") -> Case:
    """The case, opened once, for someone who may write in it; else the neutral 404."""
    case = open_case(request, pk, opens=opens)
    if not may_record(case):
        refuse(request, case.pk)
    return case


def sent_id(request: HttpRequest) -> UUID:
    """The id that came with the page, so that a second tap makes nothing twice."""
    try:
        return UUID(request.POST.get("new_id", ""))
    except ValueError:
        return uuid4()


def page(request: HttpRequest, case: Case, template: str, **context) -> HttpResponse:
    """A page of a case with its banner."""
    back = {"title": "Back to the case", "url": banner(case, london_today())["url"]}
    context = {"case": case, "banner": banner(case, london_today()), "back": back, **context}
    return render(request, template, context)


@for_role(Role.HEALTH_VISITOR)
@require_http_methods(["GET", "POST"])
def new_case(request):
    teams = list(Team.objects.filter(pk__in=teams_of(request.user, Role.HEALTH_VISITOR)))
    new_id = sent_id(request)
    form = CaseForm(request.POST or None, teams=teams, new_id=new_id)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        chosen = fields.pop("team", None)
        team = next((team for team in teams if str(team.pk) == chosen), teams[0])
        try:
            case = registering.register(
                by=request.user,
                at=timezone.now(),
                team=team,
                owner=request.user,
                pk=new_id,
                **fields,
            )
        except registering.NumberInUse:
            form.add_error("nhs_number", NUMBER_IN_USE)
        except registering.NotMine:
            refuse(request, new_id)
        else:
            return redirect("case", case.pk)
    back = {"title": "My caseload", "url": reverse("caseload")}
    return render(request, "cases/new_case.html", {"form": form, "new_id": new_id, "back": back})


@signed_in
@require_http_methods(["GET", "POST"])
def edit_case(request, pk):
    case = case_to_change(request, pk)
    form = CaseForm(request.POST or None, case=case, initial=vars(case))
    if form.is_valid():
        try:
            registering.edit(case, by=request.user, at=timezone.now(), **form.cleaned_data)
        except registering.NumberInUse:
            form.add_error("nhs_number", NUMBER_IN_USE)
        else:
            messages.success(request, "Saved.")
            return redirect("case", case.pk)
    return page(request, case, "cases/edit_case.html", form=form)


@signed_in
@require_http_methods(["GET", "POST"])
def record_birth(request, pk):
    case = case_to_change(request, pk)
    if case.is_born:
        return redirect("case", case.pk)
    form = BirthForm(request.POST or None, case=case, initial={"family_name": case.family_name})
    if form.is_valid():
        fields = dict(form.cleaned_data)
        more = fields.pop("how_many") == "more"
        try:
            registering.record_birth(case, by=request.user, at=timezone.now(), **fields)
        except registering.NumberInUse:
            form.add_error("nhs_number", NUMBER_IN_USE)
        except registering.AlreadyBorn:
            return redirect("case", case.pk)
        else:
            messages.success(request, "The birth is recorded.")
            return redirect("add_twin" if more else "case", case.pk)
    return page(request, case, "cases/record_birth.html", form=form)


@signed_in
@require_http_methods(["GET", "POST"])
def add_twin(request, pk):
    case = case_to_change(request, pk)
    new_id = sent_id(request)
    initial = {"family_name": case.family_name, "born_on": case.born_on}
    form = TwinForm(request.POST or None, case=case, new_id=new_id, initial=initial)
    if form.is_valid():
        try:
            twin = registering.register_twin(
                case,
                by=request.user,
                at=timezone.now(),
                pk=new_id,
                **form.cleaned_data,
            )
        except registering.NumberInUse:
            form.add_error("nhs_number", NUMBER_IN_USE)
        except registering.NotMine:
            refuse(request, new_id)
        else:
            messages.success(request, "This is the record of the other twin.")
            return redirect("case", twin.pk)
    return page(request, case, "cases/add_twin.html", form=form, new_id=new_id)

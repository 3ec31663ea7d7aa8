"""The page of a case on which a lead keeps a colleague away, or two people lift a block."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.cases import conflicts
from checklists.cases.access import Access, OpenedCase
from checklists.cases.banner import banner
from checklists.cases.models.case import Case
from checklists.cases.opening import open_case
from checklists.cases.querysets import CaseQuerySet
from checklists.oversight.block_rows import block_rows_of, block_sentences, case_url
from checklists.oversight.blocking import block_and_hand_over, is_lead, may_take_over
from checklists.oversight.forms import BlockForm
from checklists.people.models.teams import Membership, Role
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role, teams_of
from checklists.people.views.performing import perform, refused_on
from checklists.reading.clock import london_today


def open_to_decide(
    request: AuthenticatedRequest,
    pk: UUID,
    *,
    by_lead: bool = False,
    beside: Callable[[Case], Iterable[Case]] | None = None,
) -> OpenedCase:
    """The case, for a lead and, unless it is `by_lead`, a manager of its team; else Http404."""
    lead, manages = is_lead(request.user), teams_of(request.user, Role.MANAGER)

    def may_decide(access: Access) -> bool:
        return lead or (not by_lead and access.case.team_id in manages)

    return open_case(request, pk, may=may_decide, beside=beside)


@for_role(Role.SAFEGUARDING_LEAD, Role.MANAGER)
@require_http_methods(["GET", "POST"])
def block_person(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Who is kept away from this family; a lead keeps away one more colleague."""
    right = open_to_decide(
        request,
        pk,
        by_lead=request.method == "POST",
        beside=lambda case: named_beside(case, request.user),
    )
    case = right.case
    form = block_form(request, case) if is_lead(request.user) else None
    if form and form.is_valid():
        with refused_on(form, "holder"):
            return save_block(request, case, *form.chosen())
    context = {
        "case": case,
        "banner": banner(right, london_today()),
        "back": {"title": "Back to the case", "url": case_url(case)},
        "form": form,
        "family": family_of(case, request.user),
        "blocks": block_rows_of(case, request.user),
    }
    return render(request, "oversight/block_person.html", context)


def family_of(case: Case, user: User) -> CaseQuerySet:
    """The case and its twins, as far as the user may open them."""
    return Case.objects.visible_to(user).filter(family=case.family)


def named_beside(case: Case, user: User) -> Iterable[Case]:
    """The twins are named where a lead blocks somebody from all of them at once."""
    return family_of(case, user) if is_lead(user) else []


def block_form(request: AuthenticatedRequest, case: Case) -> BlockForm:
    holders = may_take_over([case], timezone.now(), besides=case.owner)
    return BlockForm(request.POST or None, owner=case.owner, holders=holders)


def save_block(
    request: AuthenticatedRequest, case: Case, user: User, why: str, to: Membership | None
) -> HttpResponse:
    done = block_and_hand_over(case, user, why=why, to=to, by=request.user, at=timezone.now())
    messages.success(request, " ".join(block_sentences(done, user, to)))
    # The lead has just closed this page to herself.
    if user == request.user:
        return redirect("conflicts")
    return redirect("block_person", case.pk)


@for_role(Role.SAFEGUARDING_LEAD)
@require_POST
def ask_to_lift_block(request: AuthenticatedRequest, pk: UUID, person: UUID) -> HttpResponse:
    return answer_on_block(
        request, pk, person, conflicts.ask_to_lift, "Asked. It stays until someone agrees."
    )


@for_role(Role.SAFEGUARDING_LEAD, Role.MANAGER)
@require_POST
def lift_block(request: AuthenticatedRequest, pk: UUID, person: UUID) -> HttpResponse:
    return answer_on_block(request, pk, person, conflicts.lift_block, "Lifted.")


@for_role(Role.SAFEGUARDING_LEAD, Role.MANAGER)
@require_POST
def keep_block(request: AuthenticatedRequest, pk: UUID, person: UUID) -> HttpResponse:
    return answer_on_block(request, pk, person, conflicts.keep_block, "It stays.")


def answer_on_block(
    request: AuthenticatedRequest, pk: UUID, person: UUID, verb: Callable[..., object], said: str
) -> HttpResponse:
    case = open_to_decide(request, pk).case
    user = get_object_or_404(User, pk=person)
    back = reverse("block_person", args=[case.pk])
    return perform(request, verb, case, user, said=said, goes_to=back)

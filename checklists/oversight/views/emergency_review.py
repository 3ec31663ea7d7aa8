"""A manager or lead reviews every use of emergency access within a week."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checklists.accounts.views import overtaken
from checklists.audit.recording import record
from checklists.cases import emergency
from checklists.cases.access import Access, OpenedCase
from checklists.cases.banner import banner
from checklists.cases.forms import EndingForm, ReviewForm
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.opening import open_with_case, record_list, refuse_row
from checklists.oversight.emergency_rows import grant_rows, rows_by_week
from checklists.people.models.users import OVERSEERS, User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.people.views.performing import perform, tell_overtaken
from checklists.reading.clock import london_today

MOST = 50
SHOWN_AFTERWARDS = timedelta(weeks=4)
PARTS = ("case", "user", "reviewed_by", "ended_by")
WORDS = "words"


@for_role(*OVERSEERS)
@require_GET
def emergency_review(request: AuthenticatedRequest) -> HttpResponse:
    """What waits, oldest first, by week; then what was reviewed in the last weeks."""
    grants = EmergencyGrant.objects.visible_to(request.user).select_related(*PARTS)
    waiting = list(grants.not_reviewed().order_by("starts_at", "pk")[: MOST + 1])
    since = timezone.now() - SHOWN_AFTERWARDS
    done = list(grants.filter(reviewed_at__gte=since).order_by("-reviewed_at", "pk")[:MOST])
    shown = [*waiting[:MOST], *done]
    record_list(request, "emergency.review_read", [grant.case_id for grant in shown])
    rows = grant_rows(shown)
    return render(
        request,
        "oversight/emergency_review.html",
        {
            "weeks": rows_by_week(rows[: len(waiting[:MOST])]),
            "more": len(waiting) > MOST,
            "done": rows[len(waiting[:MOST]) :],
        },
    )


def open_use(
    request: AuthenticatedRequest,
    pk: UUID,
    may: Callable[[EmergencyGrant, Access], bool] | None = None,
) -> tuple[EmergencyGrant, OpenedCase]:
    """One use, and its case opened and logged; the neutral 404 for what they do not answer for."""
    grants = EmergencyGrant.objects.visible_to(request.user).select_related(*PARTS)
    grant = grants.filter(pk=pk).first() or refuse_row(request, EmergencyGrant, pk)
    return open_with_case(request, grant, may=may)


@transaction.atomic
def log_private_reading(right: OpenedCase, grant: EmergencyGrant) -> None:
    by, why, now = right.by, right.why, timezone.now()
    record("emergency.private_read", grant, by=by, at=now, case=grant.case_id, why=why)


@for_role(*OVERSEERS)
@require_http_methods(["GET", "POST"])
def emergency_use(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """One use. A post opens the private words about it."""
    grant, right = open_use(request, pk)
    is_open = request.POST.get("open") == WORDS
    if is_open:
        log_private_reading(right, grant)
    return use_page(request, grant, right, EndingForm(), is_open=is_open)


def use_page(
    request: AuthenticatedRequest,
    grant: EmergencyGrant,
    right: OpenedCase,
    ending: EndingForm,
    *,
    is_open: bool = False,
) -> HttpResponse:
    """`ending` asks why somebody else's access is ended."""
    kept_from = emergency.why_not_reviewable(grant, request.user, timezone.now())
    context = {
        **use_context(grant, right),
        "back": {"title": "Emergency reviews", "url": reverse("emergency_review")},
        "is_open": is_open,
        "words": emergency.reason_of_use(grant) if is_open else "",
        "review_words": emergency.words_of_review(grant) if is_open else "",
        "may_review": not kept_from,
        "kept_from": "" if grant.reviewed_at else kept_from,
        "may_end": is_of_another_person(grant, request.user) and grant.ends_at > timezone.now(),
        "form": ending,
    }
    status = 422 if ending.errors else 200
    return render(request, "oversight/emergency_use.html", context, status=status)


def is_of_another_person(grant: EmergencyGrant, user: User) -> bool:
    return grant.user_id != user.pk


@for_role(*OVERSEERS)
@require_POST
def end_emergency_use(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """End it before its four hours are over. The person may open the record again, as a new use."""
    grant, right = open_use(
        request, pk, may=lambda grant, _: is_of_another_person(grant, request.user)
    )
    ending = EndingForm(request.POST)
    if not ending.is_valid():
        return use_page(request, grant, right, ending)
    said, back = "Emergency access has ended.", reverse("emergency_use", args=[pk])
    return perform(
        request, emergency.end_access_of, grant, said=said, goes_to=back, **ending.cleaned_data
    )


def use_context(grant: EmergencyGrant, right: OpenedCase) -> dict[str, Any]:
    [shown] = grant_rows([grant])
    return {
        "grant": grant,
        "row": shown,
        "banner": banner(right, london_today()),
        "case": grant.case,
    }


@for_role(*OVERSEERS)
@require_http_methods(["GET", "POST"])
def close_emergency_review(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Write what came of a use, once, by somebody other than the user."""
    grant, right = open_use(request, pk, may=may_review)
    this_use = reverse("emergency_use", args=[pk])
    if grant.reviewed_at and request.method != "POST":
        return tell_overtaken(request, this_use, emergency.REVIEWED)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        ways = [overtaken.Way("Open this use", this_use)]
        return perform(
            request,
            emergency.review,
            grant,
            said="Reviewed.",
            goes_to=reverse("emergency_review"),
            not_saved=partial(overtaken.show_typed, request, form, ways),
            **form.cleaned_data,
        )
    back = {"title": "This use", "url": this_use}
    context = {**use_context(grant, right), "form": form, "back": back}
    status = 422 if form.errors else 200
    return render(request, "oversight/close_emergency_review.html", context, status=status)


def may_review(grant: EmergencyGrant, access: Access) -> bool:
    """Also where somebody has reviewed it meanwhile, which the page says."""
    why_not = emergency.why_not_reviewable(grant, access.by, timezone.now())
    return why_not in ("", emergency.REVIEWED)

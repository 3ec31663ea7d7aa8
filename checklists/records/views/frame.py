"""The ways into the pages of this room, each logged once, and what stands around them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from checklists.accounts.views.overtaken import Way, show_typed
from checklists.audit.recording import record
from checklists.cases.access import Access, OpenedCase
from checklists.cases.banner import banner
from checklists.cases.models.case import Case
from checklists.cases.opening import open_case, open_with_case, refuse_row
from checklists.reading.clock import london_today
from checklists.records.deciding import may_prepare
from checklists.records.models import SubjectRequest

PEOPLE_OF_A_REQUEST = ("adult", "begun_by", "prepared_by", "decided_by")

Link = dict[str, str]  # "title" and "url"


def open_to_decide(
    request: HttpRequest, pk: UUID, may: Callable[[Access], bool] | None = None
) -> OpenedCase:
    """The case, opened and logged, for those who decide over its record; else Http404.

    Http404 too where `may` says that what the page does is not theirs, or not to be done.
    """

    def allowed(access: Access) -> bool:
        return may_prepare(access.by, access.case) and (may is None or may(access))

    return open_case(request, pk, may=allowed)


def open_request(
    request: HttpRequest, pk: UUID, may: Callable[[SubjectRequest, Access], bool] | None = None
) -> tuple[SubjectRequest, OpenedCase]:
    """A request, its case opened and logged, for those who decide over it; else Http404.

    Http404 too where `may` says no.
    """
    rows = SubjectRequest.objects.visible_to(request.user).select_related(*PEOPLE_OF_A_REQUEST)
    row = rows.filter(pk=pk).first() or refuse_row(request, SubjectRequest, pk)
    return open_with_case(request, row, may=may)


@transaction.atomic
def log_opened(right: OpenedCase, kind: str, row: SubjectRequest) -> None:
    """Log what more than the case was opened, before the page is served."""
    record(kind, row, by=right.by, at=timezone.now(), case=row.case_id, why=right.why)


def frame(right: OpenedCase, back: Link | None = None) -> dict[str, Any]:
    """Context for base.html."""
    return {
        "case": right.case,
        "banner": banner(right, london_today()),
        "back": back or to_records(right.case),
    }


def to_records(case: Case) -> Link:
    return {"title": "Copies and keeping", "url": reverse("case_records", args=[case.pk])}


def to_request(row: SubjectRequest) -> Link:
    return {"title": "The request", "url": reverse("subject_request", args=[row.pk])}


def form_page(
    request: HttpRequest,
    right: OpenedCase,
    form: Form,
    *,
    title: str,
    button: str,
    back: Link,
    lead: str = "",
    **more: Any,
) -> HttpResponse:
    """A page that asks one thing: 422 with what is wrong."""
    context = {
        **frame(right, back),
        "form": form,
        "page_title": title,
        "page_lead": lead,
        "button": button,
        **more,
    }
    return render(request, "records/form.html", context, status=422 if form.errors else 200)


def show_typed_in(request: HttpRequest, form: Form, back: Link) -> Callable[[str], HttpResponse]:
    """The page for what was typed, where it was overtaken."""
    ways = [Way("See how it stands now", back["url"])]
    return partial(show_typed, request, form, ways)

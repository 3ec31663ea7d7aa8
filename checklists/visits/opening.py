"""The one way to a visit in a page: found through its scope, its case opened and logged once."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from checklists.audit.recording import record
from checklists.cases.access import Access, OpenedCase
from checklists.cases.opening import (
    Refuses,
    log_reading,
    open_row,
    record_reading,
    refuse_row,
    with_details,
)
from checklists.cases.querysets import Why
from checklists.outstanding import full_titles
from checklists.reading.clock import london_today
from checklists.visits.models import Visit, VisitQuerySet

PRIVATE_READ = "visit.private_read"

PARTS = ("sheet", "version")
PEOPLE = ("author", "signed_by")
# What a wording says is read by its hash, once for all visits (`guidance.compiled`).
LONG = ("version__meta",)


def with_parts(visits: VisitQuerySet, people: tuple[str, ...] = PEOPLE) -> VisitQuerySet:
    """Each with all that every page of a visit says of it."""
    return visits.with_kind().select_related(*PARTS, *people).defer(*LONG)


def open_draft(
    request: HttpRequest,
    pk: UUID,
    otherwise: Refuses = refuse_row,
    *,
    with_local_numbers: bool = False,
) -> tuple[Visit, OpenedCase]:
    """The person's own draft, and its case opened. `otherwise` refuses any other visit.

    She may be in the home: lists go back to neutral titles.
    """
    drafts = with_parts(Visit.objects.editable_by(request.user), people=())
    if with_local_numbers:
        drafts = drafts.with_local_numbers(london_today())
    visit, right = open_row(request, drafts, pk, otherwise=otherwise)
    visit.author = right.by
    full_titles.end_full_titles(request)
    return visit, right


def open_held(request: HttpRequest, visit: Visit, access: Access, *, private: bool) -> OpenedCase:
    """The case of a draft that this request has held, opened and logged as by `open_draft`;
    with its private part where that is shown."""
    full_titles.end_full_titles(request)
    return log_all_of_it(request, visit, access) if private else log_reading(request, access)


@transaction.atomic
def log_all_of_it(request: HttpRequest, visit: Visit, access: Access) -> OpenedCase:
    read = record_reading(request, access)
    case, why = visit.case_id, access.why
    record(PRIVATE_READ, visit, by=access.by, at=read.at, case=case, why=why, behind=read)
    return with_details(access, read.at)


def open_visit(
    request: HttpRequest, pk: UUID, may: Callable[[Visit, Access], bool] | None = None
) -> tuple[Visit, OpenedCase]:
    """A signed visit, or the person's own draft, and its case opened. Any other is refused.

    So is one of which `may` says that it is not theirs to do something about. It is one of
    `with_what_to_read`.
    """
    visits = with_parts(Visit.objects.visible_to(request.user).with_what_to_read())
    visit, right = open_row(request, visits, pk, may=may)
    if visit.status == Visit.Status.DRAFT:
        full_titles.end_full_titles(request)
    return visit, right


def open_signed(
    request: HttpRequest,
    pk: UUID,
    *,
    whys: Collection[Why],
    may: Callable[[Visit, Access], bool] | None = None,
) -> tuple[Visit, OpenedCase]:
    """A signed visit, and its case opened for one of these reasons. Any other is refused."""
    visits = Visit.objects.visible_to(request.user).filter(status=Visit.Status.SIGNED)
    return open_row(request, with_parts(visits), pk, whys=whys, may=may)


def open_to_amend(request: HttpRequest, pk: UUID, *, private: bool) -> tuple[Visit, OpenedCase]:
    """A signed visit of which the person may amend this half, and its case; else refused."""
    visits = with_parts(Visit.objects.amendable_by(request.user))
    return open_row(request, visits, pk, may=lambda _, access: access.private or not private)


def may_amend(visit: Visit, right: Access) -> bool:
    """Whether the one for whom this signed visit was opened may amend it."""
    return right.records or visit.author_id == right.by.pk


@transaction.atomic
def log_private(right: Access, visit: Visit, kind: str = PRIVATE_READ) -> None:
    """Log that the private part of a visit was opened, before the page is served."""
    record(kind, visit, by=right.by, at=timezone.now(), case=visit.case_id, why=right.why)

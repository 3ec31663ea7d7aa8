"""The one way to show a case: found through its rights, and logged before the page is served."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from checklists.audit.models import Event
from checklists.audit.recording import record, reference_to
from checklists.cases.access import Access, OpenedCase, Row, WritableCase, access_to, with_access
from checklists.cases.models.case import Case
from checklists.cases.models.reach import reach_of
from checklists.cases.querysets import EVERY_REASON, CaseQuerySet, Why

Refuses = Callable[..., NoReturn]


def open_case(
    request: HttpRequest,
    pk: UUID,
    *,
    whys: Collection[Why] = EVERY_REASON,
    may: Callable[[Access], bool] | None = None,
    target: str = "",
    kind: str = "case.read",
    opens: str = "",
    beside: Callable[[Case], Iterable[Case]] | None = None,
    cases: CaseQuerySet | None = None,
) -> OpenedCase:
    """The case and what opens it to the person, after one read event of this kind.

    `may` says of someone who may read the case whether they may also do what the page is for, and
    `target` names the row that they would do it to. `opens` is the private part that is asked for;
    the event names it if the person may read it.
    `beside` gives the other cases that the page names, such as twins; the event lists their ids.
    `cases` are all of them, with what the page reads along with the one.
    Raises Http404 after an event that it was refused: the same for unknown, foreign and blocked
    cases, and for one that none of `whys` opens. If the event cannot be written the page is not
    served either.
    """
    access = access_to(request.user, pk, whys, cases=cases)
    if access is None:
        refuse(request, pk)
    if may and not may(access):
        refuse(request, pk, target)
    case = access.case
    details: dict[str, Any] = {"opened": opens} if opens and access.private else {}
    details["shown"] = [one.pk for one in beside(case) if one.pk != case.pk] if beside else []
    return log_reading(request, access, kind, **details)


@transaction.atomic
def log_reading(
    request: HttpRequest, access: Access, kind: str = "case.read", **details: Any
) -> OpenedCase:
    return with_details(access, record_reading(request, access, kind, **details).at)


def record_reading(
    request: HttpRequest, access: Access, kind: str = "case.read", **details: Any
) -> Event:
    now, page = timezone.now(), address_name(request)
    return record(
        kind, by=access.by, at=now, case=access.case, why=access.why, page=page, **details
    )


def with_details(access: Access, at: datetime) -> OpenedCase:
    reach, case = reach_of(access.by), access.case
    rights = reach.rights
    manages = case.team_id in rights.manages
    return OpenedCase(
        case,
        access.by,
        access.why,
        reads_log=manages or rights.is_lead,
        prints=manages or access.why == Why.CASELOAD,
        until=reach.emergency_ends_at(case.pk, at) if access.why == Why.EMERGENCY else None,
    )


def open_to_record(
    request: HttpRequest,
    pk: UUID,
    opens: str = "",
    beside: Callable[[Case], Iterable[Case]] | None = None,
) -> WritableCase:
    """The case, opened, when the person may write in it today. Refused otherwise."""
    right = open_case(request, pk, may=lambda one: one.may_record, opens=opens, beside=beside)
    return WritableCase(**vars(right))


def open_with_case(
    request: HttpRequest, row: Row, *, may: Callable[[Row, Access], bool] | None = None
) -> tuple[Row, OpenedCase]:
    """A row that the person may see, and its case, opened. Refused when `may` says no."""

    def allowed(access: Access) -> bool:
        row.case = access.case
        return may is None or may(row, access)

    return row, open_case(request, row.case_id, may=allowed, target=reference_to(row))


def open_row(
    request: HttpRequest,
    rows: QuerySet[Row],
    pk: UUID,
    *,
    whys: Collection[Why] = EVERY_REASON,
    may: Callable[[Row, Access], bool] | None = None,
    otherwise: Refuses | None = None,
) -> tuple[Row, OpenedCase]:
    """The same for one of the rows that the person may see, read together with its case.

    `otherwise` refuses an id that is not among them; else it is refused as `refuse_row` does.
    """
    found = with_access(rows.filter(pk=pk), request.user, whys)
    if found is None:
        (otherwise or refuse_row)(request, rows.model, pk)
    row, access = found
    if access is None:
        refuse(request, row.case_id)
    if may and not may(row, access):
        refuse(request, row.case_id, reference_to(row))
    return row, log_reading(request, access)


def address_name(request: HttpRequest) -> str:
    """The name of the address that is asked for."""
    return request.resolver_match.view_name if request.resolver_match else ""


def refuse(request: HttpRequest, case: UUID | None, target: str = "") -> NoReturn:
    """Log that this was refused, and raise the Http404 that says nothing of the reason.

    `case` is the id that was asked for, or that of the row asked for; None when there is no such
    row. As many statements for each, or a block could be told from a typo.
    """
    with transaction.atomic():
        record("case.refused", target, by=request.user, at=timezone.now(), case=case)
    raise Http404


def refuse_row(request: HttpRequest, model: type[models.Model], pk: UUID) -> NoReturn:
    """`refuse` for a row of a case: the log names it, and its case when there is such a row."""
    case = model._default_manager.filter(pk=pk).values_list("case_id", flat=True).first()
    refuse(request, case, f"{model._meta.model_name}:{pk}")


@transaction.atomic
def record_list(
    request: HttpRequest,
    kind: str,
    case_ids: Iterable[UUID],
    *,
    target: models.Model | None = None,
    full: bool = False,
) -> None:
    """One event for a list of many cases, with the ids it shows; none for an empty list.

    `full` when it shows the full titles of items.
    """
    shown = list(dict.fromkeys(case_ids))
    titles: dict[str, Any] = {"full": True} if full else {}
    if shown:
        record(kind, target, by=request.user, at=timezone.now(), shown=shown, **titles)

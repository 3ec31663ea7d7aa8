"""The one way to show a case: found through `visible_to`, and logged before the page is served."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import timezone

from checklists.audit.recording import record
from checklists.cases.access import OPENS_PRIVATE
from checklists.cases.models import Case


def open_case(request: HttpRequest, pk: UUID) -> Case:
    """The case, with `.why` and `.private_open`, after one read event.

    Raises Http404, the same for unknown, foreign and blocked, after an event that it was
    refused. If the event cannot be written the page is not served either.
    """
    case = (
        Case.objects.visible_to(request.user)
        .select_related("team", "owner", "facts")
        .filter(pk=pk)
        .first()
    )
    with transaction.atomic():
        if case:
            record("case.read", by=request.user, at=timezone.now(), case=case, why=case.why)
        else:
            record("case.refused", by=request.user, at=timezone.now(), case=pk)
    if case is None:
        raise Http404
    case.opened_by = request.user.pk
    case.private_open = case.why in OPENS_PRIVATE
    return case


@transaction.atomic
def record_list(request: HttpRequest, kind: str, case_ids: Iterable[UUID]) -> None:
    """One event for a list of many cases, with the ids it shows; none for an empty list."""
    shown = list(dict.fromkeys(case_ids))
    if shown:
        record(kind, by=request.user, at=timezone.now(), shown=shown)

"""Delete the rows of records whose disposal two people agreed to.

The application's own role may not delete frozen rows, so `manage.py dispose_agreed` runs this as
the owner of the tables. One transaction drops the triggers that refuse deletion, on the tables
that are cleared alone, and PostgreSQL keeps those tables locked until it ends.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection, models, transaction

from checklists.answers.models import AnswerSheet, PrivateSheet, Receipt
from checklists.audit import frozen
from checklists.audit.models import Covered, Event
from checklists.audit.querysets import note_written
from checklists.audit.recording import record
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.models.date_reasons import DateReason
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.keys import CaseKey
from checklists.cases.models.names import CaseName
from checklists.cases.models.notices import Notice
from checklists.facts.models import CaseFacts
from checklists.handover.models import Transfer
from checklists.household.models import Adult, HouseholdEntry, Professional
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.records.models import Disposal, LegalHold, SubjectRequest
from checklists.registration.models import DutyCheck
from checklists.visits.models import Amendment, PointCount, Visit, Withdrawal

# What goes, with the way from it to its case; what points at another comes before it. The case
# itself stays as an empty row, and so does who agreed.
CLEARED: tuple[tuple[type[models.Model], str], ...] = (
    (SubjectRequest, "case"),
    (LegalHold, "case"),
    (PointCount, "visit__case"),
    (ItemEvent, "item__case"),
    (OutstandingItem, "case"),
    (Amendment, "visit__case"),
    (Withdrawal, "visit__case"),
    (Visit, "case"),
    (Receipt, "sheet__case"),
    (PrivateSheet, "sheet__case"),
    (AnswerSheet, "case"),
    (HouseholdEntry, "case"),
    (CaseFacts, "case"),
    (CaseName, "case"),
    (Professional, "case"),
    (Adult, "case"),
    (EmergencyGrant, "case"),
    (ConflictBlock, "case"),
    (Notice, "case"),
    (Transfer, "case"),
    (DutyCheck, "case"),
    (DateReason, "case"),
    (CaseKey, "case"),
)


class LogSaysNothing(Exception):
    """A disposal is marked as agreed and the log has no such event by another person than the one
    who asked. Nothing was deleted."""


@transaction.atomic
def clear_agreed(*, at: datetime) -> int:
    """Clear every record that waits for it; gives how many. Raises LogSaysNothing.

    One event for each: the log still says which visits there were, who signed and who disposed.
    """
    waiting = list(
        Disposal.objects.select_for_update(of=("self",)).filter(
            outcome=Disposal.Outcome.AGREED, cleared_at=None, case__disposed_at__isnull=False
        )
    )
    if not waiting:
        return 0
    for disposal in waiting:
        require_logged(disposal)
    tables = {model._meta.db_table for model, _ in CLEARED}
    with frozen.allow_deletion(connection, tables):
        for disposal in waiting:
            rows = delete_case_rows(disposal.case_id)
            Disposal.objects.filter(pk=disposal.pk).update(cleared_at=at)
            record("case.cleared", disposal, by=None, at=at, case=disposal.case_id, rows=rows)
    return len(waiting)


def require_logged(disposal: Disposal) -> None:
    agreed = Event.objects.filter(
        kind="case.disposed", case_ref=disposal.case_id, by_id=disposal.ended_by_id
    )
    if disposal.ended_by_id == disposal.asked_by_id or not agreed.exists():
        raise LogSaysNothing(disposal)


def delete_case_rows(case: UUID) -> int:
    """Delete the rows of a case; gives how many there were."""
    return sum(delete_rows(model, way, case) for model, way in CLEARED)


def delete_rows(model: type[models.Model], way: str, case: UUID) -> int:
    # Django's collector would refuse these rows, which PROTECT guards against mistakes.
    rows = model._base_manager
    of_case = rows.filter(**{way: case})
    if issubclass(model, Covered):
        note_written(model, of_case.values_list("pk", flat=True))
    return rows.filter(pk__in=of_case.values("pk"))._raw_delete(rows.db)

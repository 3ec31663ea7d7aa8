"""What waits to be read: immediate items, unsigned visits, handovers, uses of emergency access."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.escalation.models import Unread
from checklists.handover.models import Transfer
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.alerts import Alert
from checklists.visits.models import Visit

Kind = Unread.Kind
Key = tuple[str, UUID]
UNSIGNED = "visit_unsigned"  # the kind of its alert
OF_A_CASE_THERE_IS = {"case__disposed_at": None}
SINCE = {
    Kind.ITEM: Coalesce("raised_at", "opened_at"),
    Kind.HANDOVER: F("offered_at"),
    Kind.EMERGENCY: F("ends_at"),
}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, since when, and in which case."""

    kind: str
    about: UUID
    case: UUID
    since: datetime

    @property
    def key(self) -> Key:
        return self.kind, self.about


def rows_waiting(kind: str, at: datetime) -> CoveredQuerySet[Any]:
    """The rows of the other rooms that wait, whether or not their time has come."""
    rows: dict[str, CoveredQuerySet[Any]] = {
        Kind.ITEM: OutstandingItem.objects.unseen(),
        Kind.VISIT: Visit.objects.drafts(),
        Kind.HANDOVER: Transfer.objects.open(),
        # While access goes on nobody reviews it.
        Kind.EMERGENCY: EmergencyGrant.objects.not_reviewed().filter(ends_at__lte=at),
    }
    return rows[kind].filter(**OF_A_CASE_THERE_IS)


def things_waiting(at: datetime, case: UUID | None = None) -> dict[Key, Waiting]:
    """All that waits in every case, or in one. Four statements."""
    found = [*visits_waiting(at, case)]
    for kind, since in SINCE.items():
        rows = rows_waiting(kind, at)
        rows = rows if case is None else rows.filter(case=case)
        values = rows.order_by().annotate(waits_since=since)
        found += [Waiting(kind, *row) for row in values.values_list("pk", "case_id", "waits_since")]
    return {one.key: one for one in found}


def visits_waiting(at: datetime, case: UUID | None) -> list[Waiting]:
    """Drafts whose answers would open an immediate item, as they were last looked at, until
    somebody has seen the alert: no page shows them anything to say that they have seen."""
    drafts = rows_waiting(Kind.VISIT, at).filter(pk=OuterRef("about"))
    heard = Alert.objects.filter(
        kind=UNSIGNED, case_ref=OuterRef("case_ref"), at__gte=OuterRef("since")
    )
    rows = Unread.objects.filter(
        Exists(drafts), ~Exists(heard.exclude(seen_at=None)), kind=Kind.VISIT, since__isnull=False
    )
    rows = rows if case is None else rows.filter(case_ref=case)
    values = rows.values_list("about", "case_ref", "since")
    return [Waiting(Kind.VISIT, about, in_case, since) for about, in_case, since in values if since]


def rows_without_draft() -> QuerySet[Unread]:
    """Of visits that were signed or discarded since."""
    drafts = Visit.objects.drafts().filter(pk=OuterRef("about"))
    return Unread.objects.filter(~Exists(drafts), kind=Kind.VISIT)


def drafts_to_look_at(case: UUID | None = None) -> QuerySet[Visit]:
    """Drafts that were saved since they were last looked at."""
    looked = Unread.objects.filter(
        kind=Kind.VISIT, about=OuterRef("pk"), looked_at__gte=OuterRef("sheet__saved_at")
    )
    drafts = Visit.objects.drafts().filter(~Exists(looked), sheet__saved_at__isnull=False)
    return drafts if case is None else drafts.filter(case=case)


def hold(waiting: Waiting, at: datetime) -> bool:
    """Hold what waits until the transaction ends, if it still does. False while somebody else has
    it in hand: the next run looks again, and nobody waits for the other."""
    rows = rows_waiting(waiting.kind, at).filter(pk=waiting.about)
    return rows.select_for_update(of=("self",), skip_locked=True, no_key=True).first() is not None


def hold_case(case: UUID) -> Case | None:
    """The case with its team, held so that no other run of the clock has it; None if one has."""
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    return rows.filter(Q(disposed_at=None), pk=case).select_related("team").first()

"""Professionals of other services are added to a household, and ended."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from checklists.audit.inserting import NotMine, insert_once
from checklists.audit.recording import record
from checklists.cases.models.case import Case
from checklists.household.models import Professional
from checklists.people.models.users import User
from checklists.reading.clock import london_date


@transaction.atomic
def add_professional(
    case: Case, *, by: User, at: datetime, pk: UUID | None = None, **fields: str
) -> Professional:
    """Someone from another service. Sent again with the same `pk` it gives the first.

    Raises NotMine.
    """
    earlier = Professional.objects.filter(pk=pk).first() if pk else None
    if earlier is not None:
        return professional_of(earlier, case)
    professional = Professional(id=pk or uuid4(), case=case, **fields)
    # Two taps may arrive at the same moment: the second one finds the row of the first.
    stored = insert_once(professional)
    if stored is not professional:
        return professional_of(stored, case)
    record("professional.added", professional, by=by, at=at, case=case)
    return professional


def professional_of(professional: Professional, case: Case) -> Professional:
    """The professional that a repeated id gives back. Raises NotMine."""
    if professional.case_id != case.pk:
        raise NotMine
    return professional


@transaction.atomic
def end_professional(professional: Professional, *, by: User, at: datetime) -> None:
    """This professional no longer works with the family. The record stays."""
    professional = Professional.objects.select_for_update().get(pk=professional.pk)
    if professional.until_on is None:
        professional.until_on = london_date(at)
        professional.save(update_fields=["until_on"])
        record("professional.left", professional, by=by, at=at, case=professional.case_id)

"""Say during a visit who is here now."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from checklists.audit.recording import record
from checklists.people.models.users import User
from checklists.visits.models import Visit
from checklists.visits.presence import checked_codes


@transaction.atomic
def record_presence(visit: Visit, *, present: Iterable[str], by: User, at: datetime) -> None:
    """Say who is here now; whoever was here before stays on the record of the visit. The same
    people as before are no change.

    Raises UnknownPresence, or Visit.DoesNotExist when it is not a draft of this person.
    """
    row = Visit.objects.select_for_update().get(pk=visit.pk, author=by, status=Visit.Status.DRAFT)
    here = checked_codes(present)
    if here == row.present:
        return
    row.present = here
    row.was_present = checked_codes([*row.was_present, *row.present])
    row.save(update_fields=["present", "was_present"])
    record("visit.presence_changed", row, by=by, at=at, case=row.case_id)

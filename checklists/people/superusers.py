"""A superuser may change who holds which role, so the safeguarding leads hear of every change."""

from datetime import datetime

from django.db import transaction

from checklists.audit.recording import record
from checklists.people.alerting import alert, safeguarding_leads
from checklists.people.models import User


@transaction.atomic
def record_new_superusers(before: set, *, by: User | None, at: datetime) -> None:
    """Log and tell of each superuser whose id is not in `before`."""
    for user in User.objects.filter(is_superuser=True).exclude(pk__in=before):
        record("superuser.made", user, by=by, at=at)
        tell_leads(by=by, at=at)


def tell_leads(*, by: User | None, at: datetime) -> None:
    """An alert for each lead, but the one whose doing it was; to be called in a transaction."""
    alert(
        [lead for lead in safeguarding_leads(at) if lead != by],
        "superuser_changed",
        at=at,
        about=by,
    )

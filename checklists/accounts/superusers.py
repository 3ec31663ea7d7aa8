"""Tells the safeguarding leads of every change of superusers, because these give out roles."""

from datetime import datetime

from django.db import transaction

from checklists.audit.models import Event
from checklists.audit.recording import record, reference_to
from checklists.people.alerting import alert, safeguarding_leads
from checklists.people.models.users import User

MADE = "superuser.made"


@transaction.atomic
def report_new_superusers(*, at: datetime) -> int:
    """Log and report each superuser that the log does not name yet; gives how many there were.

    `manage.py createsuperuser` calls this at once and `send_alerts` every minute, so that one made
    in a shell or by SQL is seen too. Somebody who was one before is not reported again.
    """
    users = User.objects.select_for_update().filter(is_superuser=True).order_by("pk")
    by_name = {reference_to(user): user for user in users}
    logged = Event.objects.filter(kind=MADE, target__in=by_name).values_list("target", flat=True)
    new = by_name.keys() - set(logged)
    for name in sorted(new):
        record(MADE, by_name[name], by=None, at=at)
        alert_safeguarding_leads(by=None, at=at)
    return len(new)


def alert_safeguarding_leads(*, by: User | None, at: datetime) -> None:
    """Alert each lead except the one who did it. Call it in a transaction."""
    alert(
        [lead for lead in safeguarding_leads(at) if lead != by],
        "superuser_changed",
        at=at,
        about=by,
    )

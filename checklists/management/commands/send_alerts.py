from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from checklists.accounts.press_receipts import forget_old_receipts
from checklists.accounts.superusers import report_new_superusers
from checklists.accounts.unsent import forget_old_words
from checklists.cases.attempts import tell_leads
from checklists.cases.conflicts import without_blocked_alerts
from checklists.people.alerting import mail_alert
from checklists.people.models.alerts import Alert


class Command(BaseCommand):
    help = (
        "Tell the leads who tried to open a record they are kept from and of superusers made in a "
        "shell, mail again the alerts that could not be mailed, and forget words that were typed "
        "half a day ago and not sent, and where presses of a day ago led; run it every minute."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        attempts = tell_leads(at=timezone.now())
        forget_old_words(at=timezone.now())
        forget_old_receipts(at=timezone.now())
        superusers = report_new_superusers(at=timezone.now())
        # Somebody whom a conflict keeps from a case is told nothing about it, by mail either.
        waiting = Alert.objects.waiting().filter(mailed_at=None).exclude(recipient__email="")
        sent = sum(
            mail_alert(alert)
            for alert in without_blocked_alerts(waiting).select_related("recipient")
        )
        self.stdout.write(f"{attempts} attempts and {superusers} superusers told, {sent} mailed.")

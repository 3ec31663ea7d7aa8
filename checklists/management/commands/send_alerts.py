from django.core.management.base import BaseCommand
from django.utils import timezone

from checklists.cases.attempts import tell_leads
from checklists.cases.conflicts import not_kept_quiet
from checklists.people.alerting import mail
from checklists.people.models import Alert


class Command(BaseCommand):
    help = (
        "Tell the leads who tried to open a record they are kept from, and mail again the alerts "
        "that could not be mailed; run it every minute."
    )

    def handle(self, *args, **options):
        told = tell_leads(at=timezone.now())
        waiting = Alert.objects.waiting().filter(mailed_at=None).exclude(recipient__email="")
        sent = sum(mail(alert) for alert in not_kept_quiet(waiting).select_related("recipient"))
        self.stdout.write(f"{told} attempts told, {sent} mailed.")

from django.core.management.base import BaseCommand
from django.utils import timezone

from checklists.cases.attempts import tell_leads
from checklists.cases.conflicts import not_kept_quiet
from checklists.people.alerting import mail
from checklists.people.models import Alert
from checklists.people.superusers import notice_superusers


class Command(BaseCommand):
    help = (
        "Tell the leads who tried to open a record they are kept from and of superusers made in a "
        "shell, and mail again the alerts that could not be mailed; run it every minute."
    )

    def handle(self, *args, **options):
        told = tell_leads(at=timezone.now())
        made = notice_superusers(at=timezone.now())
        waiting = Alert.objects.waiting().filter(mailed_at=None).exclude(recipient__email="")
        sent = sum(mail(alert) for alert in not_kept_quiet(waiting).select_related("recipient"))
        self.stdout.write(f"{told} attempts and {made} superusers told, {sent} mailed.")

from django.core.management.base import BaseCommand

from checklists.people.alerting import mail
from checklists.people.models import Alert


class Command(BaseCommand):
    help = "Mail again the alerts that could not be mailed; run it every few minutes."

    def handle(self, *args, **options):
        waiting = Alert.objects.waiting().filter(mailed_at=None).exclude(recipient__email="")
        sent = sum(mail(alert) for alert in waiting.select_related("recipient"))
        self.stdout.write(f"{sent} mailed.")

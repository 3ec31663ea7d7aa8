from typing import Any

from django.core.management.base import BaseCommand

from checklists.facts.renewing import renew_not_known
from checklists.reading.clock import london_today


class Command(BaseCommand):
    help = "Keep anew what lists say is not known yet, after a new version of the checklist."

    def handle(self, *args: Any, **options: Any) -> None:
        done = renew_not_known(on=london_today())
        self.stdout.write(f"Renewed what is not known of {done} families.")

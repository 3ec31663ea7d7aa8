from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from checklists.records.clearing import clear_agreed


class Command(BaseCommand):
    help = (
        "Take away the rows of records whose disposal was agreed. Run it as the owner of the "
        "tables, every night: the application's own role may not delete what is frozen."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = clear_agreed(at=timezone.now())
        self.stdout.write(f"{done} records cleared.")

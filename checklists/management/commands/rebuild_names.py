from typing import Any

from django.core.management.base import BaseCommand

from checklists.cases.rebuilding_names import rebuild_names


class Command(BaseCommand):
    help = "Make again what cases are found by, where another version saved their names."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Names of {rebuild_names()} cases rebuilt.")

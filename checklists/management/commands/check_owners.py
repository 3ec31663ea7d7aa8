from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checklists.handover.holding import find_astray


class Command(BaseCommand):
    help = (
        "List, by id only, open cases that nobody who works in their team holds, and open items "
        "that are not with the holder of their case. Fails when there are any; run it every day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = find_astray()
        for kind, ids in (("case", found.cases), ("item", found.items)):
            for pk in ids:
                self.stdout.write(f"{kind} {pk}")
        if found:
            raise CommandError(f"{len(found.cases)} cases and {len(found.items)} items astray.")
        self.stdout.write("Every open case and item has its holder.")

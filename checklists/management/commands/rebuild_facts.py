from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from checklists.audit.recording import record
from checklists.cases.models.case import Case
from checklists.withdrawal.rebuilding import rebuild_facts


class Command(BaseCommand):
    help = "Make the facts of every case again from its signed visits. Commits case by case."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        cases = Case.objects.filter(disposed_at=None).order_by("pk")
        for pk in cases.values_list("pk", flat=True).iterator():
            # A transaction for each case, so that no family is locked while the others are rebuilt.
            with transaction.atomic():
                case = Case.objects.select_for_update().get(pk=pk)
                rebuild_facts(case)
                record("case.facts_rebuilt", case, by=None, at=timezone.now(), case=case)
            done += 1
        self.stdout.write(f"Facts of {done} cases rebuilt.")

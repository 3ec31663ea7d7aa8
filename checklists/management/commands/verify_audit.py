"""Composes what each room can say of its part of the record; prints problems as they are found."""

from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from checklists.audit.models import Event, Seal
from checklists.audit.verifying import log_problems
from checklists.visits.models import Visit
from checklists.visits.signed.verifying import signed_without_digest, visit_problems


class Command(BaseCommand):
    help = "Compare the log with its chains and seals, and signed visits with the log."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for problem in chain(log_problems(settings.AUDIT_SEALS), visit_problems()):
            found += 1
            self.stdout.write(problem)
        if older := signed_without_digest():
            self.stdout.write(f"{older} visits were signed before the log kept a digest of them.")
        if found:
            raise CommandError(f"The record is not as it was written. Problems: {found}")
        signed = Visit.objects.filter(status=Visit.Status.SIGNED).count()
        self.stdout.write(
            f"As they were written: {Event.objects.count()} events, {Seal.objects.count()} seals, "
            f"{signed} signed visits."
        )

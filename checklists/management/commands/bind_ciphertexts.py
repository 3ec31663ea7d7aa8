"""Composes what the rooms encrypt: private words by the keys of their cases, and second factors."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from checklists.accounts.renewing import renew_second_factors
from checklists.audit.recording import record
from checklists.cases.binding import bind_cases, cases_to_bind

SAYS_EVERY = 1000  # cases


class Command(BaseCommand):
    help = (
        "Bind to their places what an older version encrypted. Run it once no worker of that "
        "version is left. Commits case by case; cut off, run it again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = earlier = lost = 0
        for listed in bind_cases():
            done, earlier = done + 1, earlier + len(listed.digests)
            lost += len(listed.not_opened)
            for place in listed.not_opened:
                self.stdout.write(f"Cannot be opened: {place}.")
            if done % SAYS_EVERY == 0:
                self.stdout.write(f"{done} cases")
        factors = sum(renew_second_factors())
        with transaction.atomic():
            counts: dict[str, Any] = {
                "cases": done,
                "ciphertexts": earlier,
                "second_factors": factors,
            }
            record("keys.bound", by=None, at=timezone.now(), **counts)
        self.stdout.write(
            f"Bound: {earlier} ciphertexts of {done} cases, {factors} second factors."
        )
        if left := cases_to_bind().count():
            raise CommandError(f"{left} case keys cannot be opened: see manage.py check_case_keys.")
        if lost:
            raise CommandError(f"{lost} ciphertexts cannot be opened, and could not before.")

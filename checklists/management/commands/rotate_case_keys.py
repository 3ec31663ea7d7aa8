"""Composes what the rooms encrypt with CASE_KEYS: case keys, second factors, words not sent."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from checklists.accounts.renewing import renew_second_factors, renew_unsent_words
from checklists.audit.recording import record
from checklists.cases.key_report import in_lines, report_keys
from checklists.cases.rotating_keys import keys_to_rotate, rotate_keys

SAYS_EVERY = 1000  # keys


class Command(BaseCommand):
    help = (
        "Encrypt with the first key of CASE_KEYS what an older one encrypts: the keys of cases, "
        "second factors, words not sent. Commits row by row; cut off, run it again."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        waiting = keys_to_rotate().count()
        log("keys.rotation_begun", case_keys=waiting)
        every = 1 if verbosity > 1 else SAYS_EVERY
        done = {
            "case_keys": self.count(rotate_keys(), f"of {waiting} case keys", every),
            "second_factors": self.count(renew_second_factors(), "second factors", every),
            "unsent_words": self.count(renew_unsent_words(), "unsent words", every),
        }
        log("keys.rotated", **done)
        report = report_keys()
        for line in in_lines(report):
            self.stdout.write(line)
        if report.not_opened:
            raise CommandError(f"Rows that cannot be opened: {report.not_opened.total()}")

    def count(self, rotated: Iterator[bool], words: str, every: int) -> int:
        done = 0
        for was_rotated in rotated:
            done += was_rotated
            if was_rotated and done % every == 0:
                self.stdout.write(f"{done} {words}")
                self.stdout.flush()
        self.stdout.write(f"Encrypted anew: {done} {words}.")
        return done


@transaction.atomic
def log(kind: str, **counts: Any) -> None:
    """Counts alone. A run that is cut off leaves the first of its two events."""
    record(kind, by=None, at=timezone.now(), **counts)

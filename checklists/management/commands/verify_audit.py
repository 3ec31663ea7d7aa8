"""Composes what each room can say of its part of the record; prints problems as they are found."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from checklists.audit.comparing import LastStated, all_row_problems, named_row_problems
from checklists.audit.models import Event, Seal
from checklists.audit.verifying import log_problems, problems_since
from checklists.reading.clock import LONDON
from checklists.visits.models import Visit
from checklists.visits.signed.verifying import signed_without_digest, visit_problems


class Command(BaseCommand):
    help = "Compare the log with its chains and seals, and what it speaks of with the log."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since",
            help="A day (2026-11-23) or the number of a seal: read only the events after the last "
            "seal before that day, or after that seal, and compare only the rows they name.",
        )

    def handle(self, *args: Any, since: str | None, **options: Any) -> None:
        seal = find_seal(since) if since else None
        found = 0
        for problem in self.problems_since(seal) if seal else self.all_problems():
            found += 1
            self.stdout.write(problem)
        if found:
            raise CommandError(f"The record is not as it was written. Problems: {found}")
        self.stdout.write(words_since(seal) if seal else words_of_all())

    def all_problems(self) -> Iterator[str]:
        last = LastStated()
        yield from log_problems(settings.AUDIT_SEALS, last, self.tell)
        yield from chain(all_row_problems(last), visit_problems())
        if older := signed_without_digest():
            self.stdout.write(f"{older} visits were signed before the log kept a digest of them.")

    def problems_since(self, seal: Seal) -> Iterator[str]:
        last = LastStated()
        yield from problems_since(seal, settings.AUDIT_SEALS, last, self.tell)
        yield from named_row_problems(last)

    def tell(self, events: int) -> None:
        self.stderr.write(f"{events:,} events read")


def find_seal(since: str) -> Seal:
    """Raises CommandError when there is no such seal."""
    if since.isdecimal():
        seal = Seal.objects.filter(number=int(since)).first()
    else:
        seal = Seal.objects.filter(at__lt=beginning_of(since)).last()
    if seal is None:
        raise CommandError("No seal is that old. Verify all of it: leave --since out.")
    return seal


def beginning_of(day: str) -> datetime:
    """Midnight in London. Raises CommandError."""
    try:
        return datetime.combine(date.fromisoformat(day), time(), LONDON)
    except ValueError as unreadable:
        raise CommandError("--since takes a day such as 2026-11-23, or a number.") from unreadable


def words_since(seal: Seal) -> str:
    return f"As it was written since seal {seal.number} of {seal.at:%Y-%m-%d %H:%M:%S} UTC."


def words_of_all() -> str:
    signed = Visit.objects.filter(status=Visit.Status.SIGNED).count()
    return (
        f"As they were written: {Event.objects.count()} events, {Seal.objects.count()} seals, "
        f"{signed} signed visits."
    )

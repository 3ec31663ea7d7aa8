"""The timer of the clock. What cannot be read in one case keeps the clock of no other from running.

It says ids and the kind of error alone: the words of an error could hold what was typed.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from checklists.escalation.escalating import (
    cases_to_tell,
    cases_with_drafts_to_look_at,
    clock_at,
    look_at_drafts,
    tell_of_case,
)


class Command(BaseCommand):
    help = (
        "Tell the next people of what nobody has read in time: immediate items, visits that are "
        "not signed, handovers, uses of emergency access. Commits case by case; run it every "
        "minute. Run twice, it tells nobody twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        clock = clock_at(timezone.now())
        self.failed: list[UUID] = []
        for case in cases_with_drafts_to_look_at():
            self.attempt(look_at_drafts, case)
        steps = [
            step
            for case in cases_to_tell(clock)
            for step in self.attempt(tell_of_case, case, clock) or []
        ]
        told = sum(step.told for step in steps)
        alone = sum(step.rung is None for step in steps)
        self.stdout.write(f"{told} alerts made; nobody was left to tell of {alone} things.")
        if self.failed:
            raise CommandError(f"{len(self.failed)} cases could not be looked at.")

    def attempt(self, verb: Callable[..., Any], case: UUID, *more: Any) -> Any:
        try:
            return verb(case, *more)
        except Exception as error:  # noqa: BLE001  one broken record must stop no other clock
            self.failed.append(case)
            self.stderr.write(f"case {case}: {type(error).__name__}")

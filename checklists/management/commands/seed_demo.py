from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from checklists.demo.people import PASSWORD, PEOPLE
from checklists.demo.seeding import NotADemoDatabase, seed


class Command(BaseCommand):
    help = "Make fictional teams, people and families. Run again, it adds only what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=0, help="How many more families to make.")

    def handle(self, *args: Any, cases: int, **options: Any) -> None:
        try:
            made = seed(cases)
        except NotADemoDatabase as error:
            raise CommandError(
                "This database has people that no demonstration made. Use an empty one."
            ) from error
        self.stdout.write(f"{made} cases made. Accounts, all with password {PASSWORD}:")
        for username, name, role, team in PEOPLE:
            self.stdout.write(
                f"  {username:14} {name}, {role.label.lower()}{f' ({team})' if team else ''}"
            )

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from checklists.audit.grants import grant_statements


class Command(BaseCommand):
    help = "Print the SQL that gives a PostgreSQL role what the application needs, and no more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="The role that serves; it must not own the tables.")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Roles and grants are PostgreSQL's; this database has none.")
        try:
            lines = list(grant_statements(role, connection.settings_dict["NAME"]))
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(lines))

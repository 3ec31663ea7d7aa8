from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from checklists.audit.seals import BeingSealed, SealsDiffer, rebuild_file, seal_log


class Command(BaseCommand):
    help = "Seal the heads of all chains of the log, in the database and in the file AUDIT_SEALS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new-file",
            action="store_true",
            help="Make a lost file again from the seals of the database. The log says so.",
        )

    def handle(self, *args: Any, new_file: bool, **options: Any) -> None:
        path = settings.AUDIT_SEALS
        try:
            if new_file:
                made = rebuild_file(path, at=timezone.now())
                self.stdout.write(f"{made} seals written to a new file.")
                return
            seal = seal_log(path, at=timezone.now())
        except SealsDiffer as error:
            raise CommandError(
                "Not sealed: the file and the database do not end with the same seal. "
                "Run verify_audit, which says where they part."
            ) from error
        except BeingSealed as error:
            raise CommandError("Not sealed: another command is sealing just now.") from error
        except OSError as error:
            raise CommandError(f"Not sealed: {error}") from error
        self.stdout.write(
            f"Seal {seal.number}: {seal.total} events of {len(seal.heads)} chains. {seal.digest}"
        )

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checklists.cases.key_report import in_lines, report_keys


class Command(BaseCommand):
    help = (
        "Say what each key of CASE_KEYS still opens, and which may be removed. Names by id what "
        "needs a key that is not there, and then fails. Changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        report = report_keys()
        for line in in_lines(report):
            self.stdout.write(line)
        if report.not_opened:
            raise CommandError(f"Rows that cannot be opened: {report.not_opened.total()}")

"""Prints a version with today's settings and visit types, in the shape of fixtures/content.json."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from checklists.guidance.content import whole_content
from checklists.guidance.in_force import version_in_force
from checklists.guidance.models import TemplateVersion


class Command(BaseCommand):
    help = "Print the version in force, or another by number, as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--number", type=int)

    def handle(self, *args: Any, number: int | None, **options: Any) -> None:
        version = TemplateVersion.objects.get(number=number) if number else version_in_force()
        self.stdout.write(json.dumps(whole_content(version), indent=1, ensure_ascii=False))

"""Lists what a person beside the practitioner can read, for the safeguarding lead to go through."""

from typing import Any

from django.core.management.base import BaseCommand

from checklists.answers import errors
from checklists.guidance.content import content_of
from checklists.guidance.in_force import version_in_force
from checklists.guidance.open_words import words_on_open_pages


class Command(BaseCommand):
    help = "List every question, help, choice, reason and error that an open page can show."

    def handle(self, *args: Any, **options: Any) -> None:
        version = version_in_force()
        self.stdout.write(f"{version}: words on open pages")
        for where, words in words_on_open_pages(content_of(version)):
            self.stdout.write(f"{where}\t{words}")
        for error in errors.ALL:
            self.stdout.write(f"Error\t{error}")

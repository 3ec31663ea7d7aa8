"""Publishes fixtures/content.json once; adds settings, visit types and pages that are not there."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from checklists.guidance.content import content_hash, write_settings
from checklists.guidance.models import TemplateVersion
from checklists.guidance.publishing import DraftExists, NotReady, draft_from_file, publish
from checklists.handbook.page_words import add_missing_pages
from checklists.reading.text import plain_tree

FIXTURE = settings.BASE_DIR / "fixtures" / "content.json"


class Command(BaseCommand):
    help = "Publish the checklist of fixtures/content.json unless it has been published before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=FIXTURE)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        add_missing_pages()
        data = plain_tree(json.loads(file.read_text(encoding="utf-8")))
        if TemplateVersion.objects.filter(content_hash=content_hash(data)).exists():
            self.stdout.write("The guidance is up to date.")
            return
        try:
            version = publish_file(data)
        except DraftExists:  # the service starts all the same, on what is in force
            self.stderr.write(
                "Not published: someone is working on a draft. Publish or discard it in the "
                "admin, then run this again."
            )
            return
        except NotReady as error:
            raise CommandError("\n".join(["Not published:", *error.args])) from error
        self.stdout.write(f"Published version {version.number}.")


@transaction.atomic
def publish_file(data: dict[str, Any]) -> TemplateVersion:
    write_settings(data)
    now = timezone.now()
    draft = draft_from_file(data, at=now)
    changed = f"Content {data['meta']['content_version']} of the briefing's checklist."
    return publish(draft, by=None, at=now, what_changed=changed)

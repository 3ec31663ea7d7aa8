from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from checklists.accounts.superusers import report_new_superusers
from checklists.nhsuk.fields import NO_NAME
from checklists.people.models.users import NotAName


class Command(createsuperuser.Command):
    """Django's own, which also logs an event and alerts the safeguarding leads."""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                super().handle(*args, **options)
                report_new_superusers(at=timezone.now())
        except NotAName:
            raise CommandError(NO_NAME) from None

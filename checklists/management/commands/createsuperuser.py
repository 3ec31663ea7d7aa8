from django.contrib.auth.management.commands import createsuperuser
from django.db import transaction
from django.utils import timezone

from checklists.people.models import User
from checklists.people.superusers import record_new_superusers


class Command(createsuperuser.Command):
    """Django's own, which leaves an event and tells the safeguarding leads."""

    def handle(self, *args, **options):
        with transaction.atomic():
            there = set(User.objects.filter(is_superuser=True).values_list("pk", flat=True))
            super().handle(*args, **options)
            record_new_superusers(there, by=None, at=timezone.now())

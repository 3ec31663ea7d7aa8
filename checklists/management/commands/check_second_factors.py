from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from checklists.accounts.second_factor_reading import is_working


class Command(BaseCommand):
    help = (
        "List, by id only, second factors of active people that cannot be read. Fails when there "
        "are any; run it after a new version and after changing CASE_KEYS."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Authenticator.objects.filter(user__is_active=True).order_by("pk")
        broken = [one for one in rows if not is_working(one)]
        for one in broken:
            self.stdout.write(f"{one.type} {one.pk} of user {one.user_id}")
        if broken:
            raise CommandError(f"{len(broken)} second factors cannot be read.")
        self.stdout.write("Every second factor can be read.")

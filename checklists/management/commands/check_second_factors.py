from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from checklists.accounts.second_factor_reading import works


class Command(BaseCommand):
    help = (
        "List, by id only, second factors of active people that cannot be read. Fails when there "
        "are any; run it after a new version and after changing CASE_KEYS."
    )

    def handle(self, *args, **options):
        rows = Authenticator.objects.filter(user__is_active=True).order_by("pk")
        found = [one for one in rows if not works(one)]
        for one in found:
            self.stdout.write(f"{one.type} {one.pk} of user {one.user_id}")
        if found:
            raise CommandError(f"{len(found)} second factors cannot be read.")
        self.stdout.write("Every second factor can be read.")

"""Keeps anew what is not known yet of the families of which lists do not believe it: all of them
after a new version of the checklist, and those written by an earlier release."""

from datetime import date

from django.db import transaction

from checklists.cases.models.case import Case
from checklists.facts.kept_not_known import kept_of, with_kept
from checklists.facts.storing import keep_not_known
from checklists.guidance.in_force import guidance_in_force

CHUNK = 500


def renew_not_known(*, on: date) -> int:
    """Gives of how many families. Each is locked and committed by itself."""
    guidance, done = guidance_in_force(), 0
    for case in with_kept(Case.objects.open()).iterator(CHUNK):
        if kept_of(case, guidance) is None:
            with transaction.atomic():
                held = Case.objects.select_for_update().get(pk=case.pk)
                done += keep_not_known(held, guidance, on=on)
    return done

"""A legal hold: while it stands a record is not disposed of, whatever its age."""

from datetime import datetime

from django.db import transaction

from checklists.audit.recording import record
from checklists.audit.refused import Overtaken
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.people.models.users import User
from checklists.records.deciding import is_lead, may_prepare, may_release, require
from checklists.records.models import LegalHold


class AlreadyHeld(Overtaken):
    """A hold stands."""


class NotHeld(Overtaken):
    """No hold stands, or somebody lifted it meanwhile."""


@transaction.atomic
def set_hold(case: Case, *, reason: str, by: User, at: datetime) -> LegalHold:
    """Hold the record at once. Raises NotYours, AlreadyHeld."""
    require(is_lead(by) and may_prepare(by, case), "A safeguarding lead sets a hold.")
    # The case is locked, since there may be no hold yet to lock.
    row = Case.objects.select_for_update().get(pk=case.pk)
    if standing_hold(row):
        raise AlreadyHeld
    hold = encrypt(LegalHold(case=row, set_by=by, set_at=at), sealed={"reason": reason})
    hold.save()
    record("hold.set", hold, by=by, at=at, case=row)
    return hold


@transaction.atomic
def lift_hold(case: Case, *, reason: str, by: User, at: datetime) -> None:
    """Lift the hold that stands; never the person who set it. Raises NotYours, NotHeld."""
    row = Case.objects.select_for_update().get(pk=case.pk)
    hold = standing_hold(row)
    if hold is None:
        raise NotHeld
    require(may_lift(by, hold), "Another lead or manager than the one who set the hold lifts it.")
    encrypt(hold, lifting={"reason": reason})
    hold.lifted_by, hold.lifted_at = by, at
    hold.save(update_fields=["lifting", "lifted_by", "lifted_at"])
    record("hold.lifted", hold, by=by, at=at, case=row)


def standing_hold(case: Case) -> LegalHold | None:
    """The hold that stands on a case, or None."""
    return case.legal_holds.filter(lifted_at=None).select_related("set_by").first()


def may_lift(user: User, hold: LegalHold) -> bool:
    return user.pk != hold.set_by_id and may_release(user, hold.case)


def reason_of(hold: LegalHold) -> str:
    reason: str = decrypt(hold)["reason"]
    return reason

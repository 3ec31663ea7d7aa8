"""Two people dispose of a record whose time has passed: one asks, another agrees.

Agreeing deletes the key of the case, so that nobody can ever decrypt a private word of it, and
blanks whatever names the family. The frozen rows go with `manage.py dispose_agreed`, which runs
as the owner of the tables (records/clearing.py). The log stays.
"""

from datetime import date, datetime

from django.db import transaction

from checklists.audit.recording import record
from checklists.audit.refused import AlreadyAsked, NothingAsked, Refused
from checklists.cases.models.case import BLANK, Case
from checklists.cases.models.keys import CaseKey
from checklists.facts.models import CaseFacts
from checklists.household.models import Adult, Professional
from checklists.outstanding.models import OutstandingItem
from checklists.people.alerting import alert
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.records.deciding import is_lead, may_prepare, may_release, people_to_alert, require
from checklists.records.holding import standing_hold
from checklists.records.models import Disposal, SubjectRequest
from checklists.records.timing import first_disposal_day

DISPOSAL_WAITS = "disposal_waiting"
OPEN_REQUESTS = (SubjectRequest.State.PREPARING, SubjectRequest.State.WAITING)


class MustStay(Refused):
    """The record may not go yet."""


@transaction.atomic
def ask_disposal(case: Case, *, by: User, at: datetime) -> Disposal:
    """Ask another lead or a manager to agree. Raises NotYours, MustStay, AlreadyAsked."""
    require(is_lead(by) and may_prepare(by, case), "A safeguarding lead asks for disposal.")
    row = Case.objects.select_for_update().get(pk=case.pk)
    require_disposable(row, london_date(at))
    if waiting_disposal(row):
        raise AlreadyAsked
    disposal = Disposal.objects.create(case=row, asked_by=by, asked_at=at)
    record("disposal.asked", disposal, by=by, at=at, case=row)
    alert(people_to_alert(row, apart_from={by.pk}, at=at), DISPOSAL_WAITS, at=at, case_ref=row.pk)
    return disposal


@transaction.atomic
def decline_disposal(case: Case, *, by: User, at: datetime) -> None:
    """Keep the record for now. Whoever asked may decline too. Raises NotYours, NothingAsked."""
    row, disposal = lock_waiting(case)
    require(may_release(by, row), "A safeguarding lead or a manager of the team declines.")
    end_disposal(disposal, Disposal.Outcome.DECLINED, by=by, at=at)
    record("disposal.declined", disposal, by=by, at=at, case=row)


@transaction.atomic
def dispose(case: Case, *, by: User, at: datetime) -> None:
    """Agree: the key goes, and whatever names the family. It cannot be undone.

    Raises NotYours, NothingAsked or MustStay, changing nothing.
    """
    row, disposal = lock_waiting(case)
    require(may_dispose(by, row, disposal), "Another lead or a manager of the team has to agree.")
    # Checked again: a hold or a request for a copy may have come since it was asked for.
    require_disposable(row, london_date(at))
    end_disposal(disposal, Disposal.Outcome.AGREED, by=by, at=at)
    erase_family(row, at)
    record("case.disposed", disposal, by=by, at=at, case=row, asked_by=str(disposal.asked_by_id))


def erase_family(case: Case, at: datetime) -> None:
    """Delete the key, the names, and every word in rows that are not frozen."""
    CaseKey.objects.filter(case=case).delete()
    CaseFacts.objects.filter(case=case).delete()
    Professional.objects.filter(case=case).delete()
    Adult.objects.filter(case=case).update(named=Adult.Named.NOT_SHARED)
    OutstandingItem.objects.filter(case=case).update(title="", neutral_title="", guidance="")
    for name, value in BLANK.items():
        setattr(case, name, value)
    case.disposed_at = at
    case.save(update_fields=[*BLANK, "disposed_at"])


def why_it_stays(case: Case, on: date) -> str:
    """Why the record may not be disposed of on that day, in words; '' when it may."""
    if case.disposed_at:
        return "This record has been disposed of."
    first_day = first_disposal_day(case)
    if first_day is None:
        return "Care has not ended."
    if on < first_day:
        return "The time for which the record is kept has not passed."
    if standing_hold(case):
        return "There is a legal hold on the record."
    if case.subject_requests.filter(state__in=OPEN_REQUESTS).exists():
        return "Somebody has asked for a copy, and the answer is open."
    return ""


def require_disposable(case: Case, on: date) -> None:
    if why := why_it_stays(case, on):
        raise MustStay(why)


def may_dispose(user: User, case: Case, disposal: Disposal) -> bool:
    return user.pk != disposal.asked_by_id and may_release(user, case)


def waiting_disposal(case: Case) -> Disposal | None:
    """The disposal that was asked for and waits for an answer, or None."""
    return case.disposals.filter(ended_at=None).select_related("asked_by").first()


def lock_waiting(case: Case) -> tuple[Case, Disposal]:
    # The case, not the disposal, is locked: asking, holding and agreeing lock it as well.
    row = Case.objects.select_for_update().get(pk=case.pk)
    disposal = waiting_disposal(row)
    if disposal is None:
        raise NothingAsked
    return row, disposal


def end_disposal(disposal: Disposal, outcome: Disposal.Outcome, *, by: User, at: datetime) -> None:
    disposal.outcome, disposal.ended_by, disposal.ended_at = outcome, by, at
    disposal.save(update_fields=["outcome", "ended_by", "ended_at"])

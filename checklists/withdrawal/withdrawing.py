"""Two people withdraw a visit signed in the wrong record: one asks, another agrees.

They discard in the same way a draft that was begun by mistake and has something written in it.
Nothing is copied to the right record: whoever was there writes it there again, as a late entry.
"""

from datetime import datetime

from django.db import transaction

from checklists.audit.recording import record
from checklists.audit.refused import AlreadyAsked, NothingAsked, NotYours
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.cases.models.notices import Notice
from checklists.cases.notices import give_notice
from checklists.facts.models import CaseFacts
from checklists.people.alerting import alert
from checklists.people.models.teams import TEAM_MANAGERS
from checklists.people.models.users import User
from checklists.records.deciding import may_prepare, people_to_alert, require
from checklists.records.models import SubjectRequest
from checklists.records.releasing import send_back_waiting_copies
from checklists.visits import withdrawals
from checklists.visits.draft.discarding import discard_written_draft
from checklists.visits.models import Visit, Withdrawal
from checklists.withdrawal.emptying import empty_visit
from checklists.withdrawal.items import undo_on_items
from checklists.withdrawal.rebuilding import rebuild_facts

WITHDRAWAL_WAITS, WITHDRAWN = "withdrawal_waiting", "withdrawal_agreed"
DISCARD_WAITS, DISCARDED = "discard_waiting", "discard_agreed"
FIRST = "The author of a visit, or the holder of the record where one is signed, asks."
SECOND = "A manager or deputy of the team, or a safeguarding lead, has to agree: not who asked."
Outcome = Withdrawal.Outcome


@transaction.atomic
def ask_withdrawal(visit: Visit, *, reason: str, by: User, at: datetime) -> Withdrawal:
    """Ask another person to agree. The visit stays until then. Raises NotYours, AlreadyAsked."""
    rows = Visit.objects.visible_to(by).select_for_update(of=("self",)).select_related("case")
    row = rows.filter(pk=visit.pk).first()
    if row is None or not withdrawals.may_ask_withdrawal(row, by):
        raise NotYours(FIRST)
    if withdrawals.waiting_withdrawal(row):
        raise AlreadyAsked
    asked = Withdrawal(visit=row, asked_by=by, asked_at=at)
    encrypt(asked, sealed={"reason": reason}).save(force_insert=True)
    record("visit.withdrawal_asked", row, by=by, at=at, case=row.case_id)
    who = people_to_alert(row.case, apart_from={by.pk}, at=at, roles=TEAM_MANAGERS)
    is_draft = row.status == Visit.Status.DRAFT
    alert(who, DISCARD_WAITS if is_draft else WITHDRAWAL_WAITS, at=at, case_ref=row.case_id)
    return asked


@transaction.atomic
def decline_withdrawal(asked: Withdrawal, *, by: User, at: datetime) -> None:
    """Leave it as it is; whoever asked may do so too. Raises NotYours, NothingAsked."""
    row = lock_withdrawal(asked)
    require(may_take_back(by, row) or may_agree(by, row), SECOND)
    end_withdrawal(row, Outcome.DECLINED, by=by, at=at)
    visit, stays = row.visit, Notice.Kind.ENTRY_STAYS
    give_notice([row.asked_by], stays, visit.pk, visit.case, private=False, by=by, at=at)
    record("visit.withdrawal_declined", row.visit, by=by, at=at, case=row.visit.case_id)


@transaction.atomic
def agree_withdrawal(asked: Withdrawal, *, by: User, at: datetime, read: str = "") -> None:
    """Withdraw the visit: its words, what it opened, closed and counted, what is known from it.

    It cannot be undone. Copies that wait for release are prepared again. Of a draft only words can
    go, and `read` is its state when this person read it. Raises NotYours, NothingAsked,
    discarding.WrittenMeanwhile or discarding.CallRecorded, changing nothing.
    """
    row = lock_withdrawal(asked)
    require(may_agree(by, row), SECOND)
    if row.visit.status == Visit.Status.DRAFT:
        end_withdrawal(row, Outcome.AGREED, by=by, at=at)
        discard_written_draft(row.visit, read=read, asked_by=row.asked_by, by=by, at=at)
        alert_those_who_wrote(row, DISCARDED, by=by, at=at)
    else:
        withdraw_visit(row, by=by, at=at)
        alert_those_who_wrote(row, WITHDRAWN, by=by, at=at)


def alert_those_who_wrote(row: Withdrawal, kind: str, *, by: User, at: datetime) -> None:
    """Alert who asked, wrote or signed that it is gone, if they may still open the record."""
    visit = row.visit
    people = {one for one in (row.asked_by, visit.author, visit.signed_by) if one} - {by}
    may_open = [
        one for one in people if Case.objects.reached_by(one).filter(pk=visit.case_id).exists()
    ]
    alert(may_open, kind, at=at, case_ref=visit.case_id)


def withdraw_visit(row: Withdrawal, *, by: User, at: datetime) -> None:
    visit = row.visit
    case = visit.case
    # The lock that a signing takes as well: no contact may be counted while the facts are rebuilt.
    CaseFacts.objects.select_for_update().get(case=case)
    items = undo_on_items(visit, by=by, at=at)
    empty_visit(visit, at=at)
    rebuild_facts(case)
    copies = send_back_waiting_copies(case)
    end_withdrawal(row, Outcome.AGREED, by=by, at=at)
    record(
        "visit.withdrawn",
        visit,
        by=by,
        at=at,
        case=case,
        asked_by=row.asked_by_id,
        gone=items.gone,
        kept=items.kept,
        reopened=items.reopened,
        copies=copies,
    )


def may_agree(user: User, asked: Withdrawal) -> bool:
    """Whether this person may be the second one: not who asked, and nobody who is blocked."""
    return user.pk != asked.asked_by_id and may_prepare(user, asked.visit.case)


def may_take_back(user: User, asked: Withdrawal) -> bool:
    """Whether this is the one who asked, and may still open the record."""
    reached = Case.objects.visible_to(user).filter(pk=asked.visit.case_id)
    return user.pk == asked.asked_by_id and reached.exists()


def drafts_to_agree(case: Case, user: User) -> list[Withdrawal]:
    """The drafts of a case that this person may agree to discard; no list of hers has them."""
    waiting = Withdrawal.objects.filter(
        ended_at=None, visit__case=case, visit__status=Visit.Status.DRAFT
    )
    found = waiting.exclude(asked_by=user).select_related("visit", "asked_by").order_by("asked_at")
    return list(found) if may_prepare(user, case) else []


def reason_of(asked: Withdrawal) -> str:
    """Why it was asked; '' once it was answered."""
    return str(decrypt(asked).get("reason", ""))


def copies_given(visit: Visit) -> int:
    """How many copies of the record have gone out since the visit was signed, 0 for a draft."""
    if visit.signed_at is None:
        return 0
    given = visit.case.subject_requests.filter(state=SubjectRequest.State.RELEASED)
    return given.filter(prepared_at__gte=visit.signed_at).count()


def lock_withdrawal(asked: Withdrawal) -> Withdrawal:
    """The withdrawal and its visit, locked until the transaction ends."""
    rows = Withdrawal.objects.select_for_update(of=("self", "visit"))
    whole = ("visit__case__owner", "visit__sheet", "visit__version", "visit__author", "asked_by")
    row = rows.select_related(*whole).get(pk=asked.pk)
    if row.ended_at is not None:
        raise NothingAsked
    return row


def end_withdrawal(row: Withdrawal, outcome: Withdrawal.Outcome, *, by: User, at: datetime) -> None:
    row.outcome, row.ended_by, row.ended_at, row.sealed = outcome, by, at, b""
    row.save(update_fields=["outcome", "ended_by", "ended_at", "sealed"])

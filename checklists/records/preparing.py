"""Prepare the copy for a subject access request, and put it forward. Source: UK GDPR article 15."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from checklists.audit.inserting import insert_once
from checklists.audit.recording import record
from checklists.audit.refused import Overtaken
from checklists.cases.access import Reads, WholeRecord
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.household.models import Adult
from checklists.people.alerting import alert
from checklists.people.models.users import User
from checklists.records.copying import Choice, Judged, document_of, judge, withheld_of
from checklists.records.deciding import may_prepare, people_to_alert, require
from checklists.records.gathering import Contents, contents_for
from checklists.records.models import SubjectRequest

State = SubjectRequest.State
COPY_WAITS = "copy_waiting"


class RequestMovedOn(Overtaken):
    """Somebody else has moved the request on meanwhile."""


class NeverIncluded(Exception):
    """An entry that this person's copy may never hold, or that is not there. Nothing changed."""


@dataclass(frozen=True)
class Asked:
    """Who asked, and how we know that it is them: encrypted with the key of the case."""

    by_whom: str
    identity: str


@transaction.atomic
def begin_request(
    case: Case,
    *,
    subject: str,
    asked: Asked,
    asked_on: date,
    by: User,
    at: datetime,
    adult: Adult | None = None,
    pk: UUID | None = None,
) -> SubjectRequest:
    """Begin a request; one sent again with the same `pk` gives the first. Raises NotYours."""
    require(
        may_prepare(by, case), "Only the team's managers or a safeguarding lead prepare a copy."
    )
    require(adult is None or adult.case_id == case.pk, "This adult is not of this family.")
    earlier = SubjectRequest.objects.filter(pk=pk).first() if pk else None
    if earlier is not None:
        return check_family(earlier, case)
    request = SubjectRequest(
        id=pk or uuid4(),
        case=case,
        subject=subject,
        adult=adult,
        asked_on=asked_on,
        begun_by=by,
        begun_at=at,
    )
    encrypt(request, sealed={"asked_by": asked.by_whom, "identity": asked.identity})
    kept = insert_once(request)
    if kept is not request:
        return check_family(kept, case)
    record("request.begun", request, by=by, at=at, case=case)
    return request


def check_family(request: SubjectRequest, case: Case) -> SubjectRequest:
    """Give back the request of a repeated id. Raises NotYours for one of another family."""
    require(request.case_id == case.pk, "This request is of another family.")
    return request


@transaction.atomic
def choose(
    request: SubjectRequest,
    *,
    entries: Iterable[str],
    include: bool,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Put entries in, or keep them out, against the rule, with a reason.

    Raises NotYours, RequestMovedOn, or NeverIncluded when one of them may not be put in.
    """
    row = lock_request(request, State.PREPARING)
    require(may_prepare(by, row.case), "Only the team's managers or a safeguarding lead choose.")
    wanted = sorted(set(entries))
    # Judged under the lock: what may be chosen follows from the record as it is now.
    known = {one.entry.key: one for one in judge_entries(row, WholeRecord(by))}
    if any(key not in known or not known[key].verdict.may_choose for key in wanted):
        raise NeverIncluded
    choice = {
        "entries": wanted,
        "include": include,
        "reason": reason,
        "by": str(by.pk),
        "at": at.isoformat(),
    }
    encrypt(row, choices={"choices": [*all_choices(row), choice]})
    row.save(update_fields=["choices"])
    record("request.chosen", row, by=by, at=at, case=row.case_id, entries=len(wanted), put=include)


@transaction.atomic
def ask_for_release(request: SubjectRequest, *, by: User, at: datetime) -> None:
    """Fix the copy as it stands now, and alert those who may release it.

    Raises NotYours, RequestMovedOn.
    """
    row = lock_request(request, State.PREPARING)
    require(
        may_prepare(by, row.case), "Only the team's managers or a safeguarding lead ask for it."
    )
    contents = contents_for(row, WholeRecord(by))
    entries = judge_contents(row, contents)
    document = document_of(entries, contents.names.of_subject)
    encrypt(row, document=document, withheld=withheld_of(entries))
    row.state, row.prepared_by, row.prepared_at = State.WAITING, by, at
    row.save(update_fields=["document", "withheld", "state", "prepared_by", "prepared_at"])
    record("request.asked", row, by=by, at=at, case=row.case_id)
    who = people_to_alert(row.case, apart_from=preparers(row), at=at)
    alert(who, COPY_WAITS, at=at, case_ref=row.case_id)


@transaction.atomic
def withdraw(request: SubjectRequest, *, because: str, by: User, at: datetime) -> None:
    """Record that whoever asked does not want it any more. Raises NotYours, RequestMovedOn."""
    row = lock_request(request, State.PREPARING, State.WAITING)
    require(
        may_prepare(by, row.case), "Only the team's managers or a safeguarding lead record this."
    )
    end_request(row, State.WITHDRAWN, because=because, by=by, at=at)
    record("request.withdrawn", row, by=by, at=at, case=row.case_id)


def lock_request(request: SubjectRequest, *states: SubjectRequest.State) -> SubjectRequest:
    """The request as it is now, held until the transaction ends. Raises RequestMovedOn."""
    # The request alone is held, so that nobody who works on the case waits for a copy.
    rows = SubjectRequest.objects.select_for_update(of=("self",)).select_related("case__owner")
    row: SubjectRequest = rows.get(pk=request.pk)
    if row.state not in states:
        raise RequestMovedOn(f"This request is {row.get_state_display().lower()} now.")
    return row


def judge_entries(request: SubjectRequest, right: Reads) -> list[Judged]:
    """Every entry of the record with what happens to it in this copy."""
    return judge_contents(request, contents_for(request, right))


def judge_contents(request: SubjectRequest, contents: Contents) -> list[Judged]:
    return judge(contents.entries(), contents.subject, latest_choices(request))


def latest_choices(request: SubjectRequest) -> dict[str, Choice]:
    """What was chosen for each entry last, by its key."""
    return {
        key: Choice(choice["include"], choice["reason"], choice["by"])
        for choice in all_choices(request)
        for key in choice["entries"]
    }


def all_choices(request: SubjectRequest) -> list[dict[str, Any]]:
    choices: list[dict[str, Any]] = decrypt(request, "choices").get("choices", [])
    return choices


def preparers(request: SubjectRequest) -> set[UUID]:
    """Everybody who had a hand in the copy, so that they may not release it."""
    hands = {request.begun_by_id, request.prepared_by_id}
    return {pk for pk in hands if pk} | {UUID(choice["by"]) for choice in all_choices(request)}


def end_request(
    request: SubjectRequest, state: SubjectRequest.State, *, because: str, by: User, at: datetime
) -> None:
    """Move a locked request to a final state. The caller has the transaction and the event."""
    add_sealed_words(request, because=because)
    request.state, request.decided_by, request.decided_at = state, by, at
    request.save(update_fields=["state", "decided_by", "decided_at", "sealed"])


def add_sealed_words(request: SubjectRequest, **words: str) -> None:
    """Add to the encrypted words of a request, without saving it."""
    encrypt(request, sealed={**decrypt(request), **words})

"""A second person releases a copy, sends it back or refuses it. Source: ASVS 2.3.5."""

from datetime import datetime

from django.db import transaction

from checklists.audit.recording import record
from checklists.cases.models.case import Case
from checklists.people.models.users import User
from checklists.records.deciding import may_release, require
from checklists.records.models import SubjectRequest
from checklists.records.preparing import (
    State,
    add_sealed_words,
    end_request,
    lock_request,
    preparers,
)

SECOND_PERSON_DECIDES = (
    "Another safeguarding lead or manager has to decide: nobody who prepared the copy, "
    "and not the holder of the record."
)


@transaction.atomic
def release(request: SubjectRequest, *, by: User, at: datetime) -> SubjectRequest:
    """The copy may go out, exactly as it was put forward. Raises NotYours, RequestMovedOn."""
    row = lock_request(request, State.WAITING)
    require(may_decide(by, row), SECOND_PERSON_DECIDES)
    # `document` stays as it was fixed when release was asked for: what was read is what goes out.
    end_request(row, State.RELEASED, because="", by=by, at=at)
    record("request.released", row, by=by, at=at, case=row.case_id)
    return row


@transaction.atomic
def send_back(request: SubjectRequest, *, because: str, by: User, at: datetime) -> None:
    """The copy is to be prepared again; what was chosen stays. Raises NotYours, RequestMovedOn."""
    row = lock_request(request, State.WAITING)
    require(may_decide(by, row), SECOND_PERSON_DECIDES)
    add_sealed_words(row, back=because)
    # Both are made anew from the record when the copy is put forward again.
    row.state, row.document, row.withheld = State.PREPARING, b"", b""
    row.save(update_fields=["state", "document", "withheld", "sealed"])
    record("request.sent_back", row, by=by, at=at, case=row.case_id)


def send_back_waiting_copies(case: Case) -> int:
    """Send copies that wait for release back to be prepared, because something in them was entered
    in error; gives how many. Called inside the transaction that removes it and logs the event."""
    waiting = SubjectRequest.objects.filter(case=case, state=State.WAITING)
    return waiting.update(state=State.PREPARING, document=b"", withheld=b"")


@transaction.atomic
def refuse(request: SubjectRequest, *, because: str, by: User, at: datetime) -> None:
    """No copy is given; the reason stays inside. Raises NotYours, RequestMovedOn."""
    row = lock_request(request, State.PREPARING, State.WAITING)
    require(may_decide(by, row), SECOND_PERSON_DECIDES)
    end_request(row, State.REFUSED, because=because, by=by, at=at)
    record("request.refused", row, by=by, at=at, case=row.case_id)


def may_decide(user: User, request: SubjectRequest) -> bool:
    """Whether this person may be the second one for this request."""
    return user.pk not in preparers(request) and may_release(user, request.case)

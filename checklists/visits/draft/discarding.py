"""A visit begun by mistake is discarded: by its author alone while nothing was saved in it.

With something in it a second person agrees (withdrawal). Either way its row stays, and says so
in the list of visits: nobody wonders where a visit went, or who saw to it that it did.
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from checklists.accounts import unsent
from checklists.answers import private
from checklists.answers.models import AnswerSheet, Receipt
from checklists.answers.saving import lock
from checklists.audit.recording import record
from checklists.audit.refused import Overtaken, Refused
from checklists.people.models.users import User
from checklists.visits.draft.holding import NotADraft
from checklists.visits.forgetting_adults import forget_adults
from checklists.visits.models import Visit
from checklists.visits.withdrawals import has_call

# As static/scripts/words.js names the form of a call: its address, and what it sends unseen.
CALL_FORM = "{url} csrfmiddlewaretoken"
STILL_THERE = "Something was written in this visit meanwhile. It was not discarded."


class NotEmpty(Overtaken):
    """Something was saved in the draft."""


class CallNotSent(Overtaken):
    """Words about a call were typed in the draft and not sent yet."""


class CallRecorded(Refused):
    """A call stands in the draft, and a call that was made is never lost."""


class WrittenMeanwhile(Overtaken):
    """The draft says something else than the second person has read."""


@transaction.atomic
def discard(visit: Visit, *, mistake: str, by: User, at: datetime) -> Visit:
    """Discard the person's own draft, in which nothing was ever saved.

    Raises signing.NotADraft, NotEmpty or CallNotSent, changing nothing.
    """
    drafts = Visit.objects.editable_by(by).select_for_update(of=("self",)).select_related("case")
    row = drafts.filter(pk=visit.pk).first()
    if row is None:
        raise NotADraft
    lock_sheet(row)
    if has_answers(row):
        raise NotEmpty(STILL_THERE)
    if has_call_not_sent(row, at):
        raise CallNotSent(STILL_THERE)
    mark_discarded(row, mistake=mistake, by=by, at=at)
    record("visit.discarded", row, by=by, at=at, case=row.case_id, mistake=mistake)
    return row


def discard_written_draft(
    visit: Visit, *, read: str, asked_by: User, by: User, at: datetime
) -> None:
    """Empty a draft for good and discard it, once a second person agreed.

    The caller holds the visit; `read` is its `last_saved` when that person read it. Raises
    WrittenMeanwhile or CallRecorded, changing nothing.
    """
    lock_sheet(visit)
    if last_saved(visit) != read:
        raise WrittenMeanwhile("It was written in since you read it. Nothing changed.")
    if has_call(visit):
        raise CallRecorded("A call was recorded in it, so it cannot be discarded.")
    forget_adults(visit, until=at)
    mark_discarded(visit, mistake=Visit.Mistake.OTHER, by=by, at=at)
    record(
        "visit.discarded",
        visit,
        by=by,
        at=at,
        case=visit.case_id,
        mistake=visit.mistake,
        asked_by=asked_by.pk,
    )


def lock_sheet(visit: Visit) -> None:
    """The sheet as it is now, held: a save that came first is seen, a later one is refused."""
    visit.sheet = lock(AnswerSheet(pk=visit.sheet_id, case=visit.case, version=visit.version))


def has_answers(visit: Visit) -> bool:
    """Whether anything was ever saved: an answer of either half, a mark, a call, an adult, who
    was there.

    An answer that was emptied again counts too: somebody wrote there.
    """
    row, private_answers = private.lock_private_sheet(visit.sheet)
    return bool(visit.sheet.body or private_answers or private.room_of(row))


def has_call_not_sent(visit: Visit, at: datetime) -> bool:
    """Of what is written in a visit, only the form of a call does not save by itself."""
    place = CALL_FORM.format(url=reverse("call_sheet", args=[visit.pk]))
    return unsent.has_kept_words(visit.author, place=place, at=at)


def last_saved(visit: Visit) -> str:
    """Tells whether the draft was written in since: when it was last saved; '' for never."""
    return visit.sheet.saved_at.isoformat() if visit.sheet.saved_at else ""


def mark_discarded(visit: Visit, *, mistake: str, by: User, at: datetime) -> None:
    """Nothing of it is left to read or to write; its kind stays, for a page that is still open."""
    Receipt.objects.filter(sheet=visit.sheet_id).delete()
    private.discard(visit.sheet, at=at)
    AnswerSheet.objects.filter(pk=visit.sheet_id).update(body={}, frozen_at=at)
    visit.status, visit.mistake = Visit.Status.DISCARDED, mistake
    visit.discarded_at, visit.discarded_by = at, by
    visit.present = visit.was_present = []
    visit.save(
        update_fields=[
            *("status", "mistake", "discarded_at", "discarded_by"),
            *("present", "was_present"),
        ]
    )

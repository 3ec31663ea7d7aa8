"""A visit that was signed in the wrong record: who may ask that it goes, and how it is emptied."""

from datetime import datetime

from checklists.answers import private
from checklists.answers.in_force import record_of
from checklists.answers.models import AnswerSheet
from checklists.guidance.known_prompts import ADULT_NAME, REFERENCE
from checklists.household.adults import entries
from checklists.household.models import Adult
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.models import Amendment, PointCount, Visit, Withdrawal


def may_ask_out(visit: Visit, by: User) -> bool:
    """Whether the one who may open this visit may ask that it is taken out: author and holder.

    Of a draft its author, while something is written in it and no call: without a word she
    discards it herself, and a call that was made stays.
    """
    if visit.status == Visit.Status.DRAFT:
        is_written = visit.sheet.saved_at is not None and not has_call(visit)
        return is_written and by.pk == visit.author_id
    is_signed = visit.status == Visit.Status.SIGNED
    return is_signed and by.pk in (visit.author_id, visit.case.owner_id)


def has_call(visit: Visit) -> bool:
    """Whether a call about a mark is recorded in the visit."""
    return bool(visit.sheet.body.get(REFERENCE, {}).get("value"))


def asked_out(visit: Visit) -> Withdrawal | None:
    """The asking that waits for a second person, or None."""
    return visit.withdrawals.filter(ended_at=None).select_related("asked_by").first()


def left_standing(visit: Visit, user: User) -> Withdrawal | None:
    """What this person asked last, when somebody else left the visit as it is; None otherwise."""
    last = (
        visit.withdrawals.filter(asked_by=user)
        .select_related("ended_by")
        .order_by("asked_at")
        .last()
    )
    declined = last and last.outcome == Withdrawal.Outcome.DECLINED and last.ended_by_id != user.pk
    return last if declined else None


def empty(visit: Visit, *, at: datetime) -> None:
    """Take every word, kind and count of a signed visit away, for good.

    The caller holds the visit with its case and sheet, and records the event. What is left says
    that there was an entry, who signed it, and when it was taken out.
    """
    forget_adults(visit, until=visit.signed_at or at)
    private.empty(visit.sheet)
    AnswerSheet.objects.filter(pk=visit.sheet_id).update(body={})
    Amendment.objects.filter(visit=visit).update(sealed=b"")
    PointCount.objects.filter(visit=visit).update(outcome=PointCount.Outcome.TAKEN_OUT)
    Visit.objects.filter(pk=visit.pk).update(
        status=Visit.Status.WITHDRAWN,
        **dict.fromkeys(("visit_type", "stage", "outcome", "place", "note"), ""),
        present=[],
        was_present=[],
        held_at=at,
        written_at=at,
    )


def forget_adults(visit: Visit, *, until: datetime) -> None:
    """The adults whom nothing but this visit knows: added at it, while it was written `until` it
    was signed or is discarded, and named nowhere else.

    They belong to the other family. In doubt an adult stays, and a person decides.
    """
    written = (london_date(visit.written_at), london_date(until))
    Adult.objects.filter(
        pk__in=private.own_adults(visit.sheet, ADULT_NAME) - known_without(visit),
        case=visit.case,
        added_by=visit.author_id,
        since_on__range=written,
    ).delete()


def known_without(visit: Visit) -> set[str]:
    """Ids of the adults of whom anything but this visit speaks: another visit or draft, the
    household page, an item, somebody who asks for a copy."""
    case = visit.case
    written = {record_of(key) for entry in entries(case) for key in entry.answers}
    subjects = OutstandingItem.objects.filter(case=case).values_list("subject", flat=True)
    wanted = case.subject_requests.exclude(adult=None).values_list("adult", flat=True)
    elsewhere = private.adults_named(case, apart_from=visit.sheet_id)
    return {*elsewhere, *written, *map(record_of, subjects), *map(str, wanted)}

"""Whether a visit's withdrawal may be asked for, was asked for, or was declined."""

from checklists.guidance.known_prompts import REFERENCE
from checklists.people.models.users import User
from checklists.visits.models import Visit, Withdrawal


def may_ask_withdrawal(visit: Visit, by: User) -> bool:
    """Whether one who may open this visit may ask for its withdrawal: its author and the holder.

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


def waiting_withdrawal(visit: Visit) -> Withdrawal | None:
    """The withdrawal that waits for a second person, or None."""
    return visit.withdrawals.filter(ended_at=None).select_related("asked_by").first()


def declined_withdrawal(visit: Visit, user: User) -> Withdrawal | None:
    """What this person asked last, when somebody else left the visit as it is; None otherwise."""
    last = (
        visit.withdrawals.filter(asked_by=user)
        .select_related("ended_by")
        .order_by("asked_at")
        .last()
    )
    declined = last and last.outcome == Withdrawal.Outcome.DECLINED and last.ended_by_id != user.pk
    return last if declined else None

"""Write down what came of a call about a mark on a baby."""

from datetime import datetime

from django.db import transaction

from checklists.answers.saving import Change, lock, save_point
from checklists.guidance.known_prompts import (
    REFERENCE,
    REFERRAL,
    REFERRAL_MADE,
    REFERRAL_MADE_BY_OTHER,
)
from checklists.nhsuk.wording import at_time, in_words
from checklists.people.models.users import User
from checklists.visits.models import Visit

REFERRED = (REFERRAL_MADE, REFERRAL_MADE_BY_OTHER)


@transaction.atomic
def record_call(
    visit: Visit, *, spoke_to: str, rang_at: datetime, reference: str, by: User, at: datetime
) -> bool:
    """Write who took the referral, when and the reference into the visit's answers.

    A further call is written under the one before it; the same call sent twice stands once, and
    False says that it was there. Says that the referral was made today by phone, unless another
    professional's is recorded. Raises saving.SheetFrozen when the visit was signed meanwhile.
    """
    # What is there is read under the lock: calls recorded at once would write over each other.
    body = lock(visit.sheet).body
    calls = (body.get(REFERENCE, {}).get("value") or "").splitlines()
    call = f"{spoke_to}, {in_words(rang_at)}, {at_time(rang_at)}. Reference: {reference}"
    # Sent twice, or by two windows: the words of a call tell it from another one.
    changes = {} if call in calls else {REFERENCE: Change("\n".join([*calls, call]))}
    if body.get(REFERRAL, {}).get("value") not in REFERRED:
        changes[REFERRAL] = Change(REFERRAL_MADE)
    save_point(
        visit.sheet,
        changes=changes,
        base_revisions={key: body[key]["revision"] for key in changes if key in body},
        receipt=None,
        by=by,
        at=at,
        target=visit,
    )
    return call not in calls

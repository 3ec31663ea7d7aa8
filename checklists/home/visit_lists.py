"""The visits of an opened case, for its overview and its list.

Everyone who may open the case sees that a colleague has begun a visit, and nothing written in it.
"""

from collections.abc import Sequence

from checklists.cases.models.case import Case
from checklists.visits.models import Visit, VisitQuerySet

LATEST = 3
READ_FOR_LATEST = 50


def visits_of(case: Case) -> VisitQuerySet:
    """Latest first, also what a colleague writes now: `words.visit_row` says only that she does."""
    visits = case.visits.with_what_followed().select_related("signed_by", "author")
    return visits.order_by("-held_at")


def latest_contacts(visits: Sequence[Visit]) -> Sequence[Visit]:
    """The latest contacts, and the visits discarded since, which do not count among them."""
    contacts = [
        place for place, visit in enumerate(visits) if visit.status != Visit.Status.DISCARDED
    ]
    return visits[: contacts[LATEST]] if len(contacts) > LATEST else visits

"""Forget the adults whom nothing but one visit knows, when that visit goes."""

from datetime import datetime

from checklists.answers import private
from checklists.answers.in_force import record_of
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.household.adults import entries
from checklists.household.models import Adult
from checklists.outstanding.models import OutstandingItem
from checklists.reading.clock import london_date
from checklists.visits.models import Visit


def forget_adults(visit: Visit, *, until: datetime) -> None:
    """The adults whom nothing but this visit knows: added at it, while it was written `until` it
    was signed or is discarded, and named nowhere else.

    They belong to the other family. In doubt an adult stays, and a person decides.
    """
    # Days, since an adult bears the day and not the moment of being added.
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

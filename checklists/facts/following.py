"""What was worked out from a date of a case is worked out again when that date changes.

Rooms above keep some of it. They are named here as a foreign key names a model of theirs, because
nothing here may import them, and no verb that changes a date may leave them out.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.module_loading import import_string

from checklists.cases.models.case import Case
from checklists.facts.storing import plan_next_contact
from checklists.people.models.users import User
from checklists.reading.clock import london_date

FOLLOWERS = ("checklists.visits.draft.restaging.follow_changed_date",)


class ChangedDate(StrEnum):
    """Which date changed, as the log says it."""

    BIRTH = "birth"
    DATE_OF_BIRTH = "date_of_birth"
    DUE_DATE = "due_date"
    MOVE = "move"


@dataclass
class Dates:
    """What a case counts from."""

    born_on: date | None
    due_on: date | None
    notified_on: date | None = None


def dates_of(case: Case) -> Dates:
    return Dates(case.born_on, case.due_on, case.notified_on)


def follow_dates(case: Case, was: Dates, *, by: User, at: datetime) -> None:
    """Move what follows from the dates of a case, which were `was` until now.

    Called inside the transaction of the verb that changed one; it holds the case.
    """
    if dates_of(case) == was:
        return
    plan_next_contact(case, on=london_date(at))
    for name in FOLLOWERS:
        import_string(name)(case, was, by=by, at=at)


def changed_date(was: Dates, now: Dates) -> ChangedDate:
    if was.born_on != now.born_on:
        return ChangedDate.DATE_OF_BIRTH if was.born_on else ChangedDate.BIRTH
    return ChangedDate.DUE_DATE if was.due_on != now.due_on else ChangedDate.MOVE

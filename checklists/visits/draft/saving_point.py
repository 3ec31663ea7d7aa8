"""Save what was typed on the page of a point, and what one press says of its questions."""

from collections.abc import Collection
from datetime import datetime

from django.http import QueryDict

from checklists.answers.could_not_ask import changes_for_could_not
from checklists.answers.forms import PointForm
from checklists.answers.map_presses import with_press_on_map
from checklists.answers.models import Receipt
from checklists.answers.saving import Change, Saved, save_in
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.draft.contradicting import without_contradicting
from checklists.visits.draft.point import Point
from checklists.visits.presence import reason_by_presence


def read_answers(point: Point, data: QueryDict, *, confirming: Collection[str] = ()) -> PointForm:
    """What was typed on the page; `confirming` are the keys that the press confirms unchanged."""
    working = point.working
    return PointForm(
        point.keyed,
        with_press_on_map(data) if point.task.is_body_map else data,
        compiled=working.compiled,
        documents=working.documents,
        last_time=working.last_time,
        on=london_date(working.visit.held_at),
        confirming=confirming,
    )


def could_not_ask(point: Point, reason: str) -> dict[str, Change]:
    """What a neutral reason on a shut page records; nothing for none or an unknown one."""
    # Which reasons fit is asked last: it reads the whole visit, and most pages send no reason.
    if not reason or point.opened or reason not in known_reasons(point):
        return {}
    working = point.working
    present = reason_by_presence(working.visit.present)
    changes = changes_for_could_not(
        point.unanswered(), reason, working.compiled, present, circumstances=working.circumstances
    )
    return without_contradicting(changes, working) if changes else {}


def known_reasons(point: Point) -> set[str]:
    return {one.value for one in point.working.neutral_reasons}


def save_answers(
    point: Point,
    form: PointForm,
    could_not: dict[str, Change],
    *,
    receipt: Receipt | None,
    by: User,
    at: datetime,
) -> Saved:
    """Save what the form reads and what could not be asked, while the draft is held.

    Raises receipts.ReceiptTaken, and the caller takes all of it back.
    """
    changes = {**form.changes, **could_not}
    return save_in(
        point.working.visit.sheet,
        changes=changes,
        base_revisions={**present_revisions(point, changes), **form.base_revisions},
        receipt=receipt,
        by=by,
        at=at,
        target=point.working.visit,
    )


def present_revisions(point: Point, changes: Collection[str]) -> dict[str, int]:
    """Those of prompts that were not on the page themselves, so that the page names none."""
    entries = point.working.documents
    return {key: entries[key]["revision"] for key in changes if key in entries}

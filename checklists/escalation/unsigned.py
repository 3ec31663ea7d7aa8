"""Since when the answers of a visit that is not signed would open an immediate item."""

from collections.abc import Iterable
from datetime import datetime

from checklists.answers.in_force import Document
from checklists.cases.access import WholeRecord
from checklists.escalation.models import Unread
from checklists.outstanding.models import Priority
from checklists.outstanding.rules import PlannedItem
from checklists.visits.draft.planning import contact_of, plan_of
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit

IMMEDIATE = Priority.IMMEDIATE.name.lower()


def look_at(visit: Visit) -> None:
    """Note what the draft would open as it was saved last. It shows nothing of it to anybody."""
    saved_at = visit.sheet.saved_at
    row, _ = Unread.objects.get_or_create(
        kind=Unread.Kind.VISIT, about=visit.pk, defaults={"case_ref": visit.case_id}
    )
    found = immediate_since(visit)
    # A later save that still opens it does not put it off.
    if found is None or row.since is None:
        row.starts_again(found)
    row.looked_at = saved_at
    row.keep()


def immediate_since(visit: Visit) -> datetime | None:
    """When the answer was saved that would open an immediate item, or raise one to it; None where
    none would. A rule reads all answers, also those that only the author may see."""
    working = WorkingVisit(visit, WholeRecord(visit.author))
    urgent = {item.pk for item in working.items if item.priority == Priority.IMMEDIATE}
    new = [
        planned
        for planned in plan_of(working, contact_of(working)).opens
        if planned.priority == IMMEDIATE and planned.met_again not in urgent
    ]
    return min((saved_at(one, working.documents, visit) for one in new), default=None)


def saved_at(planned: PlannedItem, documents: Document, visit: Visit) -> datetime:
    """When the last of the answers was saved that make it true; what is true without any counts
    from the last save."""
    said = [documents[key]["at"] for key in keys_of(planned) if key in documents]
    if said:
        return datetime.fromisoformat(max(said))
    return visit.sheet.saved_at or visit.written_at


def keys_of(planned: PlannedItem) -> Iterable[str]:
    """The keys of the sheet of those prompts; in the record of an adult they name it."""
    record = planned.subject.removeprefix("adult:")
    return [f"{key}:{record}" if record != planned.subject else key for key in planned.because]

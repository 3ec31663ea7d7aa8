"""Copy what concerns the household to the drafts of the other babies: one deliberate action."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from checklists.answers.in_force import Entry, prompt_key, record_of
from checklists.answers.saving import Change, save_point
from checklists.audit.recording import record
from checklists.cases.access import Reads, access_to
from checklists.guidance.applies import Task
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.household.adults import add_adult
from checklists.people.models.users import User
from checklists.visits.draft.contradicting import without_contradicting
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit

# The learning points that speak of the parents and the home and not of one baby; our own choice.
OF_THE_HOUSEHOLD = frozenset({2, 5, 8, 9, 10})
HOME = "home"


def drafts_of_twins(visit: Visit, by: User) -> list[Visit]:
    """The person's own drafts for the other babies of this birth; [] for a baby born alone."""
    if visit.case.birth_order is None:
        return []
    drafts = Visit.objects.editable_by(by).select_related("case", "sheet", "version")
    return list(drafts.filter(case__family=visit.case.family).exclude(case=visit.case_id))


def household_tasks(working: WorkingVisit) -> list[Task]:
    """The pages of this visit that concern the household and have something written on them."""
    written = {prompt_key(key) for key in working.current}
    return [
        task
        for task in working.all_tasks
        if (task.point_number in OF_THE_HOUSEHOLD or task.section == HOME)
        and written & {prompt.key for prompt in task.prompts}
    ]


@transaction.atomic
def copy_to_twins(visit: Visit, right: Reads, *, at: datetime) -> int:
    """Copy the answers about the household to each draft of a twin; how many were copied.

    What is already answered there stays, and what would contradict it or only the practitioner can
    answer is left to her. An adult whom the twin's record does not name yet is
    added to it. Raises saving.SheetFrozen when one of the drafts has been signed meanwhile.
    """
    working, by = WorkingVisit(visit, right), right.by
    copied = 0
    for draft in drafts_of_twins(visit, by):
        there = access_to(by, draft.case_id)
        if there is None:  # closed to her this very moment
            continue
        new = copy_to_one_twin(WorkingVisit(draft, there), working, by=by, at=at)
        if new:
            record("visit.copied_to_twin", draft, by=by, at=at, case=draft.case_id, answers=new)
        copied += new
    return copied


def copy_to_one_twin(twin: WorkingVisit, working: WorkingVisit, *, by: User, at: datetime) -> int:
    keys = {prompt.key for task in household_tasks(working) for prompt in task.prompts}
    keys &= {prompt.key for prompt in twin.prompts if not prompt.practitioner_only}
    entries = {key: entry for key, entry in working.current.items() if prompt_key(key) in keys}
    same_adult = match_adults(twin, working, entries, by=by, at=at)
    changes = {}
    for key, entry in entries.items():
        there = f"{prompt_key(key)}:{same_adult[record_of(key)]}" if record_of(key) else key
        if there not in twin.documents:
            changes[there] = change_for_twin(twin, there, entry)
    # Read anew: an adult may have been added just now.
    changes = without_contradicting(changes, WorkingVisit(twin.visit, twin.right))
    saved = save_point(
        twin.visit.sheet,
        changes=changes,
        base_revisions={},
        receipt=None,
        by=by,
        at=at,
        target=twin.visit,
    )
    return len(changes) - len(saved.clashes)


def change_for_twin(twin: WorkingVisit, key: str, entry: Entry) -> Change:
    """The same answer; it confirms last time's only where that was the same for this twin too."""
    known = twin.last_known.get(key, {}).get("value")
    confirms = entry["how"] == "confirmed" and known != entry["value"]
    how = "answered" if confirms else entry["how"]
    return Change(entry["value"], reason=entry["reason"], note=entry["note"], how=how)


def match_adults(
    twin: WorkingVisit, working: WorkingVisit, entries: Mapping[str, Any], *, by: User, at: datetime
) -> dict[str, str]:
    """For each adult written about here the id of the same adult in the twin's record."""
    named_there = {name_of(twin, str(adult.pk)): str(adult.pk) for adult in twin.adults}
    found = {}
    for adult in working.adults:
        here = str(adult.pk)
        if here not in map(record_of, entries):
            continue
        there = named_there.get(name_of(working, here))
        if there is None:
            new = add_adult(twin.case, named=adult.named, answers={}, by=by, at=at)
            there = str(new.pk)
        found[here] = there
    return found


def name_of(working: WorkingVisit, adult: str) -> Any:
    """What the adult is called on this record; the id where no name was ever written."""
    given = working.answers_in_force.get(f"{ADULT_NAME}:{adult}")
    return given.value if given and given.value else adult

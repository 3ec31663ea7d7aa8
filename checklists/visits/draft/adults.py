"""Someone new around the baby, met or heard of during a visit."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from checklists.answers.saving import Change, save_point
from checklists.audit.recording import hold_chain
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.household.adults import NAME_NOT_KNOWN, add_adult
from checklists.household.models import Adult
from checklists.people.models.users import User
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit


@transaction.atomic
def add_at_visit(
    visit: Visit, *, name: str, named: str, by: User, at: datetime, pk: UUID | None = None
) -> Adult:
    """A new adult of the case, with the name among this visit's answers.

    Without a name, that it is not known or not shared is what is recorded. The same `pk` again
    adds nobody. Raises saving.SheetFrozen and inserting.NotMine, changing nothing.
    """
    hold_chain(by)
    if named not in Adult.Named.values:
        named = how_well_named(name)
    adult = add_adult(visit.case, named=named, answers={}, by=by, at=at, pk=pk)
    save_point(
        visit.sheet,
        changes={f"{ADULT_NAME}:{adult.pk}": Change(name or NAME_NOT_KNOWN)},
        base_revisions={},
        receipt=None,
        by=by,
        at=at,
        target=visit,
    )
    return adult


def add_at_review(
    working: WorkingVisit, *, name: str, named: str, at: datetime, pk: UUID | None = None
) -> Adult:
    """The same at review; where this visit asks no names, the name goes to the household.

    Raises saving.SheetFrozen and inserting.NotMine, changing nothing.
    """
    if any(prompt.key == ADULT_NAME for prompt in working.prompts):
        return add_at_visit(working.visit, name=name, named=named, by=working.by, at=at, pk=pk)
    how = named if named in Adult.Named.values else how_well_named(name)
    said = {ADULT_NAME: {"value": name or NAME_NOT_KNOWN, "reason": ""}}
    return add_adult(working.case, named=how, answers=said, by=working.by, at=at, pk=pk)


def how_well_named(name: str) -> str:
    return Adult.Named.KNOWN if name else Adult.Named.NOT_SHARED

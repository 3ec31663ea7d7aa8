"""A draft follows a date of the case that was changed: it asks what fits the baby's dates."""

from collections.abc import Iterable
from datetime import datetime

from checklists.answers.in_force import Document, prompt_key
from checklists.audit.recording import record
from checklists.cases.ages import born_by
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts
from checklists.facts.following import Dates
from checklists.facts.storing import read_facts
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.draft.starting import propose_type, types_for
from checklists.visits.following import move_items
from checklists.visits.models import Visit


def follow_changed_date(case: Case, was: Dates, *, by: User, at: datetime) -> None:
    """Called by `facts.following`, inside the transaction of the verb that changed the date.

    Items and drafts go by the same facts, which are read once.
    """
    facts = read_facts(case, with_private=True)
    move_items(case, was, facts, by=by, at=at)
    restage_drafts(case, facts, by=by, at=at)


def is_of_another_stage(documents: Document, asked: Iterable[CompiledPrompt]) -> bool:
    """Whether a draft holds answers to what only the stage it was begun in asks."""
    return not {prompt_key(key) for key in documents} <= {prompt.key for prompt in asked}


def restage_drafts(case: Case, facts: Facts, *, by: User, at: datetime) -> None:
    """A draft asks what fits the baby's dates; what was answered is kept, and counts if asked."""
    drafts = Visit.objects.select_for_update(of=("self",)).filter(
        case=case, status=Visit.Status.DRAFT
    )
    for draft in drafts:
        stage = stage_of(draft, case)
        if stage == draft.stage:
            continue
        draft.stage = stage
        if draft.visit_type not in {kind.slug for kind in types_for(stage)}:
            draft.visit_type = propose_type(case, facts, london_date(draft.held_at))
        draft.save(update_fields=["stage", "visit_type"])
        record("visit.followed_a_date", draft, by=by, at=at, case=case, stage=stage)


def stage_of(draft: Visit, case: Case) -> str:
    """Pregnancy or born by the day it was held. On the day of the birth both are possible, and
    who began it knows."""
    on = london_date(draft.held_at)
    if on == case.born_on:
        return draft.stage
    return Visit.Stage.BORN if born_by(case, on) else Visit.Stage.PREGNANCY

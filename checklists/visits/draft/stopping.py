"""Stop early: one reason for what is unanswered, and nothing else changes.

What the practitioner alone can answer is left to her, and so is what would contradict an answer.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from checklists.answers.before_signing import OUT_OF_PLACE, REASON, Gap
from checklists.answers.could_not_ask import change_for_could_not, fitting_reason
from checklists.answers.in_force import prompt_key
from checklists.answers.saving import Change, save_point
from checklists.audit.recording import record
from checklists.cases.access import Reads
from checklists.guidance.known_prompts import LATER
from checklists.visits.draft.contradicting import without_contradicting
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from checklists.visits.presence import reason_by_presence

# An answer "not asked" may show a follow-up, and that one another; content has chains of two.
MOST_PASSES = 5


def reasons_to_stop(working: WorkingVisit) -> list[tuple[str, str]]:
    """The neutral reasons that fit, for anyone to read; not the promise to say it later."""
    return [(one.value, one.label) for one in working.neutral_reasons if one.value != LATER]


@transaction.atomic
def stop_early(visit: Visit, right: Reads, *, reason: str, at: datetime) -> int:
    """Give a neutral reason to every gap that one reason may stand for; how many got one.

    Each prompt records its own "not done" and its own nearest reason where it has them. Raises
    saving.SheetFrozen when the visit has been signed meanwhile.
    """
    given, by = 0, right.by
    working = WorkingVisit(visit, right)
    for _ in range(MOST_PASSES):
        changes = changes_to_stop(working, reason)
        if not changes:
            break
        given += len(changes)
        save_point(
            visit.sheet,
            changes=changes,
            base_revisions={key: revision_of(working, key) for key in changes},
            receipt=None,
            by=by,
            at=at,
            target=visit,
        )
        working = working.after_saving()
    if given:
        record("visit.stopped_early", visit, by=by, at=at, case=visit.case_id, answers=given)
    return given


def changes_to_stop(working: WorkingVisit, reason: str = LATER) -> dict[str, Change]:
    """What one reason for all records as the visit stands; the keys are the same for any reason."""
    left = [gap for gap in working.gaps() if may_cover(gap, working)]
    wanted = {gap.key: change_for(gap, working, reason) for gap in left}
    return without_contradicting(wanted, working) if wanted else {}


def may_cover(gap: Gap, working: WorkingVisit) -> bool:
    return gap.why != OUT_OF_PLACE and not is_hers_alone(gap, working)


def is_hers_alone(gap: Gap, working: WorkingVisit) -> bool:
    """Whether only the practitioner can answer it, so that no reason for all may stand for it."""
    return working.compiled.prompts[prompt_key(gap.key)].practitioner_only


def change_for(gap: Gap, working: WorkingVisit, reason: str) -> Change:
    prompt = working.compiled.prompts[prompt_key(gap.key)]
    present = reason_by_presence(working.visit.was_present)
    wording, circumstances = working.compiled, working.circumstances
    nearest = fitting_reason(reason, gap.key, prompt, wording, present, circumstances)
    entry = working.documents.get(gap.key)
    if entry and gap.why == REASON:
        return Change(entry["value"], reason=nearest, note=entry["note"], how=entry["how"])
    said = change_for_could_not(prompt, nearest, known=gap.key in working.last_time.known)
    return replace(said, note=entry["note"] if entry else "")


def revision_of(working: WorkingVisit, key: str) -> int:
    entry = working.documents.get(key)
    return entry["revision"] if entry else 0

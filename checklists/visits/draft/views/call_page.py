"""What the page of next steps shows besides its questions."""

from typing import Any

from checklists.answers.in_force import Document, prompt_key
from checklists.guidance.clock_settings import working_day
from checklists.guidance.known_prompts import REFERENCE
from checklists.visits.call_facts import (
    facts_to_say,
    officer_row,
    steps_row,
    whom_to_ring,
)
from checklists.visits.draft.forms.calls import CallForm
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.marks import calls_for_the_telephone


def call_context(working: WorkingVisit, form: CallForm | None = None) -> dict[str, Any]:
    """What the page of next steps shows besides its questions."""
    team = working.case.team
    return {
        # The settings of the day of the visit, which this page has read already.
        **whom_to_ring(team, working_day(working.settings)),
        "calls": calls_for_the_telephone(working.answers_in_force),
        "facts": [
            *facts_to_say(working.visit, working.compiled, answers_that_count(working)),
            steps_row(working.items, working.item_steps, working.compiled),
            officer_row(team),
        ],
        "call_form": form or CallForm(),
        "form": form,
        "reference": working.documents.get(REFERENCE, {}).get("value", ""),
    }


def answers_that_count(working: WorkingVisit) -> Document:
    """The open answers that count in a draft: those of today, else those carried."""
    prompts = working.compiled.prompts
    return {
        key: entry
        for key, entry in {**working.carried, **working.current}.items()
        if key in working.shown and not prompts[prompt_key(key)].is_private
    }

"""What a visit leaves unknown about the family, kept in its sheets as it was on that day.

A sheet names the questions, how they stand and where an answer lies; like what was carried
(`document_to_sign`) it repeats no words of another visit, which may have been entered in error.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from checklists.facts.facts import facts_after_contact
from checklists.facts.not_known import Question, baseline_questions, not_known
from checklists.facts.rule_facts import facts_for_rules
from checklists.visits.draft.document_to_sign import blank_entry
from checklists.visits.draft.planning import Preview
from checklists.visits.draft.working import WorkingVisit


def questions_left_by(preview: Preview) -> list[Question]:
    """The baseline questions that are not known once this draft is signed as it stands.

    The private ones too, where the facts were read with their private part.
    """
    working, contact = preview.working, preview.contact
    after = facts_after_contact(working.facts, contact)
    found = baseline_questions(
        working.compiled,
        after,
        stage=working.visit.stage,
        adults=working.adults,
        values=facts_for_rules(
            working.case, after, contact.on, open_items=working.items, adults=working.adults
        ),
        settings=working.settings,
    )
    return not_known(found)


def with_not_known(
    document: dict[str, dict[str, Any]],
    questions: Iterable[Question],
    working: WorkingVisit,
    *,
    at: datetime,
) -> dict[str, dict[str, Any]]:
    """The document to sign; the entry of each question says how it stands, under "not_known"."""
    kept = {
        one.key: {
            **document.get(one.key, blank_entry(working, at)),
            "not_known": how_it_stands(one),
        }
        for one in questions
    }
    return {**document, **kept}


def how_it_stands(question: Question) -> dict[str, str]:
    """{"standing", "on" (ISO day, '' for never), "visit" ('' also for the household page)}"""
    on = question.on.isoformat() if question.on else ""
    return {"standing": question.standing, "on": on, "visit": question.visit}

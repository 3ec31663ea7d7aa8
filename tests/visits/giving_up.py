"""Leaves unanswered what is missing or contradicts itself, as somebody would who is told so."""

from checklists.answers.saving import Change, save_point
from tests.answers.filling import working_visit
from tests.visits.story import AT_THE_VISIT

MOST_CHANGES = 20  # contradictions found one after the other


def leave_unanswered(row, keys):
    documents = working_visit(row).documents
    save_point(
        row.sheet,
        changes={key: Change(None, reason="short_of_time", how="could_not") for key in keys},
        base_revisions={key: documents[key]["revision"] for key in keys if key in documents},
        receipt=None,
        by=row.author,
        at=AT_THE_VISIT,
        target=row,
    )

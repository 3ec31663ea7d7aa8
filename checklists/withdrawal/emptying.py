"""Empty a visit that was signed in the wrong record."""

from datetime import datetime

from checklists.answers import private
from checklists.answers.models import AnswerSheet
from checklists.visits.forgetting_adults import forget_adults
from checklists.visits.models import Amendment, PointCount, Visit


def empty_visit(visit: Visit, *, at: datetime) -> None:
    """Take every word, kind and count of a signed visit away, for good.

    The caller holds the visit with its case and sheet, and records the event. What is left says
    that there was an entry, who signed it, and when it was withdrawn.
    """
    forget_adults(visit, until=visit.signed_at or at)
    private.empty(visit.sheet)
    AnswerSheet.objects.filter(pk=visit.sheet_id).update(body={})
    Amendment.objects.filter(visit=visit).update(sealed=b"")
    PointCount.objects.filter(visit=visit).update(outcome=PointCount.Outcome.TAKEN_OUT)
    Visit.objects.filter(pk=visit.pk).update(
        status=Visit.Status.WITHDRAWN,
        **dict.fromkeys(("visit_type", "stage", "outcome", "place", "note"), ""),
        present=[],
        was_present=[],
        held_at=at,
        written_at=at,
    )

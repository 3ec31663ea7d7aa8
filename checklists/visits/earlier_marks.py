"""The birthmarks and birth injuries of earlier signed visits, drawn beside those of a later one."""

from checklists.answers.drawn_map import EarlierMark
from checklists.answers.in_force import Document, counted_entries
from checklists.guidance.body_marks import marks_in
from checklists.guidance.known_prompts import BIRTHMARK_CHECKED, BODY_MARKS, IN_A_RECORD
from checklists.reading.clock import london_date
from checklists.visits.models import Visit


def marks_from_birth(visit: Visit) -> list[EarlierMark]:
    """In the order of the visits. Read from what was signed, so that a visit that is taken out
    takes them along."""
    before = Visit.objects.filter(
        case=visit.case_id,
        status=Visit.Status.SIGNED,
        held_at__lt=visit.held_at,
        sheet__body__has_key=BODY_MARKS,
    )
    rows = before.select_related("sheet", "author").order_by("held_at", "pk")
    return [one for row in rows for one in recorded_at(row)]


def recorded_at(visit: Visit) -> list[EarlierMark]:
    said = counted_entries(visit.sheet.body)
    by = visit.author.name_on(visit.signed_at) if visit.signed_at else visit.author.name
    checked = said.get(BIRTHMARK_CHECKED, {}).get("value") == IN_A_RECORD
    return [
        EarlierMark(mark, london_date(visit.held_at), by, by if checked else "")
        for mark in marks_in(said.get(BODY_MARKS, {}).get("value"))
        if mark.is_from_birth
    ]


def marks_beside(visit: Visit, document: Document) -> list[EarlierMark]:
    """Those to draw beside the marks of this document; read only where it has any."""
    drawn = document.get(BODY_MARKS, {}).get("value")
    return marks_from_birth(visit) if drawn else []

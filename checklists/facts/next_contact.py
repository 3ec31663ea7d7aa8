"""The next contact as it stands on a day.

It is stored when something of the case changes, and a day that goes by changes nothing. A suggested
contact whose window has ended since is not the next one any more, so it is worked out again.
"""

from datetime import date
from typing import Any

from checklists.cases.models.case import Case
from checklists.facts.models import CaseFacts
from checklists.facts.storing import next_columns, read_facts


def facts_on(case: Case, on: date) -> CaseFacts:
    """The facts of the case with the next contact of that day; nothing is written."""
    row = case.facts
    if row.next_until is None or row.next_until >= on:
        return row
    # A copy, so that nobody who saves `case.facts` stores the next contact of another day.
    fields: dict[str, Any] = {
        field.attname: getattr(row, field.attname) for field in CaseFacts._meta.concrete_fields
    }
    today = next_columns(case, read_facts(case, with_private=False), on)
    return CaseFacts(**{**fields, **today})

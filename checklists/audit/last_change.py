"""Who changed a field last, by the log, for the page that shows two changes of it."""

from typing import Any
from uuid import UUID

from checklists.audit.models import Event
from checklists.nhsuk.wording import at_time, in_words

EVENTS_READ = 20  # enough: a field that clashes was changed while a page was open


def who_changed(target: str, field: str, *, case: UUID | None = None) -> str:
    """'Ana Hart, 23 November 2026, 2.21pm': from the last event of the row that names the field,
    as a verb or the admin writes it. `case` is that of the row; a row of the admin has none.

    '' when none does: better nobody than somebody who did not do it.
    """
    of_row = Event.objects.filter(case_ref=case, target=target)
    events = of_row.select_related("by").order_by("-at")
    for event in events[:EVENTS_READ]:
        if field in changed_fields(event.details):
            return f"{event.by}, {in_words(event.at)}, {at_time(event.at)}"
    return ""


def changed_fields(details: dict[str, Any]) -> list[str]:
    changed = (one["changed"] for one in details.get("changes", ()) if "changed" in one)
    in_admin = [name for one in changed if "name" not in one for name in one.get("fields", ())]
    return [*details.get("fields", ()), *in_admin]

"""Who changed a field last, as the log has it, for the page on which two changes meet."""

from typing import Any

from checklists.audit.models import Event
from checklists.nhsuk.wording import at_time, in_words

LATEST = 20  # events of the row; a field that clashes was changed while a page stood open


def who_changed(target: str, field: str) -> str:
    """'Ana Hart, 23 November 2026, 2.21pm' of the last event of the row whose fields name it, as
    a verb or the admin writes them.

    '' when none does: nobody is named who may not have done it.
    """
    events = Event.objects.filter(target=target).select_related("by").order_by("-at")
    for event in events[:LATEST]:
        if field in fields_of(event.details):
            return f"{event.by}, {in_words(event.at)}, {at_time(event.at)}"
    return ""


def fields_of(details: dict[str, Any]) -> list[str]:
    own = (one["changed"] for one in details.get("changes", ()) if "changed" in one)
    in_admin = [name for one in own if "name" not in one for name in one.get("fields", ())]
    return [*details.get("fields", ()), *in_admin]

"""Who changed a field last, by the log, for the page that shows two changes of it."""

from typing import Any

from checklists.audit.models import Event
from checklists.nhsuk.wording import at_time, in_words

EVENTS_READ = 20  # enough: a field that clashes was changed while a page was open


def who_changed(target: str, field: str) -> str:
    """'Ana Hart, 23 November 2026, 2.21pm': from the last event of the row that names the field,
    as a verb or the admin writes it.

    '' when none does: better nobody than somebody who did not do it.
    """
    events = Event.objects.filter(target=target).select_related("by").order_by("-at")
    for event in events[:EVENTS_READ]:
        if field in changed_fields(event.details):
            return f"{event.by}, {in_words(event.at)}, {at_time(event.at)}"
    return ""


def changed_fields(details: dict[str, Any]) -> list[str]:
    changed = (one["changed"] for one in details.get("changes", ()) if "changed" in one)
    in_admin = [name for one in changed if "name" not in one for name in one.get("fields", ())]
    return [*details.get("fields", ()), *in_admin]

"""Who changed a field last, as the log has it, for the page on which two changes meet."""

from checklists.audit.models import Event
from checklists.nhsuk.wording import at_time, in_words

LATEST = 20  # events of the row; a field that clashes was changed while a page stood open


def who_changed(target: str, field: str) -> str:
    """'Ana Hart, 23 November 2026, 2.21pm' of the last event of the row whose `fields` name it.

    '' when none does: nobody is named who may not have done it.
    """
    events = Event.objects.filter(target=target).select_related("by").order_by("-at")
    for event in events[:LATEST]:
        if field in event.details.get("fields", ()):
            return f"{event.by}, {in_words(event.at)}, {at_time(event.at)}"
    return ""

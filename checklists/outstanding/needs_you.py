"""What stands under "Needs you": decisions the person has not opened yet, in neutral words."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from checklists.cases.models.notices import Notice
from checklists.nhsuk.wording import at_time
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.rows import day_words
from checklists.people.models.users import User
from checklists.reading.clock import london_date

Kind = Notice.Kind
MOST_NOTICES = 50
PAGES = {
    Kind.LEFT_OPEN: "item",
    Kind.DATE_MOVED: "item",
    Kind.NOT_ACCEPTED: "transfer",
    Kind.ACCESS_ENDED: "emergency_ended",
    Kind.ENTRY_STAYS: "visit_signed",
}
OF_ITEMS = (Kind.LEFT_OPEN, Kind.DATE_MOVED)


def unread_decisions(user: User) -> list[Notice]:
    """The notices to show, newest first; one statement. Those of emptied items are left out."""
    items = OutstandingItem.objects.still_there().filter(pk=OuterRef("about"))
    found = Notice.objects.waiting_for(user).select_related("case")
    found = found.annotate(priority=Subquery(items.values("priority")))
    # An emptied item has no priority here, since `still_there` leaves it out.
    gone = Q(kind__in=OF_ITEMS, priority=None)
    return list(found.filter(kind__in=PAGES).exclude(gone)[:MOST_NOTICES])


def decision_rows(notices: list[Notice], today: date) -> list[dict[str, Any]]:
    return [
        {
            "title": Kind(notice.kind).label,
            "url": reverse(PAGES[Kind(notice.kind)], args=[notice.about]),
            "line": line_of(notice, today),
        }
        for notice in notices
    ]


def line_of(notice: Notice, today: date) -> str:
    """'Wren Fableton. High. 23 November, 2.21pm'. One's own access names no family."""
    urgency = getattr(notice, "priority", None)
    parts = (
        notice.case.name if names_the_family(notice) else "",
        Priority(urgency).label if urgency else "",
        f"{day_words(london_date(notice.at), today)}, {at_time(notice.at)}",
    )
    return ". ".join(part for part in parts if part)


def names_the_family(notice: Notice) -> bool:
    """Who lost emergency access may not see the case any more."""
    return notice.kind != Kind.ACCESS_ENDED


def cases_named(notices: list[Notice]) -> list[Any]:
    """The cases whose names the list shows, for the log."""
    return [notice.case_id for notice in notices if names_the_family(notice)]

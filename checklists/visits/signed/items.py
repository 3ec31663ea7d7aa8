"""The items that a signed visit opened and closed, as its page, its print and its copy say them.

A row says what became of an item, and not whose it is now: a signed visit is no list of work, and
another owner changes nothing of what was signed.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from checklists.nhsuk.wording import in_words
from checklists.outstanding.full_titles import NEUTRAL
from checklists.outstanding.models import ItemEvent, OutstandingItem, Priority, State
from checklists.outstanding.querysets import ItemQuerySet
from checklists.people.models.users import User
from checklists.visits.models import Visit

Row = dict[str, Any]


def opened_by(visit: Visit, user: User) -> ItemQuerySet:
    """The items this visit opened that the person may see, most urgent first."""
    rows = OutstandingItem.objects.visible_to(user).filter(opened_at_visit=visit)
    return rows.by_urgency()


def closed_by(visit: Visit, user: User) -> ItemQuerySet:
    """Those it closed, or for which closing was asked for when it was signed, likewise."""
    asked = ItemEvent.objects.filter(visit=visit, kind=ItemEvent.Kind.CLOSING_ASKED)
    rows = OutstandingItem.objects.visible_to(user)
    found = rows.filter(Q(closed_at_visit=visit) | Q(pk__in=asked.values("item")))
    return found.select_related("opened_by").by_urgency()


def opened_rows(items: Iterable[OutstandingItem], *, full: bool) -> list[Row]:
    return [{**item_row(item, full=full), "line": opened_words(item)} for item in items]


def closed_rows(items: Iterable[OutstandingItem], visit: Visit, *, full: bool) -> list[Row]:
    return [
        {
            **item_row(item, full=full),
            "line": closed_words(item, visit),
            "where": opened_before(item),
        }
        for item in items
    ]


def item_row(item: OutstandingItem, *, full: bool) -> Row:
    level = Priority(item.priority)
    return {
        "pk": item.pk,
        "icon": level.label.lower(),
        "urgency": level.label,
        "title": item.title if full else NEUTRAL,
        "url": reverse("item", args=[item.pk]),
    }


def opened_words(item: OutstandingItem) -> str:
    """'Due 7 December 2026. Still open'"""
    return f"Due {in_words(item.due_on)}. {state_in_words(item)}"


def closed_words(item: OutstandingItem, visit: Visit) -> str:
    """'Closed: Done', or what came of it when the visit could only ask for that."""
    if item.closed_at_visit_id == visit.pk:
        return f"Closed: {item.get_outcome_display()}"
    return f"Asked to close. {state_in_words(item)}"


def opened_before(item: OutstandingItem) -> str:
    """'Opened 12 November 2026 by Nia Northfield': tells rows with neutral titles apart."""
    return f"Opened {in_words(item.opened_at)} by {item.opened_by.name_on(item.opened_at)}"


def state_in_words(item: OutstandingItem) -> str:
    if item.closed_at:
        return f"Closed {in_words(item.closed_at)}: {item.get_outcome_display()}"
    if item.state == State.CLOSING_ASKED:
        return "Waiting for a manager to agree"
    return "Still open"

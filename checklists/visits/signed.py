"""The items of a signed visit as its page lists them: neutral titles for all."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from checklists.nhsuk.wording import days_away, in_words
from checklists.outstanding.models import OutstandingItem, Priority, State


def item_rows(items: Iterable[OutstandingItem]) -> list[dict[str, Any]]:
    """As `_item.html` draws them, most urgent first; an open immediate one asks what was done."""
    return [row_of(item) for item in sorted(items, key=lambda item: (item.priority, item.due_on))]


def row_of(item: OutstandingItem) -> dict[str, Any]:
    level = Priority(item.priority)
    url = reverse("item", args=[item.pk])
    row = {"icon": level.label.lower(), "title": item.neutral_title, "url": url}
    row["urgency"] = level.label
    if item.state == State.CLOSED:
        return {**row, "line": "Closed since"}
    row["line"] = f"Due {in_words(item.due_on)}, {days_away(item.due_on)}"
    if level == Priority.IMMEDIATE:
        row["note"] = "Say what you did, when and with whom."
        row["action"], row["action_url"] = "Record it now", url
    return row

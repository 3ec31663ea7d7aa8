"""Items as lists show them: the words of a row, and rows gathered by family."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse

from checklists.cases.ages import age_words
from checklists.cases.models.case import Case
from checklists.guidance.models import short_name_of
from checklists.nhsuk.wording import at_time, counted, day_month, days_away, in_words
from checklists.outstanding.full_titles import NEUTRAL
from checklists.outstanding.models import OutstandingItem, Priority, State
from checklists.people.models.users import User
from checklists.reading.addresses import addresses
from checklists.reading.clock import london_date, london_today

Row = dict[str, Any]
URGENCY = {level.value: level.label for level in Priority}


def item_rows(
    items: Iterable[OutstandingItem], names: Mapping[str, str], *, full: bool = False
) -> list[Row]:
    """Rows for `nhsuk/_item.html`; neutral titles for every one of them, or full for every one.

    `names` are visit type names by slug.
    """
    today, address = london_today(), addresses("item")
    return [listed_row(item, address, names, full=full, today=today) for item in items]


def listed_row(
    item: OutstandingItem,
    address: Callable[[UUID], str],
    names: Mapping[str, str],
    *,
    full: bool,
    today: date,
) -> Row:
    """A row that also says where the item was opened, which tells neutral rows apart."""
    row = words_of_row(item, full=full, today=today)
    return {**row, "url": address(item.pk), "where": where_words(item, names, today)}


def item_row(item: OutstandingItem, *, full: bool, today: date) -> Row:
    """The row of a page about this item."""
    url = reverse("item", args=[item.pk])
    return {**words_of_row(item, full=full, today=today), "url": url, "where": ""}


def words_of_row(item: OutstandingItem, *, full: bool, today: date) -> Row:
    urgency, open_for = URGENCY[item.priority], open_words(item, today)
    return {
        "icon": urgency.lower(),
        "urgency": urgency,
        "title": item.title if full else NEUTRAL,
        "line": due_words(item, today),
        "over": over_words(item, today),
        "note": note_words(item),
        "unseen": waits_to_be_seen(item),
        "origin": f"{open_for}. {item.owner}" if is_open(item) else str(item.owner),
        "open_for": open_for,
        "owner": item.owner,
    }


def is_open(item: OutstandingItem) -> bool:
    return item.state != State.CLOSED


def due_words(item: OutstandingItem, today: date) -> str:
    """'Due today', 'Due 27 November', 'Was due 4 November'; or when and how it was closed."""
    if item.closed_at:
        outcome = item.get_outcome_display()
        return f"Closed {day_words(london_date(item.closed_at), today)}. {outcome}"
    if item.due_on == today:
        return "Due today"
    return f"{'Due' if item.due_on > today else 'Was due'} {day_words(item.due_on, today)}"


def over_words(item: OutstandingItem, today: date) -> str:
    return days_away(item.due_on, today) if is_open(item) and item.due_on < today else ""


def note_words(item: OutstandingItem) -> str:
    """What somebody has to do next about an open item, if that is a manager."""
    if item.state == State.CLOSING_ASKED:
        return "Waiting for a manager to agree"
    if waits_to_be_seen(item):
        return "Not seen by a manager yet"
    return ""


def waits_to_be_seen(item: OutstandingItem) -> bool:
    """Whether a manager has still to say that they have seen it."""
    return is_open(item) and item.priority == Priority.IMMEDIATE and not item.acknowledged_at


def where_words(item: OutstandingItem, names: Mapping[str, str], today: date) -> str:
    """'From the new birth review, 12 November, by Nia Northfield'. It tells neutral rows apart."""
    visit, at, where = item.opened_at_visit, item.opened_at, "Added"
    if visit:
        kind = names.get(visit.visit_type) or short_name_of(visit.visit_type, visit.visit_type)
        at, where = visit.held_at, f"From the {kind[0].lower()}{kind[1:]},"
    return (
        f"{where} {day_words(london_date(at), today)}, by {item.opened_by.name_on(item.opened_at)}"
    )


def open_words(item: OutstandingItem, today: date) -> str:
    """'Opened 9.12am' today, 'Open 33 days' after that."""
    days = (today - london_date(item.opened_at)).days
    return f"Open {counted(days, 'day')}" if days > 0 else f"Opened {at_time(item.opened_at)}"


def day_words(day: date, today: date) -> str:
    """The year only when it is not this one."""
    return day_month(day) if day.year == today.year else in_words(day)


def family_groups(
    items: Iterable[OutstandingItem],
    names: Mapping[str, str],
    *,
    full: bool = False,
    show_owner: bool = False,
) -> list[Row]:
    """A family each, {"name", "url", "meta", "rows"}, for items whose families stand together.

    `names` are visit type names by slug.
    """
    today, of_case, of_item = london_today(), addresses("case"), addresses("item")
    return [
        {
            "name": case.name,
            "url": of_case(case.pk),
            "meta": case_words(case, today, found[0].owner if show_owner else None),
            "rows": [listed_row(one, of_item, names, full=full, today=today) for one in found],
        }
        for case, found in by_case(items)
    ]


def by_case(items: Iterable[OutstandingItem]) -> Iterator[tuple[Case, list[OutstandingItem]]]:
    for case, found in groupby(items, key=lambda item: item.case):
        yield case, list(found)


def case_words(case: Case, today: date, owner: User | None) -> str:
    """'6 weeks 3 days. Nia Northfield. Seen 11 November'"""
    parts = (age_words(case, today), str(owner or ""), seen_words(case, today))
    return ". ".join(part for part in parts if part)


def seen_words(case: Case, today: date) -> str:
    seen_on = case.facts.last_seen_on
    if seen_on is None:
        return "Not seen yet" if case.is_born else ""
    return "Seen today" if seen_on == today else f"Seen {day_words(seen_on, today)}"


def item_counts(by_priority: Mapping[int, int]) -> list[Row]:
    """Open items by urgency for a row: [{"icon", "number", "word", "bold"}], most urgent first."""
    return [
        {
            "icon": level.label.lower(),
            "number": by_priority[level],
            "word": level.label.lower(),
            "bold": level != Priority.ROUTINE,
        }
        for level in Priority
        if by_priority.get(level)
    ]

"""The counts of the manager's page, as sentences that link. None is a score of anybody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from checklists.cases.querysets import CaseQuerySet
from checklists.home.overdue_contacts import with_overdue_contact
from checklists.home.short_lists import MOST_COUNTED, Listed, short_list
from checklists.home.unsigned import unsigned_over_a_day
from checklists.outstanding.models import Priority
from checklists.outstanding.querysets import ItemQuerySet
from checklists.reading.clock import london_date

UNSEEN, OVERDUE, CONTACTS, UNSIGNED = "unseen", "overdue", "contacts", "unsigned"


class Counted(NamedTuple):
    """How many items, and of how many families; one more than MOST_COUNTED means "more"."""

    items: int
    families: int


def lists_to_count(
    items: ItemQuerySet, families: CaseQuerySet, now: datetime
) -> list[QuerySet[Any, Any]]:
    """Of these open items and families, for `short_lists.read_lists`."""
    today = london_date(now)
    return [
        short_list(UNSEEN, items.filter(priority=Priority.IMMEDIATE, acknowledged_at=None)),
        short_list(OVERDUE, items.overdue(today)),
        short_list(CONTACTS, with_overdue_contact(families, today)),
        short_list(UNSIGNED, unsigned_over_a_day(families, now)),
    ]


def count_sentences(found: Mapping[str, list[Listed]], waiting: int) -> list[dict[str, str]]:
    """[{"number", "words", "url"}]; `waiting` is how much waits for her agreement."""
    all_families = reverse("team_families")
    unseen, overdue, contacts, unsigned = (
        count_list(found[kind]) for kind in (UNSEEN, OVERDUE, CONTACTS, UNSIGNED)
    )
    return [
        count_sentence(unseen, "immediate, not seen by a manager yet", "?urgency=immediate"),
        count_sentence(overdue, overdue_words(overdue), "?overdue=on"),
        waiting_sentence(waiting),
        count_sentence(contacts, contacts_words(contacts), f"{all_families}#overdue"),
        count_sentence(unsigned, unsigned_words(unsigned), f"{all_families}#not-signed"),
    ]


def count_list(rows: list[Listed]) -> Counted:
    return Counted(len(rows), len({one.case_id for one in rows}))


def count_sentence(count: Counted, words: str, url: str) -> dict[str, str]:
    return {"number": number_words(count.items), "words": words, "url": url}


def waiting_sentence(number: int) -> dict[str, str]:
    words = "waiting for your agreement"
    return {"number": number_words(number), "words": words, "url": "#agreement"}


def overdue_words(count: Counted) -> str:
    """'overdue items, 5 families'"""
    items = "overdue item" if count.items == 1 else "overdue items"
    families = "family" if count.families == 1 else "families"
    return f"{items}, {number_words(count.families)} {families}" if count.items else items


def contacts_words(count: Counted) -> str:
    families = "family" if count.items == 1 else "families"
    return f"{families} with a contact overdue"


def unsigned_words(count: Counted) -> str:
    visits = "visit" if count.items == 1 else "visits"
    return f"{visits} not signed for over a day"


def number_words(number: int) -> str:
    return str(number) if number <= MOST_COUNTED else f"over {MOST_COUNTED}"

"""All families of a list, youngest first, a page at a time, and the words of a row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.urls import reverse

from checklists.answers.not_known_in_lists import not_known_in_lists
from checklists.cases.ages import age_words
from checklists.cases.models.case import Case
from checklists.cases.querysets import CaseQuerySet
from checklists.cases.siblings import BORN_TOO
from checklists.facts.kept_not_known import with_kept
from checklists.guidance.in_force import GuidanceInForce
from checklists.home.words import seen_words
from checklists.outstanding.models import OutstandingItem
from checklists.outstanding.rows import item_counts
from checklists.reading.cursors import Cursor
from checklists.visits.what_stands_open import contact_words

PAGE = 50
YOUNGEST_FIRST = Cursor(("-day", "pk"), (date.fromisoformat, UUID))


def families_page(cases: CaseQuerySet, after: str) -> tuple[list[Case], str]:
    """At most 50 cases, youngest first, and the cursor of the next page or ''."""
    rows = cases.saying_births().annotate(day=Coalesce("born_on", "due_on"))
    return YOUNGEST_FIRST.page(with_kept(rows.select_related("owner")), after, PAGE)


def read_listed(cases: CaseQuerySet, pks: Collection[UUID]) -> list[Case]:
    """The cases of these ids."""
    return list(with_kept(cases.saying_births().filter(pk__in=pks)))


def family_rows(page: list[Case], today: date, guidance: GuidanceInForce) -> list[dict[str, Any]]:
    """Rows of "All families", of families that open whole to who reads the list."""
    if not page:
        return []
    counts = count_open_items(page)
    not_known = not_known_in_lists(page, guidance, today)
    return [
        {
            "name": case.name,
            "url": reverse("case", args=[case.pk]),
            "age": age_words(case, today),
            "next": next_words(case, guidance.names, today),
            "items": item_counts(counts[case.pk]),
            "not_known": not_known[case.pk],
            "seen": seen_words(case, today),
        }
        for case in page
    ]


def next_words(case: Case, names: Mapping[str, str], today: date) -> str:
    """The next contact, of an unborn baby not without saying that another of the birth is born."""
    words = contact_words(case.facts, names, today)
    return ". ".join(filter(None, (words, BORN_TOO if case.birth_begun else "")))


def count_open_items(page: Iterable[Case]) -> Mapping[UUID, dict[int, int]]:
    """How many items of each urgency are open, by case, private ones among them.

    Who holds a family, or manages its team, opens all of it: the cases have settled the rights.
    """
    counts: dict[UUID, dict[int, int]] = defaultdict(dict)
    pks = [case.pk for case in page]
    rows = OutstandingItem.objects.still_there().open().filter(case__in=pks).order_by()
    for row in rows.values("case", "priority").annotate(number=Count("pk")):
        counts[row["case"]][row["priority"]] = row["number"]
    return counts

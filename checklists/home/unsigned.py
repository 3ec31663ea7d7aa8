"""Visits that were begun over a day ago and not signed, for the managers of the team.

A row says whose, of which family and since when. Only the author reads what is written.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from checklists.cases.querysets import CaseQuerySet
from checklists.nhsuk.wording import counted
from checklists.outstanding.rows import day_words
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.models import Visit, VisitQuerySet

# Content.md section 7: a contemporaneous record is written within 24 hours.
UNSIGNED_AFTER = timedelta(hours=24)


def unsigned_over_a_day(cases: CaseQuerySet, now: datetime) -> VisitQuerySet:
    """Drafts of these cases, the oldest first."""
    drafts = Visit.objects.drafts().filter(
        written_at__lt=now - UNSIGNED_AFTER, case__in=cases.values("pk")
    )
    return drafts.select_related("case", "author").order_by("written_at", "pk")


def unsigned_rows(drafts: list[Visit], user: User, today: date) -> list[dict[str, Any]]:
    """As `nhsuk/_records.html` renders them; only the author has a link to the visit."""
    return [
        {
            "title": draft.case.name,
            "text": f"{draft.author} began a visit {begun_words(draft, today)}",
            "url": draft_url(draft, user),
            "action": "Open the visit" if draft.author_id == user.pk else "Open the case",
        }
        for draft in drafts
    ]


def begun_words(draft: Visit, today: date) -> str:
    """'on 21 November. Not signed for 2 days.'"""
    day = london_date(draft.written_at)
    return f"on {day_words(day, today)}. Not signed for {counted((today - day).days, 'day')}."


def draft_url(draft: Visit, user: User) -> str:
    if draft.author_id == user.pk:
        return reverse("visit", args=[draft.pk])
    return reverse("case", args=[draft.case_id])

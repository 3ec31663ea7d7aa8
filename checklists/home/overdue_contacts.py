"""Families whose planned contact is past its last day, for the managers of the team.

The list of items would miss them: a baby whom nobody has visited has no item open.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from checklists.cases.querysets import CaseQuerySet
from checklists.facts.models import CaseFacts
from checklists.home.words import seen_line
from checklists.nhsuk.wording import counted
from checklists.visits.what_stands_open import contact_words


def with_overdue_contact(cases: CaseQuerySet, today: date) -> QuerySet[CaseFacts]:
    """The facts of these cases whose next contact is overdue, the longest first."""
    due = CaseFacts.objects.filter(case__in=cases.values("pk"), next_until__lt=today)
    overdue = due.exclude(next_contact="").order_by("next_until", "pk")
    return overdue.select_related("case__owner").defer("answers", "counters", "sealed")


def overdue_rows(
    overdue: list[CaseFacts], today: date, names: dict[str, str]
) -> list[dict[str, Any]]:
    """As `nhsuk/_records.html` renders them; `names` are visit type names by slug."""
    return [
        {
            "title": facts.case.name,
            "text": f"{contact_words(facts, names, today)}, {overdue_by_words(facts, today)}. "
            f"Held by {facts.case.owner}. {seen_line(facts.case, today)}".strip(),
            "url": reverse("case", args=[facts.case_id]),
            "action": "Open the case",
        }
        for facts in overdue
    ]


def overdue_by_words(facts: CaseFacts, today: date) -> str:
    over = (today - facts.next_until).days if facts.next_until else 0
    return f"{counted(over, 'day')} over"

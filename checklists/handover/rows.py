"""What pages say about an offer of a family."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from checklists.cases.ages import age_words
from checklists.cases.banner import address_tail
from checklists.cases.models.case import Case
from checklists.handover.models import Transfer
from checklists.handover.offering import answered_words
from checklists.nhsuk.wording import counted, in_words
from checklists.outstanding.models import OutstandingItem
from checklists.outstanding.rows import item_counts
from checklists.reading.clock import london_date


def waited_words(offer: Transfer, today: date) -> str:
    """'Not answered for 3 days', 'Offered today, not answered yet', or who answered and when."""
    if not offer.is_open:
        return answered_words(offer)
    days = (today - london_date(offer.offered_at)).days
    return f"Not answered for {counted(days, 'day')}" if days else "Offered today, not answered yet"


def to_words(offer: Transfer) -> str:
    """'Sunny Southwell, South team', or 'South team' where a manager chooses."""
    if offer.to_user is None:
        return f"{offer.to_team} team"
    return f"{offer.to_user}, {offer.to_team} team"


def from_words(offer: Transfer) -> str:
    return f"{offer.from_owner}, {offer.from_team} team"


def offer_row(offer: Transfer, today: date, *, named: bool) -> dict[str, Any]:
    """A row of the lists. Not `named` when the family is no longer theirs to see."""
    return {
        "name": offer.case.name if named else "A family you held",
        "age": age_words(offer.case, today) if named else "",
        "url": reverse("transfer", args=[offer.pk]) if named else "",
        "from": from_words(offer),
        "to": to_words(offer),
        "waited": waited_words(offer, today),
        "is_open": offer.is_open,
    }


def offer_facts(offer: Transfer, today: date) -> list[dict[str, str]]:
    """Who the family is, as far as it takes to answer: facts for the page of an offer."""
    case = offer.case
    rows = [
        ("Age", age_words(case, today)),
        ("Address", address_tail(case.address) or "Not known"),
        ("With", from_words(offer)),
        ("Offered to", to_words(offer)),
        ("Offered", f"By {offer.offered_by} on {in_words(offer.offered_at)}"),
        ("Answer", waited_words(offer, today)),
    ]
    return [{"label": label, "text": text} for label, text in rows]


def open_item_counts(cases: Iterable[Case]) -> dict[UUID, list[dict[str, Any]]]:
    """Counts of open items by urgency for each case; private ones count like the others."""
    found: dict[UUID, Counter[int]] = {case.pk: Counter() for case in cases}
    rows = OutstandingItem.objects.open().filter(case__in=found)
    for case_id, priority in rows.order_by().values_list("case", "priority"):
        found[case_id][priority] += 1
    return {pk: item_counts(counts) for pk, counts in found.items()}

"""Short sentences that caseload, case page and search say about a case."""

from django.urls import reverse

from checklists.nhsuk.wording import day_month, in_words
from checklists.outstanding.models import Priority
from checklists.visits.models import Visit
from checklists.visits.words import is_late, signer_of


def contact_words(facts, names, today):
    """'New birth review, by 26 November', or 'from 14 December' before then; '' if none is due."""
    if not facts.next_contact:
        return ""
    name = names.get(facts.next_contact, facts.next_contact)
    if facts.next_from and facts.next_from > today:
        return f"{name}, from {day_month(facts.next_from)}"
    if facts.next_until is None:
        return name
    if facts.next_until == today:
        return f"{name}, last day today"
    if facts.next_until < today:
        return f"{name}, was due by {day_month(facts.next_until)}"
    return f"{name}, by {day_month(facts.next_until)}"


def seen_words(case, today):
    """When the baby was last seen, with "Seen" before a day for where no heading says it.

    {"before": "Seen ", "day": "11 November"}, "today", "Not seen yet"; None before the birth.
    """
    seen_on = case.facts.last_seen_on
    if seen_on is None:
        return {"before": "", "day": "Not seen yet"} if case.is_born else None
    return {"before": "Seen ", "day": "today" if seen_on == today else day_month(seen_on)}


def item_counts(by_priority):
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


def visit_row(visit, names):
    """A contact as a row: {"title", "url", "line"}; `names` are visit type names by slug.

    The visit is one of `with_what_followed`.
    """
    held_on = in_words(visit.held_at)
    title = names.get(visit.visit_type, visit.visit_type)
    if visit.status == Visit.Status.DRAFT:
        return {
            "title": title,
            "url": reverse("visit", args=[visit.pk]),
            "line": f"{held_on}. Not signed",
        }
    if visit.status == Visit.Status.WITHDRAWN:
        return {
            "title": "An entry was made here in error and was taken out",
            "url": reverse("visit_signed", args=[visit.pk]),
            "line": f"{held_on}, by two people",
        }
    if visit.outcome != Visit.Outcome.HELD:
        title = f"{title}: {visit.get_outcome_display().lower()}"
    late = ". Late entry" if is_late(visit) else ""
    amended = ". Amended since" if visit.is_amended else ""
    asked = ". Asked to be taken out" if visit.is_asked_out else ""
    return {
        "title": title,
        "url": reverse("visit_signed", args=[visit.pk]),
        "line": f"{held_on}. Signed by {signer_of(visit)}{late}{amended}{asked}",
    }

"""Short sentences that caseload, case page and search say about a case."""

from django.urls import reverse

from checklists.nhsuk.wording import in_words
from checklists.outstanding.rows import said
from checklists.visits.models import Visit
from checklists.visits.words import discarded_line, discarded_words, is_late, signer_of


def contact_words(facts, names, today):
    """'New birth review, by 26 November', or 'from 14 December' before then; '' if none is due."""
    if not facts.next_contact:
        return ""
    name = names.get(facts.next_contact, facts.next_contact)
    if facts.next_from and facts.next_from > today:
        return f"{name}, from {said(facts.next_from, today)}"
    if facts.next_until is None:
        return name
    if facts.next_until == today:
        return f"{name}, last day today"
    if facts.next_until < today:
        return f"{name}, was due by {said(facts.next_until, today)}"
    return f"{name}, by {said(facts.next_until, today)}"


def seen_words(case, today):
    """When the baby was last seen, with "Seen" before a day for where no heading says it.

    {"before": "Seen ", "day": "11 November"}, "today", "Not seen yet"; None before the birth.
    """
    seen_on = case.facts.last_seen_on
    if seen_on is None:
        return {"before": "", "day": "Not seen yet"} if case.is_born else None
    return {"before": "Seen ", "day": "today" if seen_on == today else said(seen_on, today)}


def met_words(facts, today):
    """When the family was last met, as `seen_words` does of the baby: "No contact held yet"."""
    met_on = facts.last_contact_on
    if met_on is None:
        return {"before": "", "day": "No contact held yet"}
    return {"before": "Last contact ", "day": "today" if met_on == today else said(met_on, today)}


def seen_line(case, today):
    """The same as a sentence: 'Baby not seen yet.', 'Baby seen 11 November.', '' before the birth.

    A contact that was held does not say that the baby was seen at it.
    """
    seen = seen_words(case, today)
    if seen is None:
        return ""
    said_of_baby = seen["before"] + seen["day"]
    return f"Baby {said_of_baby[:1].lower()}{said_of_baby[1:]}."


def is_own_draft(visit, user):
    return visit.status == Visit.Status.DRAFT and visit.author_id == user.pk


def visit_row(visit, names, user):
    """A contact as a row: {"title", "url", "line"}; `names` are visit type names by slug.

    The visit is one of `with_what_followed`. Of a colleague's draft only that there is one.
    """
    if visit.status == Visit.Status.DRAFT and not is_own_draft(visit, user):
        begun_on = in_words(visit.written_at)
        return {"title": f"A visit begun on {begun_on} by {visit.author} is not signed"}
    held_on = in_words(visit.held_at)
    title = names.get(visit.visit_type, visit.visit_type)
    if visit.status == Visit.Status.DRAFT:
        asked = ". Asked to be discarded" if visit.is_asked_out else ""
        return {
            "title": title,
            "url": reverse("visit", args=[visit.pk]),
            "line": f"{held_on}. Not signed{asked}",
        }
    if visit.status == Visit.Status.DISCARDED:
        return {
            "title": discarded_words(visit),
            "url": reverse("visit_signed", args=[visit.pk]),
            "line": discarded_line(visit),
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

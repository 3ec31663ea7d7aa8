"""Short sentences about a case, for the caseload and the pages of case and team."""

from collections.abc import Callable, Mapping
from datetime import date

from django.urls import reverse

from checklists.cases.models.case import Case
from checklists.facts.models import CaseFacts
from checklists.nhsuk.wording import in_words
from checklists.outstanding.rows import day_words
from checklists.people.models.users import User
from checklists.visits.models import Visit
from checklists.visits.words import discarded_line, discarded_words, is_late, signer_of


def seen_words(case: Case, today: date) -> dict[str, str] | None:
    """When the baby was last seen, with "Seen" before a day for where no heading says it.

    {"before": "Seen ", "day": "11 November"}, "today", "Not seen yet"; None before the birth.
    """
    seen_on = case.facts.last_seen_on
    if seen_on is None:
        return {"before": "", "day": "Not seen yet"} if case.is_born else None
    return {"before": "Seen ", "day": "today" if seen_on == today else day_words(seen_on, today)}


def met_words(facts: CaseFacts, today: date) -> dict[str, str]:
    """When the family was last met, as `seen_words` does of the baby: "No contact held yet"."""
    met_on = facts.last_contact_on
    if met_on is None:
        return {"before": "", "day": "No contact held yet"}
    return {
        "before": "Last contact ",
        "day": "today" if met_on == today else day_words(met_on, today),
    }


def seen_line(case: Case, today: date) -> str:
    """The same as a sentence: 'Baby not seen yet.', 'Baby seen 11 November.', '' before the birth.

    A contact that was held does not say that the baby was seen at it.
    """
    seen = seen_words(case, today)
    if seen is None:
        return ""
    words = seen["before"] + seen["day"]
    return f"Baby {words[:1].lower()}{words[1:]}."


def is_own_draft(visit: Visit, user: User) -> bool:
    return visit.status == Visit.Status.DRAFT and visit.author_id == user.pk


def visit_row(visit: Visit, names: Mapping[str, str], user: User) -> dict[str, str]:
    """A contact as a row: {"title", "url", "line"}; `names` are visit type names by slug.

    The visit is one of `with_what_followed`. A colleague's draft has no url and no line.
    """
    if visit.status == Visit.Status.DRAFT and not is_own_draft(visit, user):
        begun_on = in_words(visit.written_at)
        return {"title": f"A visit begun on {begun_on} by {visit.author} is not signed"}
    name = names.get(visit.visit_type, visit.visit_type)
    title, line = ROW_WORDS.get(Visit.Status(visit.status), signed_words)(visit, name)
    address = "visit" if visit.status == Visit.Status.DRAFT else "visit_signed"
    return {"title": title, "url": reverse(address, args=[visit.pk]), "line": line}


def draft_words(visit: Visit, name: str) -> tuple[str, str]:
    asked = ". Asked to be discarded" if visit.is_withdrawal_asked else ""
    return name, f"{in_words(visit.held_at)}. Not signed{asked}"


def discarded_row_words(visit: Visit, _name: str) -> tuple[str, str]:
    return discarded_words(visit), discarded_line(visit)


def withdrawn_words(visit: Visit, _name: str) -> tuple[str, str]:
    """Nothing of the entry: not even what kind of visit it was."""
    title = "An entry was made here in error and was taken out"
    return title, f"{in_words(visit.held_at)}, by two people"


def signed_words(visit: Visit, name: str) -> tuple[str, str]:
    held = visit.outcome == Visit.Outcome.HELD
    title = name if held else f"{name}: {visit.get_outcome_display().lower()}"
    late = ". Late entry" if is_late(visit) else ""
    amended = ". Amended since" if visit.is_amended else ""
    asked = ". Asked to be taken out" if visit.is_withdrawal_asked else ""
    signed = f"Signed by {signer_of(visit)}{late}{amended}{asked}"
    return title, f"{in_words(visit.held_at)}. {signed}"


# The title and the line of a row, of a visit that is not signed and kept.
ROW_WORDS: dict[Visit.Status, Callable[[Visit, str], tuple[str, str]]] = {
    Visit.Status.DRAFT: draft_words,
    Visit.Status.DISCARDED: discarded_row_words,
    Visit.Status.WITHDRAWN: withdrawn_words,
}

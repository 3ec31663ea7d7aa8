"""Make the facts of a case again from what was signed and written, to show that nothing drifted."""

from heapq import merge

from checklists.answers import private
from checklists.cases.facts import Facts, after, with_household, write_facts
from checklists.cases.household import entries
from checklists.cases.models import Case
from checklists.people.clock import london_date, london_today
from checklists.visits.models import Visit
from checklists.visits.planning import signed_contact


def rebuilt(case: Case) -> Facts:
    """The facts that signed visits and household entries leave, in the order they were written."""
    facts = Facts()
    written = merge(
        ((entry.at, entry, None) for entry in entries(case)),
        ((visit.signed_at, None, visit) for visit in signed_visits(case)),
        key=lambda row: row[0],
    )
    for at, entry, visit in written:
        if visit:
            documents = {**visit.sheet.body, **private.read(visit.sheet, visit.author, own=True)}
            facts = after(facts, signed_contact(visit, documents))
        else:
            facts = with_household(facts, entry.answers, on=london_date(at), by=entry.by)
    return facts


def signed_visits(case: Case) -> list[Visit]:
    visits = case.visits.filter(status=Visit.Status.SIGNED).order_by("signed_at")
    return list(visits.select_related("sheet__case", "version", "author"))


def rebuild(case: Case) -> None:
    """Write the rebuilt facts, and the next contact as it stands today."""
    write_facts(case, rebuilt(case), on=london_today())

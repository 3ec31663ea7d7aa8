"""Rebuild the facts of a case from all that was signed and written there."""

from datetime import datetime
from functools import reduce

from checklists.answers import private
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts, facts_after_contact, facts_after_household_entry
from checklists.facts.storing import write_facts
from checklists.household.adults import Entry, entries
from checklists.reading.clock import london_date, london_today
from checklists.visits.draft.planning import signed_contact
from checklists.visits.models import Visit

Written = Entry | Visit


def rebuilt_facts(case: Case) -> Facts:
    """The facts that signed visits and household entries leave, in the order they were written."""
    written: list[Written] = [*entries(case), *signed_visits(case)]
    return reduce(facts_with, sorted(written, key=moment_of), Facts())


def signed_visits(case: Case) -> list[Visit]:
    visits = case.visits.filter(status=Visit.Status.SIGNED)
    return list(visits.select_related("sheet__case", "version", "author"))


def moment_of(written: Written) -> datetime:
    if isinstance(written, Entry):
        return written.at
    assert written.signed_at  # noqa: S101  the table holds that a signed visit says when
    return written.signed_at


def facts_with(facts: Facts, written: Written) -> Facts:
    if isinstance(written, Entry):
        on = london_date(written.at)
        return facts_after_household_entry(facts, written.answers, on=on, by=written.by)
    half = private.read_own_half(written.sheet)
    answers = {**written.sheet.body, **half.answers}
    return facts_after_contact(facts, signed_contact(written, answers, half.room))


def rebuild_facts(case: Case) -> None:
    """Rebuild the facts and save them, with the next contact as of today."""
    write_facts(case, rebuilt_facts(case), on=london_today())

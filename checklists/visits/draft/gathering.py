"""The gathered items at one contact: what nobody has asked by the 6 to 8 week review.

Source: meta.short_list. A family past that day gets its items at the next signed contact.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from checklists.cases.ages import born_by
from checklists.cases.models.case import Case
from checklists.facts.contacts import Contact
from checklists.facts.facts import facts_after_contact
from checklists.facts.not_known import baseline_questions
from checklists.outstanding.rules import Earlier, Plan
from checklists.outstanding.unasked import Gathering, unasked_lines
from checklists.reading.clock import london_date
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit

BASELINE_REVIEW = "6-8-week"
KNOWN_FOR = timedelta(days=42)  # 6 weeks, after which what is on record is no first impression


def with_gathered(
    found: Plan,
    working: WorkingVisit,
    contact: Contact,
    *,
    values: Mapping[str, Any],
    earlier: Collection[Earlier],
) -> Plan:
    """What the rules found, with the items that gather the short list.

    A question stays with an item of its own, also one that this contact opens. `values` are the
    facts that conditions may ask, this contact counted.
    """
    facts = facts_after_contact(working.facts, contact)
    questions = baseline_questions(
        working.compiled,
        facts,
        stage=Visit.Stage.BORN if working.case.is_born else Visit.Stage.PREGNANCY,
        adults=working.adults,
        values=values,
        settings=working.settings,
    )
    still_open = {item.rule_key for item in earlier if item.is_open}
    covering = still_open | {item.rule_key for item in found.opens}
    gathered = Gathering(
        lines=unasked_lines(working.compiled, questions, facts, covering),
        earlier=earlier,
        on=contact.on,
        settings=working.settings,
        is_time=is_time_to_ask(working.case, contact),
    ).plan(working.compiled.rules, with_private=facts.with_private)
    return replace(
        found,
        opens=(*found.opens, *gathered.opens),
        closes=(*found.closes, *gathered.closes),
    )


def is_time_to_ask(case: Case, contact: Contact) -> bool:
    """Whether a held contact is the baseline review, or comes when the family is well known."""
    if not (contact.held and contact.planned and born_by(case, contact.on)):
        return False
    return contact.visit_type == BASELINE_REVIEW or contact.on >= came_to_us_on(case) + KNOWN_FOR


def came_to_us_on(case: Case) -> date:
    """The day we first had this baby: told of a move or registered, and never before the birth."""
    came = case.notified_on or london_date(case.created_at)
    return max(case.born_on or came, came)

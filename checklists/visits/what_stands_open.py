"""What stands open of a family once a contact is signed: items, questions, the next contact.

None of it is said to be in order: a list of none says of what it is a list.
"""

from collections.abc import Mapping
from datetime import date

from checklists.answers.not_known_words import number_words
from checklists.cases.models.case import Case
from checklists.facts.by_task import not_known_of, open_ones
from checklists.facts.models import CaseFacts
from checklists.facts.next_contact import facts_on
from checklists.facts.storing import read_facts
from checklists.guidance.in_force import GuidanceInForce
from checklists.nhsuk.wording import counted
from checklists.outstanding.models import OutstandingItem
from checklists.outstanding.rows import day_words
from checklists.people.models.users import User
from checklists.reading.clock import london_today


def words_after_signing(case: Case, by: User, guidance: GuidanceInForce) -> str:
    """'Open for this family: 2 items. Not known yet: 9 questions never asked. Next contact: ...'

    Of items, those this person may see; of questions, the open ones. `case` has the facts of now.
    """
    today = london_today()
    open_items = OutstandingItem.objects.visible_to(by).open().filter(case=case).count()
    facts = read_facts(case, with_private=False)
    questions = open_ones(not_known_of(case, facts, guidance.wording, today))
    following = contact_words(facts_on(case, today), guidance.names, today)
    return ". ".join(
        [
            f"Open for this family: {counted(open_items, 'item') if open_items else 'none listed'}",
            f"Not known yet: {number_words(questions) or 'none on the pages that are open'}",
            f"Next contact: {following or 'none planned'}.",
        ]
    )


def contact_words(facts: CaseFacts, names: Mapping[str, str], today: date) -> str:
    """'New birth review, by 26 November', or 'from 14 December' before then; '' if none is due."""
    if not facts.next_contact:
        return ""
    name = names.get(facts.next_contact, facts.next_contact)
    if facts.next_from and facts.next_from > today:
        return f"{name}, from {day_words(facts.next_from, today)}"
    if facts.next_until is None:
        return name
    if facts.next_until == today:
        return f"{name}, last day today"
    if facts.next_until < today:
        return f"{name}, was due by {day_words(facts.next_until, today)}"
    return f"{name}, by {day_words(facts.next_until, today)}"

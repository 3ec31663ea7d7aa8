"""A contact that could not happen: recorded and signed at once, so that the pattern is seen."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from checklists.answers.in_force import answers_in_force, carried_entries
from checklists.audit.inserting import insert_once
from checklists.audit.recording import record
from checklists.cases.models.case import Case
from checklists.facts.contacts import Contact
from checklists.facts.facts import Facts, facts_after_contact
from checklists.facts.rule_facts import facts_for_rules
from checklists.facts.storing import read_facts, write_facts
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import settings_on, version_in_force
from checklists.nhsuk.wording import counted
from checklists.outstanding.models import OutstandingItem, State
from checklists.outstanding.rules import Plan, plan
from checklists.outstanding.trying_again import ATTEMPT_RULE, RUN_RULE, open_with_next_attempt
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.digest import signed_digest
from checklists.visits.draft.planning import as_earlier, carried_prompts
from checklists.visits.draft.starting import check_own, new_draft
from checklists.visits.models import Visit

PLACES = {
    Visit.Outcome.NO_ACCESS: Visit.Place.HOME,
    Visit.Outcome.NOT_BROUGHT: Visit.Place.CLINIC,
}
SETTING = "next_attempt_days"
STANDS = "It stands in the items of who holds the case until a person closes it."


def propose_attempt(case: Case, on: date) -> date:
    """The day to try again unless another is chosen: after the days of the setting, or the last
    day of the window of the next contact when that comes sooner."""
    day = on + timedelta(days=settings_on(on)[SETTING])
    last = case.facts.next_until
    return min(day, last) if last and last >= on else day


def next_attempt_of(case: Case, on: date) -> tuple[date, str] | None:
    """The day that is proposed, and what the page says of it; None when the guidance in force
    would open nothing."""
    rules = {rule.key: rule for rule in compiled(version_in_force()).rules}
    if ATTEMPT_RULE not in rules:
        return None
    again_before = case.facts.counters.get("no_access_streak", 0)
    words = (
        sooner_words(rules[RUN_RULE].due_in_days) if RUN_RULE in rules and again_before else STANDS
    )
    return propose_attempt(case, on), words


def sooner_words(days: int) -> str:
    within = counted(days, "day")
    return f"Not the first time running: unless we cancelled it ourselves, due within {within}."


@transaction.atomic
def record_not_held(
    case: Case,
    *,
    visit_type: str,
    outcome: str,
    held_at: datetime,
    note: str,
    by: User,
    at: datetime,
    pk: UUID | None = None,
    try_again_on: date | None = None,
) -> Visit:
    """A signed visit without answers; opens what the rules about the case ask for.

    `held_at` is when it was planned for, `try_again_on` the day of the next attempt, the proposed
    one when None. `pk` is an id the browser made: a repeat gives back the first. Raises
    starting.InTheFuture, UnknownType or inserting.NotMine, changing nothing.
    """
    if pk and (earlier := Visit.objects.filter(pk=pk).first()):
        return check_own(earlier, case, by, status=Visit.Status.SIGNED)
    place = PLACES.get(Visit.Outcome(outcome), Visit.Place.ELSEWHERE)
    visit = new_draft(
        case, visit_type=visit_type, held_at=held_at, place=place, present=[], by=by, at=at
    )
    visit.pk = pk or visit.pk
    visit.outcome, visit.note = outcome, note
    visit.status, visit.signed_at, visit.signed_by = Visit.Status.SIGNED, at, by
    visit.sheet.frozen_at = at
    kept = insert_once(visit, after=visit.sheet)
    if kept is not visit:
        return check_own(kept, case, by, status=Visit.Status.SIGNED)
    facts = read_facts(case, with_private=True, for_update=True)
    contact = contact_of(visit)
    again_on = try_again_on or propose_attempt(case, london_date(at))
    found = plan_of(visit, facts, contact)
    open_with_next_attempt(found, case, visit, again_on=again_on, by=by, at=at)
    write_facts(case, facts_after_contact(facts, contact), on=london_date(at))
    digest = signed_digest(visit, b"")
    record("visit.not_held", visit, by=by, at=at, case=case, outcome=outcome, digest=digest)
    return visit


def contact_of(visit: Visit) -> Contact:
    return Contact(
        visit_id=str(visit.pk),
        visit_type=visit.visit_type,
        on=london_date(visit.held_at),
        by=visit.author.name,
        outcome=visit.outcome,
        carried=carried_prompts(compiled(visit.version)),
    )


def plan_of(visit: Visit, facts: Facts, contact: Contact) -> Plan:
    """What the rules about the case find with this contact; closings are not proposed."""
    wording = compiled(visit.version)
    items = list(OutstandingItem.objects.filter(case=visit.case).order_by("opened_at", "pk"))
    still_open = [item for item in items if item.state != State.CLOSED]
    last_known = {**facts.open_answers, **facts.private_answers}
    answers = answers_in_force({}, carried_entries({}, last_known, wording))
    before = facts_for_rules(visit.case, facts, contact.on, open_items=still_open)
    after_it = facts_for_rules(
        visit.case, facts, contact.on, open_items=still_open, contact=contact
    )
    # Written late it moves no run, and is to be tried again all the same.
    after_it["not_held_streak"] = before["not_held_streak"] + 1
    found = plan(
        [rule for rule in wording.rules if rule.kind == "case"],
        answers_in_force=answers,
        fresh_keys=(),
        facts=after_it,
        facts_before=before,
        settings=settings_on(contact.on),
        shown=answers.keys(),
        on=contact.on,
        earlier_items=as_earlier(items, {}, contact.on),
    )
    return Plan(opens=found.opens)

"""Hold a contact of the demonstration: start the visit, answer what it asks, and sign it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from checklists.answers.saving import Change, save_point
from checklists.cases.access import WholeRecord
from checklists.cases.models.case import Case
from checklists.demo.families import Answers, Contact, Value
from checklists.demo.ordinary import BY_THE_FATHER, FATHER, WHEN_TRIGGERED, answers_for
from checklists.guidance.applies import prompts_for
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.outstanding.closing import ConfirmedClosing
from checklists.outstanding.models import Priority
from checklists.people.models.users import User
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.draft.planning import Preview, preview
from checklists.visits.draft.signing import sign
from checklists.visits.draft.starting import start
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit

MOST_FOLLOW_UPS = 4  # a follow-up of a follow-up of a follow-up
TAKES = timedelta(minutes=40)


def hold_contact(case: Case, contact: Contact, *, by: User, at: datetime, today: date) -> None:
    if contact.outcome != Visit.Outcome.HELD:
        record_not_held(
            case,
            visit_type=contact.visit_type,
            outcome=contact.outcome,
            held_at=at,
            note="Rang the bell twice and left a card.",
            by=by,
            at=at,
        )
        return
    visit = start(
        case,
        visit_type=contact.visit_type,
        held_at=at,
        place=contact.place,
        present=list(contact.present),
        by=by,
        at=at,
    )
    save(visit, answers_of(visit, contact, at), at)
    if contact.signed:
        answer_what_is_left(visit, at, today)
        closings = proposed_closings(visit) if contact.confirm_closings else []
        sign(visit, confirmed_closings=closings, by=by, at=min(at + TAKES, timezone.now()))


def answers_of(visit: Visit, contact: Contact, at: datetime) -> dict[str, Change]:
    """Ordinary answers, the story's own in their place, and what is said of new adults."""
    wording = WorkingVisit(visit, WholeRecord(visit.author)).compiled
    asked = prompts_for(wording, visit.visit_type, visit.stage)
    keys = {prompt.key for prompt in asked if not prompt.repeat_group}
    answers = {**answers_for(visit.stage), **not_said(contact), **contact.changes}
    here = {key: value for key, value in answers.items() if key in keys and value is not None}
    return {**changes_to(here), **add_new_adults(visit, contact, at)}


def not_said(contact: Contact) -> Answers:
    """What a father or partner who was not there could not say; None leaves it blank."""
    is_there = {"father", "partner"} & set(contact.present)
    return {} if is_there else dict.fromkeys(BY_THE_FATHER)


def add_new_adults(visit: Visit, contact: Contact, at: datetime) -> dict[str, Change]:
    """Add the adults first heard of at this contact; gives what was said of each."""
    changes: dict[str, Change] = {}
    for answers in contact.adults:
        adult = add_adult(
            visit.case, named=Adult.Named.NOT_SHARED, answers={}, by=visit.author, at=at
        )
        changes |= {f"{key}:{adult.pk}": said for key, said in changes_to(answers).items()}
    return changes


def answer_what_is_left(visit: Visit, at: datetime, today: date) -> None:
    """Answer what only showed up because of another answer, until nothing is missing."""
    # An answer may bring up a question, and that one another.
    for _ in range(MOST_FOLLOW_UPS):
        left = preview_of_signing(visit).gaps
        save(visit, {gap.key: answer_to_follow_up(gap.key, today) for gap in left}, at)


def answer_to_follow_up(key: str, today: date) -> Change:
    name = key.partition(":")[0]
    if name in ("da_next_date", "prebirth_referral_date"):
        return Change((today + timedelta(days=7)).isoformat())
    return Change(WHEN_TRIGGERED.get(name) or FATHER.get(name) or "Not known yet.")


def proposed_closings(visit: Visit) -> list[ConfirmedClosing]:
    """Every closing that the answers propose, except of immediate items."""
    items = preview_of_signing(visit).closings(with_private=True)
    return [ConfirmedClosing(item.pk) for item in items if item.priority != Priority.IMMEDIATE]


def preview_of_signing(visit: Visit) -> Preview:
    # A save writes the sheet past the one that this visit holds.
    visit.sheet.refresh_from_db(fields=["body"])
    return preview(visit, WholeRecord(visit.author))


def save(visit: Visit, changes: Mapping[str, Change], at: datetime) -> None:
    by = visit.author
    save_point(visit.sheet, changes=changes, base_revisions={}, receipt=None, by=by, at=at)


def changes_to(answers: Answers) -> dict[str, Change]:
    return {
        key: Change(*said) if isinstance(said, tuple) else Change(said)
        for key, said in answers.items()
    }


def household_answers(answers: Answers) -> dict[str, dict[str, Value]]:
    """Answers as the household keeps them: {key: {"value", "reason"}}."""
    changes = changes_to(answers)
    return {key: {"value": one.value, "reason": one.reason} for key, one in changes.items()}

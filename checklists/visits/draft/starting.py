"""Begin a visit: what kind it is likely to be, and the draft it is written in."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from checklists.answers.models import AnswerSheet
from checklists.audit.inserting import NotMine, insert_once
from checklists.audit.recording import record
from checklists.cases.ages import born_by
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts
from checklists.facts.schedule import contacts_not_held, next_contact, windows
from checklists.guidance.in_force import settings_on, version_in_force, visit_types
from checklists.guidance.models import VisitType
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits import presence
from checklists.visits.models import Visit

BRIEF = "brief-contact"
BEFORE_28_WEEKS = "antenatal-targeted"
# Our own choices: a review a few days early is still that review, and one that is weeks away is
# not offered, so that the list stays short.
EARLY_BY = timedelta(days=7)
OFFERED_BEFORE = timedelta(days=28)


class InTheFuture(ValueError):
    """The visit would be later than the server's clock. Nothing has changed."""


class UnknownType(ValueError):
    """No such kind of visit for this baby. Nothing has changed."""


def stage_on(case: Case, day: date) -> str:
    """Pregnancy or born, as it was on a London day: a visit written up late keeps its stage."""
    return Visit.Stage.BORN if born_by(case, day) else Visit.Stage.PREGNANCY


def types_for(stage: str) -> list[VisitType]:
    """The kinds of visit that can happen at a stage, in the order of the schedule."""
    other = "dob" if stage == Visit.Stage.PREGNANCY else "edd"
    return [kind for kind in visit_types() if kind.kind == "visit" and kind.anchor != other]


def types_to_offer(case: Case, facts: Facts, on: date) -> list[VisitType]:
    """The kinds of visit that make sense today: those of the schedule that are open, near or
    still to be held, and those that may happen at any time."""
    kinds, limits = visit_types(), settings_on(on)
    not_held = contacts_not_held(case, facts.contacts_done, kinds, limits, on)
    not_over = [window for window in windows(case, kinds, limits, on) if window.until >= on]
    offered = {
        window.slug for window in [*not_held, *not_over] if window.opens_on - OFFERED_BEFORE <= on
    }
    return [
        kind
        for kind in types_for(stage_on(case, on))
        if kind.slug in offered or kind.start_days is None
    ]


def propose_type(case: Case, facts: Facts, on: date) -> str:
    """The slug of the kind of visit this most likely is; she may choose another.

    The next contact of the schedule when its window is open or opens within a week; otherwise
    the targeted contact of early pregnancy, or a brief contact.
    """
    slug, opens_on, _ = next_contact(case, facts.contacts_done, visit_types(), settings_on(on), on)
    if slug and opens_on and opens_on - EARLY_BY <= on:
        return slug
    return BEFORE_28_WEEKS if stage_on(case, on) == Visit.Stage.PREGNANCY else BRIEF


@transaction.atomic
def start(
    case: Case,
    *,
    visit_type: str,
    held_at: datetime,
    place: str,
    present: list[str],
    by: User,
    at: datetime,
    pk: UUID | None = None,
) -> Visit:
    """A new draft on the wording in force, its stage fixed by the day it was held.

    `pk` is an id the browser made: a repeat gives back the first draft. Raises InTheFuture,
    UnknownType or NotMine, changing nothing.
    """
    if pk and (earlier := Visit.objects.filter(pk=pk).first()):
        return check_own(earlier, case, by)
    visit = new_draft(
        case, visit_type=visit_type, held_at=held_at, place=place, present=present, by=by, at=at
    )
    visit.pk = pk or visit.pk
    # Two taps may arrive at the same moment: the second one finds the visit of the first.
    kept = insert_once(visit, after=visit.sheet)
    if kept is not visit:
        return check_own(kept, case, by)
    record("visit.started", visit, by=by, at=at, case=case, visit_type=visit_type, place=place)
    return visit


def check_own(earlier: Visit, case: Case, by: User, status: str = Visit.Status.DRAFT) -> Visit:
    """The visit that a repeated id gives back. Raises NotMine."""
    if (earlier.author_id, earlier.case_id, earlier.status) == (by.pk, case.pk, status):
        return earlier
    raise NotMine


def new_draft(
    case: Case,
    *,
    visit_type: str,
    held_at: datetime,
    place: str,
    present: list[str],
    by: User,
    at: datetime,
) -> Visit:
    """A visit and its sheet, not yet in the database. Raises InTheFuture or UnknownType."""
    if held_at > at:
        raise InTheFuture
    stage = stage_on(case, london_date(held_at))
    if visit_type not in {kind.slug for kind in types_for(stage)}:
        raise UnknownType
    version = version_in_force()
    return Visit(
        id=uuid4(),
        case=case,
        visit_type=visit_type,
        stage=stage,
        place=place,
        present=presence.checked_codes(present),
        was_present=presence.checked_codes(present),
        held_at=held_at,
        written_at=at,
        version=version,
        sheet=AnswerSheet(case=case, version=version),
        team_id=case.team_id,
        author=by,
    )

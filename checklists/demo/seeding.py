"""Make the demonstration through the same verbs as everything else, so that it cannot lie."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases.conflicts import block_person
from checklists.cases.models.case import Case
from checklists.checks import SEEDED
from checklists.demo.all_families import FAMILIES, more_families
from checklists.demo.emergencies import use_emergency_access
from checklists.demo.families import Family
from checklists.demo.handovers import begin_handover
from checklists.demo.people import make_local_numbers, make_people, make_teams
from checklists.demo.story import Story
from checklists.escalation.escalating import (
    cases_to_tell,
    cases_with_drafts_to_look_at,
    clock_at,
    look_at_drafts,
    tell_of_case,
)
from checklists.people.models.users import User
from checklists.reading.clock import london_today
from checklists.records.preparing import Asked, begin_request

LONG_AGO = timedelta(days=800)
BLOCKED_FROM = "Zara"
RELATED = "She is the sister of the baby's mother. She told her manager herself."


class NotADemoDatabase(Exception):
    """The database has people in it that no demonstration made. Nothing was added."""


def seed(cases: int = 0) -> int:
    """Make teams, people and families where they are missing; `cases` more ordinary families.

    Gives the number of cases made now. Raises NotADemoDatabase.
    """
    if User.objects.exists() and not Event.objects.filter(kind=SEEDED).exists():
        raise NotADemoDatabase
    today = london_today()
    with transaction.atomic():
        teams = make_teams()
        people = make_people(teams, today - LONG_AGO)
        make_local_numbers(teams, people["editor"], today - LONG_AGO, today - timedelta(days=20))
        record(SEEDED, by=None, at=timezone.now(), cases=cases)
    # Each family in a transaction of its own: a run that was broken off goes on where it ended.
    families = [*FAMILIES, *more_families(cases)]
    made = 0
    for place, family in enumerate(families):
        if not is_registered(family):
            Story(family, people[family.owner], teams[family.team], place, today).tell()
            made += 1
    make_subject_access_request(people, today)
    use_emergency_access(people, today)
    block_related_colleague(people)
    begin_handover(people, teams, today)
    pass_on_what_waits()
    return made


def pass_on_what_waits() -> None:
    """A demonstration has no timers: what the clock does shows as it would after its first run."""
    clock = clock_at(timezone.now())
    for case in cases_with_drafts_to_look_at():
        look_at_drafts(case)
    for case in cases_to_tell(clock):
        tell_of_case(case, clock)


@transaction.atomic
def make_subject_access_request(people: dict[str, User], today: date) -> None:
    """One request that waits to be prepared, so that its pages are not empty."""
    case = Case.objects.get(given_name="Wren", owner=people["hv.north"])
    if not case.subject_requests.exists():
        begin_request(
            case,
            subject="baby",
            asked=Asked("The mother, by letter", "Passport and birth certificate seen by Morag"),
            asked_on=today - timedelta(days=5),
            by=people["manager.north"],
            at=timezone.now(),
        )


def block_related_colleague(people: dict[str, User]) -> None:
    """One colleague of the demonstration is related to a family of the other team."""
    case, user = Case.objects.filter(given_name=BLOCKED_FROM).first(), people["hv.south"]
    if case and not case.conflict_blocks.filter(user=user).exists():
        block_person(case, user, why=RELATED, by=people["lead"], at=timezone.now())


def is_registered(family: Family) -> bool:
    return Case.objects.filter(mother_name=family.mother_name, address=family.address).exists()

"""Make the demonstration through the same verbs as everything else, so that it cannot lie."""

from datetime import datetime, time, timedelta

import nhs_number
from django.db import transaction
from django.utils import timezone

from checklists.answers.saving import Change, save_point
from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases.access import WholeRecord
from checklists.cases.conflicts import block
from checklists.cases.models.case import Case
from checklists.checks import SEEDED
from checklists.demo.emergencies import tell_emergency
from checklists.demo.families import FAMILIES, more_families
from checklists.demo.handovers import hand_on
from checklists.demo.ordinary import FATHER, WHEN_TRIGGERED, answers_for
from checklists.demo.people import make_people, make_teams
from checklists.facts.storing import plan_next_contact
from checklists.guidance.applies import prompts_for
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.outstanding.closing import Confirmed
from checklists.outstanding.models import Priority
from checklists.people.models.users import User
from checklists.reading.clock import LONDON, london_today
from checklists.records.preparing import Asked, begin
from checklists.registration.registering import record_birth, register, register_twin
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.draft.planning import preview
from checklists.visits.draft.signing import sign
from checklists.visits.draft.starting import start
from checklists.visits.draft.working import WorkingVisit

LONG_AGO = timedelta(days=800)
MOST_FOLLOW_UPS = 4  # a follow-up of a follow-up of a follow-up
KEPT_FROM = "Zara"
RELATED = "She is the sister of the baby's mother. She told her manager herself."
FIRST_NUMBER = 999_000_100  # the synthetic range, never issued to anyone


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
        record(SEEDED, by=None, at=timezone.now(), cases=cases)
    families = [*FAMILIES, *more_families(cases)]
    made = 0
    for place, family in enumerate(families):
        if not already_here(family):
            Story(family, people[family.owner], teams[family.team], place, today).tell()
            made += 1
    ask_for_a_copy(people, today)
    tell_emergency(people, today)
    keep_away(people)
    hand_on(people, teams, today)
    return made


@transaction.atomic
def ask_for_a_copy(people, today):
    """One request that waits to be prepared, so that its pages are not empty."""
    case = Case.objects.get(given_name="Wren", owner=people["hv.north"])
    if not case.subject_requests.exists():
        begin(
            case,
            subject="baby",
            asked=Asked("The mother, by letter", "Passport and birth certificate seen by Morag"),
            asked_on=today - timedelta(days=5),
            by=people["manager.north"],
            at=timezone.now(),
        )


def keep_away(people):
    """One colleague of the demonstration is related to a family of the other team."""
    case, user = Case.objects.filter(given_name=KEPT_FROM).first(), people["hv.south"]
    if case and not case.conflict_blocks.filter(user=user).exists():
        block(case, user, why=RELATED, by=people["lead"], at=timezone.now())


def already_here(family):
    return Case.objects.filter(mother_name=family.mother_name, address=family.address).exists()


def synthetic_number(place):
    """The NHS number at a place of the synthetic range, or the next one with a check digit."""
    while True:
        nine = str(FIRST_NUMBER + place)
        digit = nhs_number.calculate_checksum(nine)
        if digit is not None and int(digit) < 10:
            return f"{nine}{digit}"
        place += 1000


class Story:
    """One family's months, told day by day as their health visitor would have recorded them."""

    def __init__(self, family, owner, team, place, today):
        self.family, self.owner, self.team = family, owner, team
        self.place, self.today = place, today
        self.born_ago = family.days if family.days >= 0 else None

    @transaction.atomic
    def tell(self):
        before = [c for c in self.family.contacts if self.before_birth(c)]
        after = [c for c in self.family.contacts if not self.before_birth(c)]
        case = self.registered(before)
        for contact in before:
            self.visit(case, contact)
        if before and self.born_ago is not None:
            self.birth(case)
        babies = [case, *self.twin(case)]
        self.add_father(babies)
        for contact in after:
            for baby in babies:
                self.visit(baby, contact)
        for baby in babies:
            plan_next_contact(baby, on=self.today)

    def before_birth(self, contact):
        return self.born_ago is None or contact.days_ago > self.born_ago

    def day(self, days_ago):
        return self.today - timedelta(days=days_ago)

    def moment(self, days_ago, hour=10):
        """That day at an hour in London; on the present day never later than now."""
        then = datetime.combine(self.day(days_ago), time(hour), tzinfo=LONDON)
        return min(then, timezone.now() - timedelta(minutes=5))

    def registered(self, before):
        unborn = self.born_ago is None or bool(before)
        born_ago = self.born_ago or 0
        due_ago = (self.family.days if self.born_ago is None else born_ago) - (
            7 * self.family.weeks_early
        )
        begun_ago = before[0].days_ago + 7 if before else born_ago if not unborn else 0
        names = (
            {}
            if unborn
            else {
                "given_name": self.family.given_name,
                "family_name": self.family.family_name,
                "nhs_number": synthetic_number(self.place * 2),
                "born_on": self.day(born_ago),
            }
        )
        return register(
            by=self.owner,
            at=self.moment(begun_ago, 9),
            team=self.team,
            owner=self.owner,
            mother_name=self.family.mother_name,
            due_on=self.day(due_ago),
            address=self.family.address,
            postcode="ZZ99 3WZ",
            **names,
        )

    def birth(self, case):
        record_birth(
            case,
            born_on=self.day(self.born_ago),
            given_name=self.family.given_name,
            family_name=self.family.family_name,
            nhs_number=synthetic_number(self.place * 2),
            by=self.owner,
            at=self.moment(max(self.born_ago - 1, 0), 9),
        )

    def twin(self, case):
        if not self.family.twin_name:
            return []
        return [
            register_twin(
                case,
                given_name=self.family.twin_name,
                family_name=self.family.family_name,
                born_on=self.day(self.born_ago),
                nhs_number=synthetic_number(self.place * 2 + 1),
                by=self.owner,
                at=self.moment(self.born_ago, 9),
            )
        ]

    def add_father(self, babies):
        if not self.family.father:
            return
        for baby in babies:
            answers = {"adult_name": self.family.father, **FATHER}
            add_adult(
                baby,
                named=Adult.Named.KNOWN,
                answers=entries(answers),
                by=self.owner,
                at=baby.created_at,
            )

    def visit(self, case, contact):
        held_at = self.moment(contact.days_ago)
        if contact.outcome != "held":
            record_not_held(
                case,
                visit_type=contact.visit_type,
                outcome=contact.outcome,
                held_at=held_at,
                note="Rang the bell twice and left a card.",
                by=self.owner,
                at=held_at,
            )
            return
        visit = start(
            case,
            visit_type=contact.visit_type,
            held_at=held_at,
            place=contact.place,
            present=list(contact.present),
            by=self.owner,
            at=held_at,
        )
        working = WorkingVisit(visit, WholeRecord(self.owner))
        asked = prompts_for(working.compiled, visit.visit_type, visit.stage)
        answers = said(asked, contact, visit.stage)
        answers |= self.of_new_adults(case, contact, held_at)
        self.save(visit, answers, held_at)
        if not contact.signed:
            return
        self.fill_gaps(visit, held_at)
        signed_at = held_at + timedelta(minutes=40)
        sign(
            visit,
            confirmed_closings=self.closings(visit) if contact.confirm_closings else [],
            by=self.owner,
            at=min(signed_at, timezone.now()),
        )

    def closings(self, visit):
        """Every closing that the answers propose, except of immediate items."""
        proposed = self.look(visit).closings(with_private=True)
        return [Confirmed(item.pk) for item in proposed if item.priority != Priority.IMMEDIATE]

    def of_new_adults(self, case, contact, at):
        """Adults first heard of at this contact, and what was said of each there."""
        changes = {}
        for answers in contact.adults:
            adult = add_adult(case, named=Adult.Named.NOT_SHARED, answers={}, by=self.owner, at=at)
            changes |= {f"{key}:{adult.pk}": change(value) for key, value in answers.items()}
        return changes

    def look(self, visit):
        visit.sheet.refresh_from_db(fields=["body"])
        return preview(visit, WholeRecord(self.owner))

    def fill_gaps(self, visit, at):
        """Answer what only showed up because of another answer, until nothing is missing."""
        for _ in range(MOST_FOLLOW_UPS):
            missing = self.look(visit).gaps
            self.save(visit, {gap.key: self.gap_answer(gap.key) for gap in missing}, at)

    def gap_answer(self, key):
        name = key.partition(":")[0]
        if name in ("da_next_date", "prebirth_referral_date"):
            return Change((self.today + timedelta(days=7)).isoformat())
        return Change(WHEN_TRIGGERED.get(name) or FATHER.get(name) or "Not known yet.")

    def save(self, visit, changes, at):
        save_point(
            visit.sheet, changes=changes, base_revisions={}, receipt=None, by=self.owner, at=at
        )


def said(asked, contact, stage):
    """What this contact's sheet is given: ordinary answers, and the story's own in their place."""
    answers = answers_for(stage) | contact.changes
    keys = {prompt.key for prompt in asked if not prompt.repeat_group}
    said_here = {key: value for key, value in answers.items() if key in keys}
    return {key: change(value) for key, value in said_here.items() if value is not None}


def change(value):
    """A Change of a value, or of a pair of value and reason."""
    return Change(*value) if isinstance(value, tuple) else Change(value)


def entries(answers):
    """Answers as the household keeps them: {key: {"value", "reason"}}."""
    return {
        key: {"value": said.value, "reason": said.reason}
        for key, said in ((key, change(value)) for key, value in answers.items())
    }

"""What is opened, saved and signed in the bench: told through the verbs."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from checklists.cases.models.case import Case
from checklists.demo.contacts import answer_what_is_left, answers_of, household_answers, save
from checklists.demo.families import Answers, Contact, Family, Value
from checklists.demo.ordinary import FATHER
from checklists.demo.people import PASSWORD
from checklists.demo.story import Story
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.people.models.teams import Membership, Role, Team
from checklists.people.models.users import User
from checklists.reading.clock import london_today
from checklists.visits.draft.signing import sign
from checklists.visits.draft.starting import start
from checklists.visits.models import Visit

MEASURED = "Measured"  # the family name of those made here
NEW_BIRTH, DAYS_OLD = "new-birth", 12
TAKES = timedelta(minutes=20)
FIRST_PLACE = 300_000  # of the invented NHS numbers: those of a country come before
# One page asks of each adult: more than 34 questions with three, 60 with a note with six.
SOME_ADULTS, MANY_ADULTS = 3, 6
OF_THREE_TEAMS = ("hv.three", "manager.three")
FAMILIES_OF_THREE = 4  # each with eleven items
# Each opens an item of its own.
OPENING: Mapping[str, Value] = {
    "understanding_checked": "unclear",
    "sleep_own_surface": "none",
    "sleep_day_place": ["sofa_armchair"],
    "sleep_back": "front_or_side",
    "sleep_room_share": "no",
    "handling_messages_reached": ["no_one_yet"],
    "crying_coping": "fear_of_harm",
    "access_pattern": "refused",
    "professional_disagreement": "unresolved",
    "lead_professional_known": "no",
    "da_seen_alone": "no",
}


def register(owner: User, *, adults: int = 0) -> Case:
    """A baby of twelve days, held by `owner`, with so many adults around."""
    number = Case.objects.filter(family_name=MEASURED).count()
    name = f"Mother {number}"
    family = Family(f"Baby {number}", MEASURED, name, DAYS_OLD, f"{number} Preface Row")
    Story(family, owner, team_of(owner), FIRST_PLACE + number, london_today()).tell()
    case = Case.objects.get(owner=owner, mother_name=name)
    for place in range(adults):
        said = household_answers({"adult_name": f"Adult {place}", **FATHER})
        add_adult(case, named=Adult.Named.KNOWN, answers=said, by=owner, at=case.created_at)
    return case


def team_of(owner: User) -> Team:
    return Team.objects.filter(memberships__user=owner).order_by("pk")[0]


def begin(case: Case, answers: Answers) -> Visit:
    """A draft of a new birth visit: ordinary answers, with these in their place."""
    at = timezone.now() - timedelta(minutes=30)
    visit = start(
        case,
        visit_type=NEW_BIRTH,
        held_at=at,
        place="home",
        present=["mother"],
        by=case.owner,
        at=at,
    )
    save(visit, answers_of(visit, Contact(0, NEW_BIRTH, answers), at), at)
    return visit


def ready_to_sign(case: Case) -> Visit:
    """A draft with an answer to everything it asks, which opens eleven items."""
    visit = begin(case, OPENING)
    answer_what_is_left(visit, visit.held_at, london_today())
    return visit


def make_people_of_three_teams() -> None:
    """A health visitor and a manager who work in three teams: pages must not ask team by team."""
    teams = [*Team.objects.order_by("pk")[:3]]
    for number in range(len(teams), 3):
        teams.append(Team.objects.create(slug=f"third-{number}", name=f"Third {number}"))
    nurse, manager = (User(username=name, name="Three Teams") for name in OF_THREE_TEAMS)
    for user, role in ((nurse, Role.HEALTH_VISITOR), (manager, Role.MANAGER)):
        user.set_password(PASSWORD)
        user.save()
        for team in teams:
            Membership.objects.create(user=user, role=role, team=team, starts_on="2020-01-01")
    for _ in range(FAMILIES_OF_THREE):
        visit = ready_to_sign(register(nurse))
        sign(visit, confirmed_closings=[], by=nurse, at=visit.held_at + TAKES)

"""Families whose months are told through the verbs, so that everything about them is true."""

from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from checklists.cases.models.case import Case
from checklists.demo.adults_around import ROBIN, WREN
from checklists.demo.care_of_the_baby import MILO
from checklists.demo.contacts import answers_of, save
from checklists.demo.families import Contact, Family
from checklists.demo.story import Story
from checklists.people.models.teams import Team
from checklists.people.models.users import User
from checklists.visits.draft.starting import start
from checklists.visits.models import Visit

NEWBORN = Family("Newton", "Firstpage", "Nora Firstpage", 12, "1 Preface Row")
TOLD = (MILO, WREN, ROBIN)
ANSWERED = 45  # of the questions of a new birth visit, so that some points are done and some not


def tell(owner: User, team: Team, today: date) -> list[Case]:
    """The cases of the families, the oldest story first."""
    told = []
    for place, family in enumerate(TOLD):
        ours = replace(family, owner=owner.username, team=team.slug, twin_name="")
        Story(ours, owner, team, place, today).tell()
        told.append(Case.objects.get(owner=owner, mother_name=family.mother_name))
    return told


@transaction.atomic
def begin_visit(owner: User, team: Team, today: date) -> Visit:
    """A new birth visit of today with several points answered, not signed."""
    Story(NEWBORN, owner, team, len(TOLD), today).tell()
    case = Case.objects.get(owner=owner, mother_name=NEWBORN.mother_name)
    at = timezone.now() - timedelta(minutes=30)
    visit = start(
        case,
        visit_type="new-birth",
        held_at=at,
        place="home",
        present=["mother"],
        by=owner,
        at=at,
    )
    answers = answers_of(visit, Contact(0, "new-birth"), at)
    save(visit, dict(list(answers.items())[:ANSWERED]), at)
    return visit

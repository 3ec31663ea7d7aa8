"""A family, a person and a draft, and two people who may change each of them."""

from dataclasses import dataclass

import pytest
import time_machine
from django.urls import reverse

from checklists.guidance.models import Setting, VisitType
from checklists.guidance.publishing import copy_to_draft
from checklists.handbook.models import ServicePage
from checklists.household import adults
from checklists.people.models.teams import Role
from tests.factories import AbsenceFactory, CaseFactory, LocalNumberFactory, TeamFactory, person
from tests.visits.story import AT_THE_VISIT as NOW
from tests.visits.story import begin

DAN = {"adult_name": "Dan Inventall", "adult_role": "birth_father", "adult_lives_in_home": "yes"}
REST_OF_DAN = {"adult_cares_alone": "no", "adult_met": "yes"}


@dataclass
class Page:
    """A page that two people have open; each saves as the user of the same place."""

    address: str
    first: object
    second: object


@pytest.fixture
def open_twice(content_in_force):
    """open_twice(name) is the page of that address."""
    with time_machine.travel(NOW, tick=False):
        yield Pages().of


class Pages:
    def __init__(self):
        self.team = TeamFactory(name="North")
        self.nia = person(team=self.team, name="Nia Northfield")
        self.morag = person(Role.MANAGER, team=self.team, name="Morag Northcote")

    def of(self, name: str) -> Page:
        if name.startswith("admin:"):
            return self.of_admin(name)
        make = getattr(self, name)
        return Page(reverse(name, args=make()), *self.two(name))

    def two(self, name):
        return (self.nia, self.nia) if name == "visit_presence" else (self.morag, self.nia)

    def case(self):
        return CaseFactory(owner=self.nia, team=self.team)

    def edit_case(self):
        return [self.case().pk]

    def change_adult(self):
        answers = {key: {"value": said, "reason": ""} for key, said in (DAN | REST_OF_DAN).items()}
        case = self.case()
        adult = adults.add_adult(case, named="known", answers=answers, by=self.nia, at=NOW)
        return [case.pk, adult.pk]

    def visit_presence(self):
        return [begin(self.case()).pk]

    def absence(self):
        return [self.away().pk]

    def away(self):
        day = NOW.date()
        return AbsenceFactory(user=self.nia, covered_by=None, starts_on=day, ends_on=day)

    def of_admin(self, name):
        rows = {"user": self.user, "team": lambda: self.team, **ROWS}
        model = name.removeprefix("admin:checklists_").removesuffix("_change")
        role = Role.SYSTEM_ADMINISTRATOR if model in ("user", "team") else Role.EDITOR
        first, second = (person(role, name=called) for called in ("Ana Hart", "Ben Reed"))
        row = rows[model]() if model not in PARTS else self.row_of_draft(model, first)
        return Page(reverse(name, args=[row.pk]), first, second)

    def user(self):
        self.away()
        return self.nia

    def row_of_draft(self, model, by):
        return getattr(copy_to_draft(by=by, at=NOW), PARTS[model]).first()


ROWS = {
    "localnumber": LocalNumberFactory,
    "setting": Setting.objects.first,
    "visittype": VisitType.objects.first,
    "servicepage": ServicePage.objects.first,
}
PARTS = {
    "learningpoint": "points",
    "prompt": "prompts",
    "namedlist": "lists",
    "rule": "rules",
    "resource": "resources",
}

"""The people and families that the access tests ask about, made as the demonstration makes its own.

Each file makes them once.
"""

import re
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.demo.families import Family
from checklists.demo.people import make_people, make_teams
from checklists.demo.seeding import LONG_AGO
from checklists.demo.story import Story
from checklists.guidance.models import (
    LearningPoint,
    NamedList,
    Prompt,
    Resource,
    Rule,
    Setting,
    VisitType,
)
from checklists.guidance.publishing import copy_to_draft
from checklists.handbook.models import ServicePage
from checklists.household.adults import add_adult, end_adult
from checklists.household.models import Adult
from checklists.household.professionals import add_professional
from checklists.outstanding.closing import ask_to_close
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome, Priority
from checklists.outstanding.ticking import tick_step
from checklists.people.models.teams import Role, Team
from checklists.people.models.users import User
from checklists.visits.draft.starting import start
from checklists.visits.models import Visit
from checklists.withdrawal.withdrawing import ask_withdrawal
from tests.access.dealings import dealings, second_session
from tests.access.family_words import BABY, ELSEWHERE, OFFERED, PLACES, SECRET, STEMS, TWIN, UNBORN
from tests.access.people import ALL, BLOCKED, VISITOR
from tests.factories import (
    ConflictBlockFactory,
    EmergencyGrantFactory,
    ItemFactory,
    LocalNumberFactory,
    UserFactory,
)
from tests.outstanding.with_steps import leave_open
from tests.visits.story import AT_THE_VISIT as NOW
from tests.visits.story import begin, begun_in_error, draft_with_withdrawal_asked, say, signed

TEAMS = [(slug, slug.title(), f"{slug} duty", "", "") for slug in ("near", "far", "apart")]
PEOPLE = (
    ("owner", "Olga Owner", Role.HEALTH_VISITOR, "near"),
    ("colleague", "Coll League", Role.HEALTH_VISITOR, "near"),
    ("deactivated", "Dee Activated", Role.HEALTH_VISITOR, "near"),
    ("manager", "Mana Ger", Role.MANAGER, "near"),
    ("stranger", "Stran Ger", Role.HEALTH_VISITOR, "far"),
    ("other manager", "Other Manager", Role.MANAGER, "far"),
    ("emergency", "Emer Gency", Role.HEALTH_VISITOR, "apart"),
    ("lead", "Lee Lead", Role.SAFEGUARDING_LEAD, None),
    ("editor", "Edie Editor", Role.EDITOR, None),
    ("publisher", "Pat Publisher", Role.PUBLISHER, None),
    ("system administrator", "Sam Sysadmin", Role.SYSTEM_ADMINISTRATOR, None),
)


def family_of(stem: str, days: int = 45, **fields: str) -> Family:
    """Every word of it holds the stem of its case."""
    born = (f"{stem} given", f"{stem} family") if days > 0 else ("", "")
    return Family(*born, f"{stem} mother", days, f"1 {stem} street", **fields)


NEAR = {"team": "near", "owner": "owner"}
FAMILIES = {
    PLACES[BABY]: family_of(BABY, **NEAR),
    PLACES[TWIN]: family_of(TWIN, **NEAR),
    PLACES[UNBORN]: family_of(UNBORN, days=-56, **NEAR),
    PLACES[ELSEWHERE]: family_of(ELSEWHERE, team="far", owner="stranger"),
    PLACES[OFFERED]: family_of(OFFERED, **NEAR),
}


@dataclass
class World:
    """`users` and `clients` by the names of `people.ALL`; `things` by what a route is about."""

    users: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    cookies: dict[str, object] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    things: dict[str, dict] = field(default_factory=dict)
    neutral: dict[tuple, str] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """The browser of that person, signed in as at the beginning."""
        self.clients[who].cookies = copy(self.cookies[who])
        return self.clients[who]

    def stem_of(self, pk: UUID | str) -> str:
        return next((stem for stem, case in self.cases.items() if str(case.pk) == str(pk)), "?")

    def block(self) -> None:
        """From now on the owner of the baby is the one who must never see this case."""
        ConflictBlockFactory(
            case=self.cases[BABY], user=self.users[BLOCKED], set_by=self.users["lead"]
        )


def build() -> World:
    """Once the content is in force."""
    world = World()
    teams = make_teams(TEAMS)
    people(world, teams)
    families(world, teams)
    household(world)
    visits(world)
    items(world)
    dealings(world)
    guidance(world)
    sign_everyone_in(world)
    second_session(world)
    return world


def people(world: World, teams: dict[str, Team]) -> None:
    world.users |= make_people(teams, NOW.date() - LONG_AGO, PEOPLE)
    world.users[BLOCKED] = world.users["owner"]
    world.users["superuser"] = UserFactory(is_superuser=True)


def families(world: World, teams: dict[str, Team]) -> None:
    for place, family in FAMILIES.items():
        owner, team = world.users[family.owner], teams[family.team]
        Story(family, owner, team, place, NOW.date()).tell()
        [stem] = (one for one in STEMS if one in family.mother_name)
        world.cases[stem] = Case.objects.get(mother_name=family.mother_name)
    baby, twin = world.cases[BABY], world.cases[TWIN]
    Case.objects.filter(pk=baby.pk).update(birth_order=1)
    Case.objects.filter(pk=twin.pk).update(birth_order=2, family=baby.family)
    for case in (baby, twin):
        case.refresh_from_db()
    EmergencyGrantFactory(
        case=baby,
        user=world.users["emergency"],
        starts_at=NOW - timedelta(hours=1),
        ends_at=NOW + timedelta(hours=3),
    )


def household(world: World) -> None:
    for stem, case in world.cases.items():
        by, at = case.owner, NOW - timedelta(days=30)
        named = {"adult_name": {"value": f"{stem} {SECRET} father", "reason": ""}}
        adult, gone = (
            add_adult(case, named=Adult.Named.KNOWN, answers=named, by=by, at=at) for _ in range(2)
        )
        end_adult(gone, by=by, at=at)
        nurse = add_professional(
            case, by=by, at=at, name=f"{stem} nurse", role="Midwife", contact=f"{stem} desk"
        )
        if stem == BABY:
            pk = {"pk": case.pk}
            world.things["adult"] = {**pk, "adult": adult.pk}
            world.things["gone adult"] = {**pk, "adult": gone.pk}
            world.things["professional"] = {**pk, "professional": nurse.pk}
        world.things[stem] = {"pk": case.pk}


def visits(world: World) -> None:
    before = NOW - timedelta(days=14)
    for stem in (BABY, TWIN, ELSEWHERE):
        said = {
            "baby_lived_experience": f"{stem} sleeps.",
            "da_safe_contact": f"{stem} {SECRET} before two.",
        }
        done = signed(world.cases[stem], said, at=before, visit_type="new-birth")
        wrong = signed(world.cases[stem], said, at=before, visit_type="targeted")
        draft = say(begin(world.cases[stem]), {**said, "mark_seen": "yes"})
        if stem == BABY:
            begun_by_mistake(world, said)
            asked = ask_withdrawal(wrong, reason="Next door.", by=wrong.author, at=NOW)
            world.things["visit asked out"] = {"pk": asked.pk}
            world.things["signed visit"], world.things["draft"] = {"pk": done.pk}, {"pk": draft.pk}
            world.things["page of the draft"] = {"pk": draft.pk, "slug": "sleep"}
            world.things["private page of the draft"] = {
                "pk": draft.pk,
                "slug": "family-and-friends",
            }
    theirs = start(
        world.cases[BABY],
        visit_type="6-8-week",
        held_at=NOW,
        place=Visit.Place.HOME,
        present=["mother"],
        by=world.users["manager"],
        at=NOW,
    )
    world.things["manager's draft"] = {"pk": theirs.pk}


def begun_by_mistake(world: World, said) -> None:
    """An empty draft, one discarded, and one with words that waits for a second person."""
    case = world.cases[BABY]
    empty = begin(case, visit_type="targeted")
    gone = begun_in_error(case, mistake=Visit.Mistake.TWICE)
    _, asked = draft_with_withdrawal_asked(case, said, reason="Next door.")
    world.things["empty draft"], world.things["discarded visit"] = {"pk": empty.pk}, {"pk": gone.pk}
    world.things["draft asked out"] = {"pk": asked.pk}


def items(world: World) -> None:
    """Open, private, waiting for agreement and not yet seen, for every family."""
    for stem, case in world.cases.items():
        title = f"{stem} to ring"
        made = {
            "item": ItemFactory(case=case, title=title),
            "private item": ItemFactory(case=case, private=True, title=f"{title} {SECRET}"),
            "item to agree": ItemFactory(case=case, title=title),
            "item not seen": ItemFactory(case=case, title=title, immediate=True),
            "routine item": ItemFactory(case=case, title=title, priority=Priority.ROUTINE),
            "item with steps": ItemFactory(case=case, title=title),
            "item with a tick": ItemFactory(case=case, title=title),
            "item about a mark": ItemFactory(case=case, title=title, point_number=7),
        }
        for about in ("item with steps", "item with a tick"):
            leave_open(made[about], "mark_paediatric", at=NOW)
        step = "mark_paediatric"
        tick_step(made["item with a tick"], step=step, action=Action(""), by=case.owner, at=NOW)
        done = Action("Rang.", NOW, "")
        ask_to_close(
            made["item to agree"], outcome=Outcome.DONE, action=done, by=case.owner, at=NOW
        )
        if stem == BABY:
            world.things |= {about: {"pk": item.pk} for about, item in made.items()}


def guidance(world: World) -> None:
    """A row of each kind that the admin shows."""
    point = LearningPoint.objects.first()
    world.things["version"] = {"object_id": point.version_id}
    world.things["a page of the version"] = {"pk": point.version_id, "task": "sleep"}
    for model in (
        LearningPoint,
        NamedList,
        Prompt,
        Resource,
        Rule,
        ServicePage,
        Setting,
        VisitType,
    ):
        row = model.objects.first()
        world.things[model._meta.model_name] = {"object_id": row.pk}
    number = LocalNumberFactory(set_by=world.users["editor"])
    world.things["localnumber"] = {"object_id": number.pk}
    someone = world.users["colleague"]
    world.things["user"] = {"object_id": someone.pk}
    world.things["password of a user"] = {"id": someone.pk}
    world.things["team"] = {"object_id": world.cases[BABY].team_id}
    rooms = {"app_label": "checklists"}
    world.things |= {"advice": {"topic": "nappies"}, "rooms of the admin": rooms}
    world.things["a learning point"] = {"number": 5}
    world.things["no page of the admin"] = {"url": "nowhere/"}
    kind = ContentType.objects.get_for_model(Case)
    family = {"content_type_id": kind.pk, "object_id": world.cases[BABY].pk}
    world.things["a family by its kind"] = family
    draft = copy_to_draft(by=world.users["editor"], at=NOW)
    world.things["draft of the guidance"] = {"pk": draft.pk}
    event = Event.objects.filter(case_ref=world.cases[BABY].pk).first()
    world.things["event"] = {"object_id": event.pk}


def sign_everyone_in(world: World) -> None:
    for who in ALL:
        world.clients[who] = client = Client(raise_request_exception=False)
        if who == VISITOR:
            world.users[who] = AnonymousUser()
        else:
            client.force_login(world.users[who])
        world.cookies[who] = copy(client.cookies)
    # Signed in first, so that deactivation is seen to act on a session that goes on.
    User.objects.filter(pk=world.users["deactivated"].pk).update(is_active=False)


def address(world: World, name: str, about: str) -> str:
    """The address of a route by its name, or by its pattern when it has none."""
    ids = {key: str(value) for key, value in world.things.get(about, {}).items()}
    if "/" not in name:
        return reverse(name, kwargs=ids)
    return "/" + re.sub(r"<\w+:(\w+)>|\(\?P<(\w+)>.*", lambda m: ids[m[1] or m[2]], name)

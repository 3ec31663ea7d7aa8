"""Who works in the district of the person who looks, and who in the rest of the country."""

from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from checklists.demo.people import make_people, make_teams
from checklists.people.models.teams import Membership, Role, Team
from checklists.people.models.users import User
from tests.country.copying import Table
from tests.country.names import FAMILY, GIVEN

HEALTH_VISITORS = 6
DISTRICT, NEIGHBOURS = "district", "neighbours"
TEAMS = (
    (DISTRICT, "District", "01632 960103", "01632 960113", "01632 960123"),
    (NEIGHBOURS, "Neighbours", "01632 960104", "01632 960114", "01632 960124"),
)
PEOPLE = (
    *(
        (f"hv{number}.district", f"Hanna Visitor {number}", Role.HEALTH_VISITOR, DISTRICT)
        for number in range(1, HEALTH_VISITORS + 1)
    ),
    ("manager.district", "Mara Manager", Role.MANAGER, DISTRICT),
    ("deputy.district", "Dora Deputy", Role.DEPUTY, DISTRICT),
    ("hv.neighbours", "Noor Neighbour", Role.HEALTH_VISITOR, NEIGHBOURS),
    ("manager.neighbours", "Nils Neighbour", Role.MANAGER, NEIGHBOURS),
    ("lead.country", "Lena Lead", Role.SAFEGUARDING_LEAD, None),
    ("editor.country", "Edda Editor", Role.EDITOR, None),
    ("publisher.country", "Pola Publisher", Role.PUBLISHER, None),
    ("sysadmin.country", "Sina Sysadmin", Role.SYSTEM_ADMINISTRATOR, None),
)
ELSEWHERE = "elsewhere-"


def make_district(since: date) -> tuple[dict[str, Team], dict[str, User]]:
    """The teams by slug and the people by username, with the password of the demonstration."""
    teams = make_teams(TEAMS)
    return teams, make_people(teams, since, PEOPLE)


def teams_elsewhere() -> int:
    return Team.objects.filter(slug__startswith=ELSEWHERE).count()


def make_team(number: int) -> Team:
    slug = f"{ELSEWHERE}{number}"
    row = (slug, f"Elsewhere {number}", "01632 960105", "01632 960115", "01632 960125")
    return make_teams([row])[slug]


def copy_people(cursor: Any, team: Team, chance: Random, at: datetime) -> list[UUID]:
    """Ids of a new team's people: its health visitors, then its manager and its deputy.

    Nobody signs in as one of them.
    """
    roles = [*[Role.HEALTH_VISITOR] * HEALTH_VISITORS, Role.MANAGER, Role.DEPUTY]
    ids = [UUID(int=chance.getrandbits(128), version=4) for _ in roles]
    users = Table(User, "id", "username", "name", password="!", date_joined=at)
    members = Table(Membership, "user_id", "role", team_id=team.pk, starts_on=at.date())
    names = [f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}" for _ in roles]
    users.fill(
        cursor,
        (
            users.line({"id": pk, "username": f"{role}.{pk.hex[:12]}", "name": name})
            for pk, role, name in zip(ids, roles, names, strict=True)
        ),
    )
    members.fill(
        cursor,
        (
            members.line({"user_id": pk, "role": role.value})
            for pk, role in zip(ids, roles, strict=True)
        ),
    )
    return ids

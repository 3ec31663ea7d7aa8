"""What a person's roles and times away give them today."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from checklists.people.covered import Covered, covered_today
from checklists.people.models.teams import TEAM_MANAGERS, TEAM_ROLES, Role
from checklists.people.roles import roles_of, teams_of, works_with_families

if TYPE_CHECKING:
    from checklists.people.models.users import User


@dataclass(frozen=True)
class Rights:
    """What a person's roles and times away give them today: teams by id, and whom they cover."""

    works_in: list[int]
    manages: list[int]
    is_lead: bool
    with_families: bool
    covered: Covered


def rights_of(user: "User") -> Rights:
    """The one place where the rights of a request are read; all about cases is decided from them.

    Each part is kept on the user for a day, and a request has a user of its own: a change acts on
    the next request.
    """
    return Rights(
        works_in=teams_of(user, *TEAM_ROLES),
        manages=teams_of(user, *TEAM_MANAGERS),
        is_lead=Role.SAFEGUARDING_LEAD in roles_of(user),
        with_families=works_with_families(user),
        covered=covered_today(user),
    )


def covered_by(user: "User") -> list[UUID]:
    """Ids of the colleagues whose families the user covers today; read once per user and day."""
    return covered_today(user).everyone


def stands_in_for(user: "User") -> list[UUID]:
    """The same, and for whom the user might: a manager of the team gets what is closed to a cover.

    The same whether or not anything is closed, so that no page tells by its looks.
    """
    return covered_today(user).some_families_of

"""What someone who opened a case may do with it today."""

from typing import TYPE_CHECKING

from checklists.cases.querysets import OPENS_PRIVATE, RECORDS, Why
from checklists.people.absence import covered_today
from checklists.people.models.teams import Role
from checklists.people.roles import roles_of, teams_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from checklists.cases.models.case import Case
    from checklists.people.models.users import User


def covered_by(user: "User") -> list:
    """Ids of the colleagues whose families the user covers today; read once per user and day."""
    return covered_today(user).everyone


def stands_in_for(user: "User") -> list:
    """The same, and for whom the user might: whoever leads a team gets what is closed to a cover.

    The same whether or not anything is closed, so that no page tells by its looks.
    """
    return covered_today(user).some_families_of


def may_record(case: "Case") -> bool:
    """Whether the one for whom `open_case` opened this case may write in it today."""
    return case.why in RECORDS and case.ended_on is None


def may_print(case: "Case", user: "User | AnonymousUser") -> bool:
    """Whether the user, who opened this case, may print what is for staff alone: PRINTS in Python.

    `why` does not tell: a manager who covers for the holder opens it as cover.
    """
    return case.why == Why.CASELOAD or case.team_id in teams_of(user, Role.MANAGER, Role.DEPUTY)


def reads_log(case: "Case", user: "User | AnonymousUser") -> bool:
    """Whether the user, who may see this case, may also see who opened it: OVERSEES in Python.

    `why` does not tell: a manager who holds the case herself opens it as her caseload.
    """
    manages = case.team_id in teams_of(user, Role.MANAGER, Role.DEPUTY)
    return manages or Role.SAFEGUARDING_LEAD in roles_of(user)


def may_open_private(case: "Case", user: "User") -> bool:
    """Whether the user may read the private words and items of this case today."""
    if hasattr(case, "opened_by") and case.opened_by == user.pk:
        return case.private_open
    return type(case)._default_manager.reached_by(user, OPENS_PRIVATE).filter(pk=case.pk).exists()

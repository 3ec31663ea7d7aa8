"""People of every role who are kept from a family by a block."""

from checklists.people.models.teams import Role
from tests.addresses import NOON
from tests.factories import (
    AbsenceFactory,
    EmergencyGrantFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    person,
)


def covering(case):
    colleague = person(team=case.team)
    day = NOON.date()
    AbsenceFactory(user=case.owner, covered_by=colleague, starts_on=day, ends_on=day)
    return colleague


def called_out(case):
    user = person(team=TeamFactory())
    EmergencyGrantFactory(case=case, user=user, starts_at=NOON, ends_at=NOON.replace(hour=16))
    return user


def in_every_role(case):
    """A relative who is owner, manager, lead, administrator and superuser at once."""
    case.owner.is_superuser = True
    case.owner.save(update_fields=["is_superuser"])
    for role in (Role.MANAGER, Role.DEPUTY):
        MembershipFactory(user=case.owner, team=case.team, role=role)
    for role in (Role.SAFEGUARDING_LEAD, Role.SYSTEM_ADMINISTRATOR):
        MembershipFactory(user=case.owner, team=None, role=role)
    return case.owner


BLOCKED = {
    "the owner": lambda case: case.owner,
    "a colleague of the team": lambda case: person(team=case.team),
    "who covers for the owner": covering,
    "the manager": lambda case: person(Role.MANAGER, case.team),
    "the deputy": lambda case: person(Role.DEPUTY, case.team),
    "the safeguarding lead": lambda case: person(Role.SAFEGUARDING_LEAD),
    "with emergency access": called_out,
    "a superuser": lambda case: UserFactory(is_superuser=True),
    "in every role": in_every_role,
}

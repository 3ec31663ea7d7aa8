"""A blocked person cannot tell a block from a typo, at any address, by what they get or wait for.

Unknown, foreign and blocked ids give the same bytes and headers after the same statements. A new
address with an id is asked by itself.
"""

import re
from uuid import uuid4

import pytest
import time_machine

from checklists.audit.models import Event
from checklists.people.models import Role, User
from tests.addresses import NOON, addresses, to, visit_of
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    ItemFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\b[0-9a-f]{32}\b")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
# Values, with their type where PostgreSQL is told it, and the names of savepoints.
TYPED = re.compile(r"'(?:[^']|'')*'(?:::\w+)?|\b\d+\b|\bNULL\b|\bs\d+_x\d+\b")


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def covering(case):
    colleague = person(team=TeamFactory())
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
    case.owner.save()
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
WITH_AN_ID = [
    address
    for address in addresses()
    if "uuid" in address.values[1].values() and address.values[0] is not None
]


OF_A_CASE = ("cases", "visits", "items")


def id_of(case, place, author):
    """The id of the case, or of an item or a draft of that person in it, for such an address."""
    if place == "items":
        return ItemFactory(case=case, owner=author).pk
    if place == "visits":
        visit = visit_of(case)
        visit.author = author
        visit.save()
        return visit.pk
    return case.pk


def asked(client, address, method, statements):
    """What the answer and the work for it look like, ids and tokens masked."""
    with statements() as counted:
        answer = getattr(client, method)(address, {"q": "x"} if method == "post" else {})
    body = TOKEN.sub("", ID.sub("<id>", answer.content.decode()))
    headers = sorted((name, ID.sub("<id>", value)) for name, value in answer.headers.items())
    work = [TYPED.sub("?", ID.sub("<id>", one["sql"])) for one in counted.captured_queries]
    return answer.status_code, body, headers, sorted(answer.cookies), work


@pytest.mark.parametrize("who", BLOCKED)
@pytest.mark.parametrize(("name", "kinds"), WITH_AN_ID)
def test_a_block_looks_like_a_typo(client, statements, name, kinds, who):
    case = CaseFactory()
    user = BLOCKED[who](case)
    place = to(name, kinds).split("/")[1]
    blocked = id_of(case, place, user)
    ConflictBlockFactory(case=case, user=user)
    other = CaseFactory()
    # A lead may open every case: what is foreign to her is one she is kept away from, too.
    if Role.SAFEGUARDING_LEAD in {held.role for held in user.memberships.all()}:
        ConflictBlockFactory(case=other, user=user)
    foreign = id_of(other, place, other.owner)
    client.force_login(User.objects.get(pk=user.pk))
    asked(client, to(name, kinds, pk=uuid4()), "get", statements)  # begins the session

    for method in ("get", "post"):
        typo, theirs, closed = (
            asked(client, to(name, kinds, pk=pk), method, statements)
            for pk in (uuid4(), foreign, blocked)
        )

        assert closed == typo
        assert theirs == typo
        assert place not in OF_A_CASE or typo[0] in {302, 404, 405}
        assert case.given_name not in closed[1]


@pytest.mark.parametrize(("name", "kinds"), WITH_AN_ID)
def test_what_was_refused_is_logged_with_its_case(client, name, kinds):
    case = CaseFactory()
    ConflictBlockFactory(case=case, user=case.owner)
    place = to(name, kinds).split("/")[1]
    pk = id_of(case, place, case.owner)
    client.force_login(case.owner)

    answer = client.post(to(name, kinds, pk=pk))

    refused = Event.objects.filter(kind__endswith="refused", case_ref=case.pk, by=case.owner)
    role_is_missing = name in NOT_FOR_HER
    assert refused.exists() is (answer.status_code == 404 and not role_is_missing)


# Pages that do not exist for a health visitor, whatever id she gives.
NOT_FOR_HER = {"block_person", "ask_to_lift_block", "lift_block", "keep_block"}

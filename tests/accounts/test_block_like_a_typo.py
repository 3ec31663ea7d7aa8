"""A blocked person cannot tell a block from a typo, at any address, by what they get or wait for.

Unknown, foreign and blocked ids give the same bytes and headers after the same statements. A new
address with an id is asked by itself.
"""

from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from checklists.audit.models import Event
from checklists.audit.querysets import note_all_stated
from checklists.cases.encryption import encrypt
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.records.models import SubjectRequest
from tests.accounts.kept_away import BLOCKED, in_every_role
from tests.addresses import NOON, addresses, offer_of, to, visit_of
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    ItemFactory,
)
from tests.masking import ID, SAVEPOINT, TOKEN

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("at_noon"),
]


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


WITH_AN_ID = [
    address
    for address in addresses()
    if "uuid" in address.values[1].values() and address.values[0] is not None
]


OF_A_CASE = ("cases", "visits", "items", "requests", "emergency", "transfers")


def id_of(case, place, author):
    """The id that stands in an address below this place: of the case, or of a row of it."""
    make = {
        "items": lambda: ItemFactory(case=case, owner=author),
        "visits": lambda: draft_of(case, author),
        "requests": lambda: request_for(case, author),
        "emergency": lambda: EmergencyGrantFactory(case=case, user=author),
        "transfers": lambda: offer_of(case, author),
        "alerts": lambda: Alert.objects.create(recipient=author, at=NOON, case_ref=case.pk),
    }
    return make[place]().pk if place in make else case.pk


def draft_of(case, author):
    visit = visit_of(case)
    visit.author = author
    visit.save()
    return visit


def request_for(case, author):
    row = SubjectRequest(
        case=case,
        subject=SubjectRequest.Subject.BABY,
        asked_on=NOON.date(),
        begun_by=author,
        begun_at=NOON,
    )
    encrypt(row, sealed={"asked_by": "Rosa Fableton", "identity": "Known"}).save(force_insert=True)
    return row


class Work:
    """The statements sent to the database in order, without their values."""

    def __init__(self):
        self.statements = []

    def __call__(self, execute, sql, params, many, context):
        self.statements.append(SAVEPOINT.sub("?", sql) if "SAVEPOINT" in sql else sql)
        return execute(sql, params, many, context)


def asked(client, address, method):
    """What the answer and the work for it look like, ids and tokens masked."""
    work = Work()
    with connection.execute_wrapper(work):
        answer = getattr(client, method)(address, {"q": "x"} if method == "post" else {})
    body = TOKEN.sub("", ID.sub("<id>", answer.content.decode()))
    headers = sorted((name, ID.sub("<id>", value)) for name, value in answer.headers.items())
    return answer.status_code, body, headers, sorted(answer.cookies), work.statements


class Asker:
    """One blocked person, and the same rows of the case they are kept from and of a foreign one."""

    def __init__(self, client, who):
        self.client = client
        self.closed, self.other = CaseFactory(given_name="Zephyrine"), CaseFactory()
        self.user = BLOCKED[who](self.closed)
        places = {to(*address.values).split("/")[1] for address in WITH_AN_ID}
        self.blocked = {place: id_of(self.closed, place, self.user) for place in places}
        self.foreign = {place: id_of(self.other, place, self.other.owner) for place in places}
        ConflictBlockFactory(case=self.closed, user=self.user)
        # A lead may open every case: what is foreign to her is one she is kept away from, too.
        if Role.SAFEGUARDING_LEAD in {held.role for held in self.user.memberships.all()}:
            ConflictBlockFactory(case=self.other, user=self.user)
        client.force_login(User.objects.get(pk=self.user.pk))
        note_all_stated()  # rows made by no verb, which the first event of all would state
        for _ in range(2):  # begins the session, and has the cookies of a page
            client.get("/nothing/here/")

    def looks_like_a_typo(self, name, kinds, method):
        """Whether closed, foreign and unknown look alike there, and nothing tells of the case."""
        place = to(name, kinds).split("/")[1]
        typo, theirs, closed = (
            asked(self.client, to(name, kinds, pk=pk), method)
            for pk in (uuid4(), self.foreign[place], self.blocked[place])
        )
        not_there = place not in OF_A_CASE or typo[0] in {302, 404, 405}
        return typo == theirs == closed and not_there and "Zephyrine" not in closed[1]


# Whom a form is sent for, too: what may be sent is what may be opened, for everybody alike.
SENDS = {"the owner", "with emergency access", "in every role"}


@pytest.mark.parametrize("who", BLOCKED)
def test_a_block_looks_like_a_typo(client, who):
    asker = Asker(client, who)

    tells = [
        f"{method} {address.values[0]}"
        for address in WITH_AN_ID
        for method in (("get", "post") if who in SENDS else ("get",))
        if not asker.looks_like_a_typo(*address.values, method)
    ]

    assert tells == []


# Ends one's own access and shows nothing of anybody's.
OPENS_NOTHING = {"end_emergency"}


def shows_a_case(name, kinds):
    return to(name, kinds).split("/")[1] in OF_A_CASE and name not in OPENS_NOTHING


@pytest.mark.parametrize(
    ("name", "kinds"), [one for one in WITH_AN_ID if shows_a_case(*one.values)]
)
def test_what_was_refused_is_logged_with_its_case(client, name, kinds):
    case = CaseFactory()
    user = in_every_role(case)
    ConflictBlockFactory(case=case, user=user)
    address = to(name, kinds, pk=id_of(case, to(name, kinds).split("/")[1], user))
    client.force_login(User.objects.get(pk=user.pk))

    answers = [client.get(address), client.post(address)]

    refused = Event.objects.filter(kind__endswith="refused", case_ref=case.pk, by=user)
    assert refused.count() == sum(answer.status_code == 404 for answer in answers) > 0

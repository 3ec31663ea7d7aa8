"""Two pages tell somebody blocked no more than an unrelated person, or the leads hear of it.

Every page that takes or names what is known of a record is asked before every other one, in three
worlds: the record is of another team, the person is blocked from it as well, and there is none.
What somebody blocked gets from the two must be what the person gets in one of the other worlds.
"""

from copy import copy
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from checklists.cases.attempts import tell_leads
from checklists.cases.models.case import Case
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.addresses import addresses, to
from tests.browsing import shown_to
from tests.case_fixtures import NOW
from tests.factories import CaseFactory, ConflictBlockFactory, TeamFactory, person
from tests.masking import ID, TOKEN

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("monday", "version"),
]

NUMBER = "9990001022"
BORN = {"born_on-day": "9", "born_on-month": "10", "born_on-year": "2026"}
SAME_NAME = {"given_name": "Zephyrine", "family_name": "Fableton", **BORN}
SAME_NUMBER = {"given_name": "Robin", "nhs_number": NUMBER, **BORN}
OWN = ("own", "unborn")
ON_THE_DAY = {"day-day": "9", "day-month": "10", "day-year": "2026"}
WHY = {"category": "called_out", "words": "The police rang about the baby."}


@dataclass(frozen=True)
class Page:
    """`of` says whose id stands in the address: that of the record, or of a case of one's own."""

    route: str
    of: str = ""
    sends: tuple = ()

    def ask(self, client, ids):
        address = reverse(self.route, args=[ids[self.of]] if self.of else [])
        if not self.sends:
            return client.get(address)
        typed = {name: ids.get(value, value) for name, value in dict(*self.sends).items()}
        shown = shown_to(client, address) if self.of in OWN else {}
        return client.post(address, {**shown, **typed})


def sending(route, of="", **typed):
    return Page(route, of, (typed,))


# They answer that a record exists, and whose it may be stays open.
SAY_IT_EXISTS = {
    "a new baby of that name": sending("new_case", **SAME_NAME),
    "a new baby of that number": sending("new_case", **SAME_NUMBER),
    "own baby gets the number": sending("edit_case", "own", **SAME_NUMBER),
    "own baby is born with the number": sending(
        "record_birth", "unborn", **SAME_NUMBER, how_many="one"
    ),
    "own baby has a twin of the name": sending("add_twin", "own", **SAME_NAME),
}
# They open the record to an unrelated person, and to nobody blocked.
OPEN_IT = {
    "emergency by number": sending("emergency", **WHY, nhs_number=NUMBER),
    "emergency by name": sending("emergency", **WHY, name="Zephyrine Fableton", **ON_THE_DAY),
    "emergency by a link": sending("emergency", **WHY, record="record"),
}
OTHERS = {
    "the record": Page("case", "record"),
    "a form of the record": sending("add_item", "record", title="Ring"),
    "end the emergency": sending("end_emergency", "record", x="x"),
    "search": sending("find_family", q=NUMBER),
    "own alerts": Page("alerts"),
}
PAGES = {**SAY_IT_EXISTS, **OPEN_IT, **OTHERS}


@pytest.fixture
def sol():
    return person(team=TeamFactory(name="South"), name="Sol Southwell")


@pytest.fixture
def lead():
    return person(Role.SAFEGUARDING_LEAD)


@pytest.fixture
def ids(sol):
    own = {"owner": sol, "team": sol.memberships.get().team}
    record = CaseFactory(given_name="Zephyrine", mother_name="Zelda Fableton", nhs_number=NUMBER)
    return {
        "record": record.pk,
        "own": CaseFactory(**own, given_name="Wren", mother_name="Rosa Inventall").pk,
        "unborn": CaseFactory(**own, unborn=True, mother_name="Ines Inventall").pk,
    }


def is_foreign(ids, sol, lead):
    return ids


def is_blocked(ids, sol, lead):
    ConflictBlockFactory(case_id=ids["record"], user=sol, set_by=lead)
    return ids


def is_nowhere(ids, sol, lead):
    """Another family has the record, and an id leads nowhere."""
    other = Case.objects.get(pk=ids["record"])
    other.given_name, other.family_name, other.mother_name = "Ada", "Otherly", "Una Otherly"
    other.nhs_number = None
    other.save()
    return {**ids, "record": uuid4()}


WORLDS = {"foreign": is_foreign, "blocked": is_blocked, "nowhere": is_nowhere}


def look(page, client, ids):
    answer = page.ask(client, ids)
    body = TOKEN.sub("", ID.sub("<id>", answer.content.decode()))
    headers = sorted((name, ID.sub("<id>", value)) for name, value in answer.headers.items())
    return answer.status_code, body, headers


class Ahead:
    """What is asked in this block is taken back."""

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *error):
        transaction.set_rollback(True)
        return self.atomic.__exit__(*error)


def pairs_in(make, first, ids, sol, lead):
    """{second: both answers} of one person in one world."""
    client = Client()
    with Ahead():
        ids = make(ids, sol, lead)
        client.force_login(sol)
        began = look(PAGES[first], client, ids)
        return {second: (began, looked_ahead(second, client, ids)) for second in after(first)}


def after(first):
    """What is closed or open alone is alike in all worlds: see `test_block_like_a_typo`."""
    return PAGES if first not in OTHERS else {**SAY_IT_EXISTS, **OPEN_IT}


def looked_ahead(name, client, ids):
    browser = Client()  # a message that waits for the next page is in its cookies
    browser.cookies = copy(client.cookies)
    with Ahead():
        return look(PAGES[name], browser, ids)


TELLING = [
    pair
    for tells in SAY_IT_EXISTS
    for opens in OPEN_IT
    for pair in ((tells, opens), (opens, tells))
]


@pytest.mark.parametrize("first", PAGES)
def test_no_other_pair_of_pages_tells_a_block_from_a_typo(ids, sol, lead, first):
    seen = {name: pairs_in(make, first, ids, sol, lead) for name, make in WORLDS.items()}

    telling = {
        (first, second)
        for second, answers in seen["blocked"].items()
        if answers not in (seen["foreign"][second], seen["nowhere"][second])
    }

    assert telling == {pair for pair in TELLING if pair[0] == first}


ASKS_WHICH_BABY = ('name="nhs_number"', 'name="q"')


def opened(client, name, kinds, pk):
    known = {"pk": pk} if kinds.get("pk") == "uuid" else {}
    return client.get(to(name, kinds, **known)).content.decode()


def test_every_page_that_asks_which_baby_is_walked(ids, sol):
    client = Client()
    client.force_login(sol)

    asking = {
        name
        for name, kinds in (address.values for address in addresses())
        if name not in (None, "account_logout")
        for pk in (ids[one] for one in OWN)
        if any(field in opened(client, name, kinds, pk) for field in ASKS_WHICH_BABY)
    }

    walked = {page.route for page in PAGES.values() if page.of != "record"}
    assert asking - {"caseload"} == walked - {"alerts"}  # its box sends to the search


@pytest.mark.parametrize("pair", TELLING, ids=" and ".join)
def test_the_leads_are_told_of_each_pair_that_tells(ids, sol, lead, pair):
    client = Client()
    client.force_login(sol)
    is_blocked(ids, sol, lead)

    for name in pair:
        PAGES[name].ask(client, ids)
    tell_leads(at=NOW)
    tell_leads(at=NOW)

    told = Alert.objects.get(kind="block_found_out")
    assert (told.recipient, told.about, told.case_ref) == (lead, sol, ids["record"])
    assert not Alert.objects.filter(recipient=sol).exists()


@pytest.mark.parametrize("first", SAY_IT_EXISTS)
@pytest.mark.parametrize("second", OPEN_IT)
def test_emergency_access_stays_the_way_in_for_everybody_else(ids, sol, lead, first, second):
    client = Client()
    client.force_login(sol)

    PAGES[first].ask(client, ids)
    answer = PAGES[second].ask(client, ids)

    assert answer.url == reverse("case", args=[ids["record"]])
    assert tell_leads(at=NOW) == 0

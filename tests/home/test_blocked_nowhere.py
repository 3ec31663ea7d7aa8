"""A family someone is kept from changes nothing on any page of theirs: no row, count or choice."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.cases.models.case import Case
from checklists.outstanding.models import State
from checklists.people.alerting import alert
from checklists.people.models.users import User
from tests.accounts.kept_away import BLOCKED
from tests.addresses import NOON, addresses, offer_of, visit_of
from tests.factories import CaseFactory, ConflictBlockFactory, ItemFactory, TeamFactory, person
from tests.masking import ID, TOKEN

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("content_in_force", "at_noon"),
]

ALONE = [address.values[0] for address in addresses() if not address.values[1]]
# Pages of one's own sign-in, and the log, which grows with each page that is asked for here.
LEFT_OUT = {
    name for name in ALONE if name.startswith(("account", "mfa_", "end_")) or "access" in name
}
OF_A_TWIN = ("case", "household", "case_visits", "case_outstanding", "start_visit", "edit_case")


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def masked(answer):
    return TOKEN.sub("", ID.sub("<id>", answer.content.decode()))


def lists(client, user):
    """Every page that needs no id, asked for and sent, with the search for the family.

    Each in a session of its own: full titles, once chosen, hold for the pages that follow.
    """
    found = {}
    for name in set(ALONE) - LEFT_OUT:
        client.logout()
        client.force_login(user)
        found[name, "get"] = masked(client.get(reverse(name)))
        sent = {"q": "Zephyrine", "open": "titles"}
        found[name, "post"] = masked(client.post(reverse(name), sent))
    return found


def with_everything(case, user, colleague):
    """Give the case all that a list could show: items of each kind, a draft, a twin."""
    case.given_name, case.nhs_number = "Zephyrine", "9990001022"
    case.save(update_fields=["given_name", "nhs_number"])
    for owner in {case.owner, user}:
        ItemFactory(case=case, owner=owner, immediate=True)
        ItemFactory(case=case, owner=owner, due_on=NOON.date() - timedelta(days=9))
        ItemFactory(
            case=case,
            owner=owner,
            state=State.CLOSING_ASKED,
            outcome="done",
            closing_asked_by=colleague,
            closing_asked_at=NOON,
        )
    offer_of(case, user)
    visit = visit_of(case)
    visit.author = user
    visit.save()


@pytest.mark.parametrize("who", BLOCKED)
def test_a_blocked_family_leaves_every_list_as_it_is_without_it(client, who):
    gone = CaseFactory()
    user = BLOCKED[who](gone)
    colleague = person(team=gone.team)
    other = CaseFactory(given_name="Otis", team=gone.team, owner=gone.owner)
    ItemFactory(case=other)
    ConflictBlockFactory(case=gone, user=user)
    user = User.objects.get(pk=user.pk)
    client.force_login(user)
    client.get(reverse("caseload"))
    before = lists(client, user)

    with_everything(gone, user, colleague)
    alert([user], "family_given", at=NOON, case_ref=gone.pk)

    assert lists(client, user) == before


@pytest.mark.parametrize("who", [who for who in BLOCKED if who != "a superuser"])
def test_a_blocked_twin_leaves_the_other_s_pages_as_they_are(client, who):
    gone = CaseFactory()
    user = BLOCKED[who](gone)
    if who == "with emergency access":
        user = gone.owner
    colleague = person(team=gone.team)
    here = CaseFactory(team=gone.team, owner=gone.owner, given_name="Otis")
    ConflictBlockFactory(case=gone, user=user)
    client.force_login(User.objects.get(pk=user.pk))
    pages = [reverse(name, args=[here.pk]) for name in OF_A_TWIN]
    before = [masked(client.get(address)) for address in pages]

    Case.objects.filter(pk=gone.pk).update(family=here.family)
    with_everything(gone, user, colleague)

    assert [masked(client.get(address)) for address in pages] == before


def test_an_administrator_does_not_read_of_blocks_in_the_log(client):
    case = CaseFactory()
    user = BLOCKED["in every role"](case)
    lead = person("safeguarding_lead")
    from_team = person(team=TeamFactory())
    url = reverse("admin:checklists_event_changelist")
    client.force_login(lead)
    sent = {"person": str(from_team.pk), "why": "Neighbours."}
    client.post(reverse("block_person", args=[case.pk]), sent)

    client.force_login(User.objects.get(pk=user.pk))

    assert "conflict." not in client.get(url).content.decode()

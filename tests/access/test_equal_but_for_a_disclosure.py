"""Two families are equal but for what was said in private: nothing that others see tells which.

The colleague of the team may see the family, and not open what is private. Every page that links
and buttons lead to is compared, and every mail.
"""

import re
from collections import defaultdict, deque

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from checklists.cases.emergency import open_in_emergency
from checklists.cases.models.emergency import EmergencyGrant
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.visits.draft.matching import say_who_was_there
from checklists.visits.draft.signing import sign
from tests.access.crawling import Page, route_of
from tests.factories import CaseFactory, TeamFactory, person
from tests.visits.story import AT_THE_VISIT as NOW
from tests.visits.story import begin, leave_the_rest, reread, say, signed

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
REFERENCE = re.compile(r"Reference: [0-9a-f]{8}\b")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
ENDS = {"account_logout", "baby_care_advice", "advice_topic"}
NEW_SECRETS = "mfa_"  # pages that make one each time
CALLED_OUT = EmergencyGrant.Category.CALLED_OUT
OPEN = {
    "handling_messages_reached": ["mother"],
    "sleep_messages_reached": ["mother"],
    "sleep_action_plan": "Take the soft toys out of the cot tonight.",
    "crying_plan": "Make a drink. Ring Auntie.",
    "icon_given_main": "done",
    "mark_seen": "reported",
    "mark_map": [
        '{"drawing":"1/head","id":"1-00c0ffee","kind":"bruise","region":"left_cheek",'
        '"seen":"reported","x":730,"y":700}'
    ],
}
QUIET = {"da_seen_alone": "yes", "da_postnatal": "asked_no_disclosure"}
DISCLOSED = {
    "da_seen_alone": "yes",
    "da_postnatal": "asked_disclosure",
    "da_indicators": ["told_us", "partner_answers"],
    "da_safe_now": "not_safe",
    "da_notes": "She told me what he does.",
    # So that what is not known of her private part differs as well.
    "father_identity": "yes",
    "pregnancy_concealed": "yes",
    "risk_analysis": "He is never far from her.",
    "mark_map_told": ['{"id":"1-00c0ffee","note":"She whispered it","who":"her sister"}'],
}


@pytest.fixture
def people(content_in_force):
    """Who works with the family, each with an address for mail."""
    team = TeamFactory()
    found = {
        "holder": person(team=team),
        "colleague": person(team=team),
        "manager": person(Role.MANAGER, team),
        "lead": person(Role.SAFEGUARDING_LEAD),
        "night": person(team=TeamFactory()),
    }
    User.objects.update(email="someone@example.org")
    return found


def answered(private):
    """Two contacts with these private answers."""

    def tell(case):
        signed(case, {**OPEN, **private}, visit_type="new-birth")
        signed(case, {**OPEN, **private})

    return tell


def with_a_partner(is_matched):
    """Two contacts at which a partner was there who is on the record, and was matched or not."""

    def tell(case):
        said = {"adult_name": {"value": "Carl Hart", "reason": ""}}
        carl = add_adult(case, named=Adult.Named.KNOWN, answers=said, by=case.owner, at=NOW)
        room = {"partner": {"adults": {str(carl.pk): "spoken"}, "not_known": False}}
        for kind in ("new-birth", "6-8-week"):
            here = ["mother", "partner"]
            visit = say(begin(reread(case), visit_type=kind, present=here), {**OPEN, **QUIET})
            if is_matched:
                say_who_was_there(visit, room=room, by=visit.author, at=NOW)
                visit.sheet.refresh_from_db()
            sign(leave_the_rest(visit), confirmed_closings=[], by=visit.author, at=NOW)

    return tell


def seen(people, tell, mails, commits):
    """What the colleague reads of a family of which this is told, and what mails say."""
    team, already = people["holder"].memberships.get().team, len(mails)
    with transaction.atomic():
        with commits(execute=True):
            case = CaseFactory(team=team, owner=people["holder"], given_name="Wren")
            tell(case)
            open_in_emergency(case, category=CALLED_OUT, words="Rang.", by=people["night"], at=NOW)
        opened = OutstandingItem.objects.filter(case=case, private=True).count()
        read = everything(people["colleague"], reverse("case", args=[case.pk]))
        transaction.set_rollback(True)
    return read, sorted(map(said_by, mails[already:])), opened


def everything(user, address):
    """{page: what it says, sorted}, pages whose addresses differ by an id together."""
    client, waiting, been, read = Client(), deque(["/", address]), set(), defaultdict(list)
    client.force_login(user)
    while waiting:
        url = waiting.popleft()
        route = route_of(url)
        if url in been or not route or route in ENDS or route.startswith(NEW_SECRETS):
            continue
        been.add(url)
        answer = client.get(url, follow=True)
        page = keep(read, url, answer)
        waiting.extend(page.links)
        for form in page.posts:
            for name, value in form.buttons:
                if name == "open":
                    keep(read, form.url, client.post(form.url, {name: value}, follow=True), value)
                    client.post(form.url, {name: ""})  # neutral titles again
    return {name: sorted(pages) for name, pages in read.items()}


def keep(read, url, answer, pressed=""):
    body = answer.content.decode()
    read[f"{plain(url)} {pressed}".strip()].append("\n".join(sorted(plain(body).splitlines())))
    return Page(url, body)


def said_by(mail):
    """All of it but its reference, which is part of an id."""
    words = REFERENCE.sub("Reference: id", mail.get_content())
    return "\n".join([mail["To"], mail["Subject"], words])


def plain(text):
    """Without ids and tokens. Lines are sorted: equal items stand in the order of their ids."""
    return TOKEN.sub("", ID.sub("id", text))


@pytest.fixture
def at_the_visit(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.mark.parametrize(
    ("quietly", "with_more"),
    [
        pytest.param(answered(QUIET), answered(DISCLOSED), id="a disclosure"),
        pytest.param(with_a_partner(True), with_a_partner(False), id="a partner on no record"),
    ],
)
def test_nobody_without_the_permission_can_tell_them_apart(
    at_the_visit, people, mail_server, django_capture_on_commit_callbacks, quietly, with_more
):
    commits = django_capture_on_commit_callbacks

    quiet, quiet_mails, few = seen(people, quietly, mail_server.messages, commits)
    disclosed, mails, many = seen(people, with_more, mail_server.messages, commits)

    assert many > few, "nothing private was opened: then this shows nothing"
    assert {"/", "/cases/id/", "/visits/id/signed/", "/items/id/"} <= set(quiet)
    assert {"/cases/id/ titles", "/cases/id/outstanding/ titles"} <= set(quiet)
    assert "Not known yet" in str(quiet["/cases/id/"])
    assert set(quiet) == set(disclosed)
    assert [name for name in quiet if quiet[name] != disclosed[name]] == []
    assert quiet_mails
    assert quiet_mails == mails

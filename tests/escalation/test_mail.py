"""The mail of each step is the one that every alert sends, and holds no word of a family."""

import re

import pytest

from checklists.outstanding.models import OutstandingItem
from checklists.people.alerting import BODY, SUBJECT
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.escalation.conftest import london, run
from tests.factories import EmergencyGrantFactory, ItemFactory, TeamFactory, person
from tests.handover.offering import offered
from tests.visits.story import begin, reread, say

pytestmark = pytest.mark.django_db(transaction=True)
CANARIES = ("Wren", "Fableton", "Rosa", "Inkwell", "canary", "North", "nurse", "999 000")
URGENT = re.compile(r"urgent|immediate|overdue|emergency|handover|signed|deput|lead", re.IGNORECASE)
MARK = {"mark_seen": "reported", "mark_type": ["bruise"], "baby_mobility": "rolling_only"}
TEN = london("2026-11-23 10:00")


@pytest.fixture
def everything_waits(version_in_service, case, item, people):
    """One thing of each kind, with a word of the family in whatever holds words."""
    OutstandingItem.objects.update(title="canary of an item", guidance="canary of guidance")
    case.address, case.nhs_number = "4 Inkwell Row", "9990001022"
    case.save()
    say(begin(reread(case), at=TEN), {**MARK, "mark_explanation": "canary said"}, at=TEN)
    south = TeamFactory(name="South")
    person(Role.DEPUTY, south, name="deputy of South", email="south@trust.example")
    offered(case, to_team=south, note="canary of a note", at=TEN)
    EmergencyGrantFactory(case=case, ends_at=TEN)


@pytest.fixture
def version_in_service(kept_content):
    kept_content.put_in_force()


@pytest.mark.usefixtures("everything_waits")
def test_each_mail_is_the_same_and_holds_no_word_of_a_family(mail_server):
    for at in ("23 12:00", "23 14:00", "25 10:00", "27 10:00"):
        run(f"2026-11-{at}")

    mails = mail_server.messages
    assert {mail["To"] for mail in mails} == {
        f"{who}@trust.example" for who in ("deputy", "manager", "lead", "south")
    }
    assert {mail["Subject"] for mail in mails} == {SUBJECT}
    bodies = [mail.get_content().replace("\r\n", "\n") for mail in mails]
    whole = re.compile(re.escape(BODY).replace(r"\{reference\}", "[0-9a-f]{8}"))
    assert all(whole.fullmatch(body) for body in bodies)
    words = "\n".join(mail.as_string() for mail in mails)
    assert not [one for one in CANARIES if one in words]
    assert not URGENT.search("\n".join([*bodies, SUBJECT]))


@pytest.mark.usefixtures("item", "people")
def test_one_alert_is_one_mail(mail_server):
    run("2026-11-23 12:00")
    run("2026-11-23 12:01")

    assert [mail["To"] for mail in mail_server.messages] == ["deputy@trust.example"]


@pytest.mark.usefixtures("item", "people")
def test_who_has_no_address_finds_it_on_the_page(mail_server, deputy):
    User.objects.filter(pk=deputy.pk).update(email="")

    run("2026-11-23 12:00")

    assert mail_server.messages == []
    assert deputy.alerts.waiting().count() == 1


def test_nothing_is_said_of_a_family_where_the_timer_speaks(item, case, people, capsys):
    ItemFactory(case=case, immediate=True, opened_at=TEN, title="canary", rule_key="another")

    run("2026-11-23 12:00")

    said = capsys.readouterr()
    assert not [one for one in CANARIES if one in said.out + said.err]

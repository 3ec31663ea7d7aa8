"""Leads are alerted when somebody tries to open a record they are blocked from."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases.attempts import tell_leads
from checklists.cases.emergency import Sought, log_refusal
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.case_fixtures import NOW
from tests.factories import CaseFactory, ConflictBlockFactory, ItemFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version", "monday")]
DAY = timedelta(days=1)


@pytest.fixture
def lead(db):
    return person(Role.SAFEGUARDING_LEAD, email="lee@example.invalid")


@pytest.fixture
def blocked(case, colleague, lead):
    ConflictBlockFactory(case=case, user=colleague, set_by=lead)
    return colleague


def tries(client, user, name, pk):
    client.force_login(user)
    assert client.get(reverse(name, args=[pk])).status_code == 404


def test_a_lead_is_told_who_tried_to_open_what(client, case, blocked, lead):
    tries(client, blocked, "case", case.pk)

    assert tell_leads(at=NOW) == 1

    told = Alert.objects.get()
    assert (told.kind, told.recipient) == ("blocked_attempt", lead)
    assert (told.about, told.case_ref) == (blocked, case.pk)
    assert Event.objects.filter(kind="conflict.attempt_told", case_ref=case.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_mail_names_nobody(client, case, blocked, lead, mail_server):
    tries(client, blocked, "case", case.pk)

    call_command("send_alerts", verbosity=0)

    (message,) = mail_server.messages
    text = message["Subject"] + message.get_content()
    assert message["To"] == lead.email
    assert case.given_name not in text
    assert blocked.name not in text
    assert "conflict" not in text.lower()


def test_an_earlier_alert_is_not_mailed_to_someone_blocked_since(case, lead):
    away = person(team=case.team, email="away@example.invalid")
    Alert.objects.create(recipient=away, kind="family_given", case_ref=case.pk, at=NOW)
    ConflictBlockFactory(case=case, user=away, set_by=lead)

    call_command("send_alerts", verbosity=0)

    assert mail.outbox == []


def test_an_item_s_address_is_an_attempt_too(client, case, blocked, lead):
    tries(client, blocked, "item", ItemFactory(case=case).pk)

    assert tell_leads(at=NOW) == 1


def test_many_attempts_of_a_day_are_one_alert(client, case, blocked, lead):
    for name in ("case", "household", "case"):
        tries(client, blocked, name, case.pk)
    tell_leads(at=NOW)
    tries(client, blocked, "case", case.pk)

    assert tell_leads(at=NOW) == 0

    assert Alert.objects.count() == 1


def test_the_next_day_is_told_again(client, case, blocked, lead):
    tries(client, blocked, "case", case.pk)
    tell_leads(at=NOW)
    with time_machine.travel(NOW + DAY, tick=False):
        tries(client, blocked, "case", case.pk)

    assert tell_leads(at=NOW + DAY) == 1


def test_an_unknown_and_a_foreign_address_tell_nobody(client, blocked, lead):
    tries(client, blocked, "case", uuid4())
    tries(client, blocked, "case", CaseFactory().pk)

    assert tell_leads(at=NOW) == 0


def test_what_was_tried_before_the_block_is_no_attempt(client, case, stranger, lead):
    tries(client, stranger, "case", case.pk)
    ConflictBlockFactory(case=case, user=stranger, set_by=lead, set_at=NOW + timedelta(minutes=1))

    assert tell_leads(at=NOW) == 0


def test_a_search_is_no_attempt(client, case, blocked, lead):
    client.force_login(blocked)
    client.post(reverse("find_family"), {"q": case.given_name})

    assert tell_leads(at=NOW) == 0


def test_a_blocked_lead_is_never_told_and_the_manager_is_when_no_lead_is_left(
    client, case, lead, manager
):
    ConflictBlockFactory(case=case, user=lead, set_by=lead)
    tries(client, lead, "case", case.pk)

    assert tell_leads(at=NOW) == 1
    assert Alert.objects.get().recipient == manager


def asks_in_an_emergency(user, case, at=NOW):
    log_refusal(Sought(record=case.pk), by=user, at=at)


def found_out():
    return list(Alert.objects.filter(kind="block_found_out"))


def test_who_held_the_family_and_is_refused_in_an_emergency_may_have_found_out(case, nurse, lead):
    record("case.read", by=nurse, at=NOW - DAY, case=case)
    ConflictBlockFactory(case=case, user=nurse, set_by=lead, set_at=NOW)
    asks_in_an_emergency(nurse, case)

    tell_leads(at=NOW)

    (told,) = found_out()
    assert (told.recipient, told.about, told.case_ref) == (lead, nurse, case.pk)


def test_an_emergency_alone_is_an_attempt_and_no_more(case, blocked):
    asks_in_an_emergency(blocked, case)

    assert tell_leads(at=NOW) == 1
    assert found_out() == []


def test_other_refusals_do_not_tell_that_a_record_exists(client, case, blocked):
    tries(client, blocked, "case", case.pk)
    asks_in_an_emergency(blocked, case)

    tell_leads(at=NOW)

    assert found_out() == []


def test_what_was_refused_before_the_block_tells_nothing(case, stranger, lead):
    record("case.match_refused", by=stranger, at=NOW - DAY, case=case)
    asks_in_an_emergency(stranger, case, at=NOW - DAY)
    ConflictBlockFactory(case=case, user=stranger, set_by=lead, set_at=NOW)

    assert tell_leads(at=NOW) == 0


def test_the_leads_are_told_of_the_next_pair_too(case, blocked):
    record("case.match_refused", by=blocked, at=NOW, case=case)
    asks_in_an_emergency(blocked, case)
    tell_leads(at=NOW)
    asks_in_an_emergency(blocked, case, at=NOW + DAY)

    tell_leads(at=NOW + DAY)

    assert [one.at for one in found_out()] == [NOW + DAY, NOW]


def test_the_page_of_a_match_after_the_emergency_is_a_pair_too(case, blocked):
    asks_in_an_emergency(blocked, case, at=NOW - timedelta(hours=1))
    record("case.match_refused", by=blocked, at=NOW, case=case)

    tell_leads(at=NOW)

    assert [one.at for one in found_out()] == [NOW]

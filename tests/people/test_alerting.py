"""An alert is mailed at once, in words that anybody could read over a shoulder."""

from datetime import UTC, datetime
from smtplib import SMTPServerDisconnected
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction

from checklists.people.alerting import alert, safeguarding_leads
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.factories import TeamFactory, UserFactory, person

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def lead(db):
    return person(Role.SAFEGUARDING_LEAD, email="lead@trust.example")


def tell(*people):
    with transaction.atomic():
        alert(people, "superuser_changed", at=NOON, about=UserFactory(name="Sam Sysadmin"))


@pytest.mark.django_db(transaction=True)
def test_the_mail_says_only_that_something_waits(mail_server, lead):
    tell(lead)

    (message,) = mail_server.messages
    assert message["To"] == "lead@trust.example"
    assert message["Subject"] == "Safe Babies: you have an item to review"
    assert "Sam" not in message.as_string()
    assert "superuser" not in message.as_string()
    assert Alert.objects.get().mailed_at is not None


@pytest.mark.django_db(transaction=True)
def test_nothing_is_mailed_of_what_did_not_happen(mail_server, lead):
    with transaction.atomic():
        alert([lead], "superuser_changed", at=NOON, case_ref=uuid4())
        transaction.set_rollback(True)

    assert mail_server.messages == []
    assert not Alert.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_mailed_stands_and_is_mailed_later(mail_server, lead, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("smtplib.SMTP.sendmail", disconnected)
        tell(lead)
    assert Alert.objects.get().mailed_at is None

    call_command("send_alerts", verbosity=0)
    call_command("send_alerts", verbosity=0)

    assert len(mail_server.messages) == 1
    assert Alert.objects.get().mailed_at is not None


def disconnected(*args, **kwargs):
    raise SMTPServerDisconnected


@pytest.mark.django_db(transaction=True)
def test_someone_without_an_address_finds_it_on_the_page(mail_server):
    tell(person(Role.SAFEGUARDING_LEAD))

    assert mail_server.messages == []
    assert Alert.objects.waiting().count() == 1


@pytest.mark.django_db
def test_only_active_people_are_leads(lead):
    person(Role.SAFEGUARDING_LEAD, is_active=False)
    person(Role.MANAGER, TeamFactory())

    assert safeguarding_leads(NOON) == [lead]

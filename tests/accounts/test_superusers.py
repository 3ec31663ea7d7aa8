"""Nobody makes, changes or is a superuser without the safeguarding leads being told."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from checklists.audit.models import Event
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.accounts.admin_pages import page_of, typed
from tests.browsing import shown_to
from tests.factories import UserFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return person(Role.SAFEGUARDING_LEAD)


def make(username="root", name="Rhea Rootley"):
    call_command("createsuperuser", username=username, name=name, interactive=False)


def test_the_name_of_a_superuser_is_read_like_every_other():
    make(name="Rhea\u00a0\u2028Root\u00adley")

    user = User.objects.get(username="root")
    assert user.name == "Rhea Rootley"


@pytest.mark.parametrize("name", ["\u200b", "-", "\u0301"])
def test_a_superuser_without_a_name_is_not_made(name):
    with pytest.raises(CommandError, match="Enter the name in letters"):
        make(name=name)

    assert not User.objects.exists()


def test_making_a_superuser_is_an_event_and_alerts_every_lead(lead):
    other = person(Role.SAFEGUARDING_LEAD)

    make()

    event = Event.objects.get(kind="superuser.made")
    assert event.target == f"user:{User.objects.get(username='root').pk}"
    alerts = Alert.objects.filter(kind="superuser_changed")
    assert {alert.recipient for alert in alerts} == {lead, other}


def test_the_first_superuser_is_made_before_there_is_a_lead():
    make()

    assert Event.objects.filter(kind="superuser.made").count() == 1


def test_a_superuser_who_could_not_be_made_alerts_nobody(lead):
    make()

    with pytest.raises(CommandError):
        make()

    assert Alert.objects.count() == 1


@pytest.mark.parametrize("made", ["in a shell", "by SQL"])
def test_a_superuser_made_by_sql_is_reported_within_a_minute(lead, made):
    if made == "in a shell":
        User.objects.create_superuser("root")
    else:
        user = UserFactory()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE checklists_user SET is_superuser = %s WHERE username = %s",
                [True, user.username],
            )

    for _ in range(2):
        call_command("send_alerts", verbosity=0)

    assert Event.objects.filter(kind="superuser.made").count() == 1
    assert Alert.objects.filter(recipient=lead, kind="superuser_changed").count() == 1


def change(client, by, user, rest="change/"):
    client.force_login(by)
    new = "a quiet river in June"
    sent = {**typed(user, name="Another"), "password1": new, "password2": new}
    sent |= {"usable_password": "true", "set-password": ""}
    return client.post(page_of(user, rest), {**shown_to(client, page_of(user, rest)), **sent})


@pytest.mark.parametrize("rest", ["change/", "password/"])
def test_a_change_of_a_superuser_alerts_the_lead(client, lead, rest):
    by = UserFactory(is_superuser=True)

    response = change(client, by, UserFactory(is_superuser=True), rest)

    assert response.status_code == 302
    assert Alert.objects.get(recipient=lead).about == by


def test_a_change_by_a_superuser_alerts_the_lead(client, lead):
    change(client, UserFactory(is_superuser=True), UserFactory())

    assert Alert.objects.filter(recipient=lead, kind="superuser_changed").count() == 1


def test_ordinary_administration_alerts_nobody(client, lead):
    response = change(client, person(Role.SYSTEM_ADMINISTRATOR), UserFactory())

    assert response.status_code == 302
    assert not Alert.objects.exists()

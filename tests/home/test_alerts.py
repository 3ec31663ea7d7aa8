"""One's own alerts: what waits first, and nothing about a family one must not know of."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.people.alerting import ALERT_KINDS
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ConflictBlockFactory, TeamFactory, UserFactory, person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def case():
    return CaseFactory()


@pytest.fixture
def manager(client, case):
    manager = person(Role.MANAGER, case.team)
    client.force_login(manager)
    return manager


def tell(user, case=None, hours=0, **fields):
    case_ref = case.pk if case else None
    return Alert.objects.create(
        recipient=user,
        kind="emergency_used",
        case_ref=case_ref,
        at=NOON + hours * HOUR,
        **fields,
    )


def page(client):
    return client.get(reverse("alerts"))


def test_what_waits_comes_first_and_the_newest_of_it(client, case, manager):
    old, new = tell(manager, case), tell(manager, case, 1)
    seen = tell(manager, case, 2, seen_at=NOON + 3 * HOUR)

    shown = page(client).context

    assert [row["pk"] for row in shown["waiting"]] == [new.pk, old.pk]
    assert [row["pk"] for row in shown["seen"]] == [seen.pk]


def test_it_names_no_family_and_leads_to_where_it_is_dealt_with(client, case, manager):
    tell(manager, case, about=UserFactory(name="Sol Southwell"))

    shown = page(client)

    assert "Emergency access was used" in shown.text
    assert f'href="{reverse("emergency_review")}"' in shown.text
    assert "23 November 2026, midday" in shown.text
    assert case.name not in shown.text
    assert "Sol" not in shown.text


def test_marking_it_as_seen_takes_it_out_of_the_count(client, case, manager):
    alert = tell(manager, case)
    assert "Alerts (1)" in page(client).text

    client.post(reverse("alert_seen", args=[alert.pk]))

    assert "Alerts (1)" not in page(client).text
    assert Alert.objects.get().seen_at is not None
    assert Event.objects.filter(kind="alert.seen", by=manager).count() == 1


def test_marking_it_again_changes_nothing(client, case, manager):
    alert = tell(manager, case, seen_at=NOON)

    client.post(reverse("alert_seen", args=[alert.pk]))

    assert Alert.objects.get().seen_at == NOON
    assert not Event.objects.filter(kind="alert.seen").exists()


def test_looking_at_the_page_marks_nothing(client, case, manager):
    tell(manager, case)

    page(client)

    assert Alert.objects.waiting().count() == 1


def test_anothers_alert_is_not_there(client, case, manager):
    others = tell(person(Role.DEPUTY, case.team), case)

    assert page(client).context["waiting"] == []
    assert client.post(reverse("alert_seen", args=[others.pk])).status_code == 404
    assert Alert.objects.waiting().count() == 1


def test_a_block_that_came_later_hides_it(client, case, manager):
    alert = tell(manager, case)
    ConflictBlockFactory(case=case, user=manager)

    shown = page(client)

    assert shown.context["waiting"] == []
    assert "Alerts (1)" not in shown.text
    assert client.post(reverse("alert_seen", args=[alert.pk])).status_code == 404


def test_every_kind_leads_somewhere(client, case, manager):
    for kind in ALERT_KINDS:
        tell(manager, case).__class__.objects.filter(kind="emergency_used").update(kind=kind)

    assert page(client).status_code == 200


def test_an_alert_of_a_kind_no_longer_made_is_still_listed(client, manager):
    Alert.objects.create(recipient=manager, kind="of_long_ago", at=NOON)

    assert "Something to look at" in page(client).text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SYSTEM_ADMINISTRATOR])
def test_the_count_is_asked_for_those_who_work_with_families_only(client, role, statements):
    client.force_login(person(role))
    client.get("/nowhere/")

    with statements() as counted:
        client.get("/nowhere/")

    assert not any("checklists_alert" in query["sql"] for query in counted.captured_queries)


def test_it_costs_the_same_at_any_size(client, case, manager, statements):
    counts = []
    for more in (1, 20):
        for hours in range(more):
            tell(manager, case, hours)
            tell(manager, CaseFactory(team=TeamFactory()), hours)
        page(client)
        with statements() as counted:
            page(client)
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 6

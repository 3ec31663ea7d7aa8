"""The demonstration: fictional, repeatable, and only where nothing else is."""

import pytest
from django.utils import timezone

from checklists.cases.models import Case, EmergencyGrant
from checklists.desk.demo.people import PEOPLE
from checklists.desk.demo.seeding import NotADemoDatabase, seed
from checklists.outstanding.models import OutstandingItem
from checklists.people.models import Alert, User
from checklists.visits.models import Visit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_database_with_real_people_is_left_alone(content_in_force):
    UserFactory()

    with pytest.raises(NotADemoDatabase):
        seed()

    assert not Case.objects.exists()


def test_every_documented_account_is_made(seeded):
    assert set(User.objects.values_list("username", flat=True)) == {row[0] for row in PEOPLE}


def test_again_adds_nothing(seeded):
    models = (Case, Visit, OutstandingItem, EmergencyGrant, Alert)
    before = [model.objects.count() for model in models]

    made = seed()

    assert made == 0
    assert before == [model.objects.count() for model in models]


def test_one_use_of_emergency_access_waits_for_its_review(seeded):
    manager, concerned = User.objects.get(username="manager.north"), "hv.south"

    use = EmergencyGrant.objects.visible_to(manager).not_reviewed().get()

    assert use.user.username == concerned
    assert use.ends_at < timezone.now()
    assert Alert.objects.filter(recipient=manager, kind="emergency_used").exists()


def test_more_families_on_request(seeded):
    assert seed(3) == 3


def test_numbers_are_of_the_range_that_is_never_issued(seeded):
    numbers = Case.objects.exclude(nhs_number=None).values_list("nhs_number", flat=True)

    assert numbers
    assert all(number.startswith("999") for number in numbers)


@pytest.mark.parametrize(
    "rule",
    [
        "da_postnatal_not_completed",
        "bruise_non_mobile",
        "father_identity_unknown",
        "adult_gap",
        "no_access_or_refused",
        "sleep_bed_share_high_risk",
    ],
)
def test_the_families_show_what_the_briefing_is_about(seeded, rule):
    assert OutstandingItem.objects.filter(rule_key=rule).exists()

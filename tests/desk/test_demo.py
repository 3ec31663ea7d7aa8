"""The demonstration: fictional, repeatable, and only where nothing else is."""

import pytest

from checklists.cases.models import Case
from checklists.desk.demo.people import PEOPLE
from checklists.desk.demo.seeding import NotADemoDatabase, seed
from checklists.outstanding.models import OutstandingItem
from checklists.people.models import User
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
    before = (Case.objects.count(), Visit.objects.count(), OutstandingItem.objects.count())

    made = seed()

    assert made == 0
    assert before == (Case.objects.count(), Visit.objects.count(), OutstandingItem.objects.count())


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

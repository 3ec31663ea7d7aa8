"""The synthetic country is what it says, so that what is measured in it means something."""

import pytest
from django.db import connection

from checklists.cases.encryption import decrypt
from checklists.cases.models.case import Case
from checklists.cases.models.names import CaseName, words_of_case
from checklists.cases.places import sealed_columns
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.users import User
from checklists.visits.models import Visit
from tests.country.filling import fill, grow
from tests.country.people import DISTRICT

pytestmark = pytest.mark.postgres_only


@pytest.fixture
def country(content_in_force):
    return fill(connection, 1_000)


def seen_in_the_district():
    items = OutstandingItem.objects.open().filter(team__slug=DISTRICT)
    return [
        Case.objects.filter(team__slug=DISTRICT).count(),
        items.count(),
        items.filter(owner__username="hv1.district").count(),
        Case.objects.filter(owner__username="hv1.district").count(),
    ]


def test_a_district_stays_as_it_is_while_the_country_grows(country):
    small = seen_in_the_district()
    grown = grow(connection, country, 4_000)
    assert small == seen_in_the_district() == [300, 1_200, 60, 50]
    assert OutstandingItem.objects.open().count() == grown.open_items == 4_000
    assert Case.objects.exclude(team__slug=DISTRICT).count() == 700
    assert OutstandingItem.objects.exclude(team__slug=DISTRICT).count() == 2_800 * 3 / 2


def test_everything_of_the_district_can_be_read(country):
    read = 0
    for model, columns, path in sealed_columns():
        for row in model._default_manager.filter(**{f"{path}__team__slug": DISTRICT}):
            read += sum(bool(decrypt(row, column)) for column in columns)
    assert read > 1_000


def test_every_family_is_found_by_the_words_of_its_name(country):
    grow(connection, country, 1_300)
    stored = set(CaseName.objects.values_list("case", "word"))
    assert {(case, bytes(word).decode()) for case, word in stored} == {
        (case.pk, word) for case in Case.objects.all() for word in words_of_case(case)
    }


def test_the_draft_has_some_points_answered(country):
    visit = Visit.objects.get(pk=country.draft)
    assert visit.author == User.objects.get(username=country.health_visitor)
    assert (visit.status, visit.visit_type, visit.stage) == ("draft", "new-birth", "born")
    assert len(visit.sheet.body) > 20

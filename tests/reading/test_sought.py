"""Whom a name or a number finds: Find, emergency access, the admin and the lead's search alike."""

import pytest
from django.urls import reverse

from checklists.people.models.teams import Role
from tests.factories import CaseFactory, TeamFactory, UserFactory, person
from tests.reading.table import SOUGHT, SOUGHT_NUMBERS

pytestmark = pytest.mark.django_db


def found_by_find(client, case, typed):
    client.force_login(case.owner)
    page = client.post(reverse("find_family"), {"q": typed})
    return [row["url"] for row in page.context["found"]] == [reverse("case", args=[case.pk])]


def found_in_an_emergency(client, **typed):
    """By somebody who may not see the family; no event is looked at, only whether it opened."""
    client.force_login(person(Role.HEALTH_VISITOR, team=TeamFactory()))
    why = {"category": "called_out", "words": "The police rang about the baby."}
    return client.post(reverse("emergency"), {**why, **typed}).status_code == 302


def found_in_the_admin(client, typed):
    client.force_login(person(Role.SYSTEM_ADMINISTRATOR))
    page = client.get(reverse("admin:checklists_user_changelist"), {"q": typed})
    return page.context["cl"].queryset.filter(username="sought").exists()


def found_by_the_lead(client, typed):
    client.force_login(person(Role.SAFEGUARDING_LEAD))
    page = client.post(reverse("people_access"), {"q": typed})
    return bool(page.context["found"])


@pytest.mark.parametrize(("typed", "name", "found"), SOUGHT)
def test_a_name_finds_whom_it_means_wherever_one_is_sought(client, typed, name, found):
    given, _, family = name.partition(" ")
    case = CaseFactory(given_name=given, family_name=family)
    UserFactory(name=name, username="sought")
    born = dict(zip(("day-day", "day-month", "day-year"), date_parts(case.born_on), strict=True))

    assert found_by_find(client, case, typed) is found
    assert found_in_an_emergency(client, name=typed, **born) is found
    assert found_in_the_admin(client, typed) is found
    assert found_by_the_lead(client, typed) is found


@pytest.mark.parametrize(("typed", "found"), SOUGHT_NUMBERS)
def test_a_number_finds_whom_it_is_of(client, typed, found):
    case = CaseFactory(nhs_number="9990001022")

    assert found_by_find(client, case, typed) is found
    assert found_in_an_emergency(client, nhs_number=typed) is found


def date_parts(day):
    return (str(day.day), str(day.month), str(day.year))

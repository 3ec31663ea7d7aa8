"""Two administrators add a team of the same name at the same moment."""

import pytest
from django.test import Client
from django.urls import reverse

from checklists.people.models.teams import Role, Team
from tests.browsing import every_field
from tests.concurrent_presses import at_once
from tests.factories import person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]
WEST = {"name": "West", "slug": "west", "duty_contact": "01632 960001"}


def test_one_is_added_and_the_other_form_says_that_it_exists():
    address, presses = reverse("admin:checklists_team_add"), []
    for _ in range(2):
        browser = Client()
        browser.force_login(person(Role.SYSTEM_ADMINISTRATOR))
        form = every_field(browser.get(address)) | WEST
        presses.append(lambda browser=browser, form=form: browser.post(address, form))

    answers = at_once(*presses)

    assert sorted(one.status_code for one in answers) == [200, 302]
    assert any("already exists" in one.text for one in answers)
    assert Team.objects.filter(slug="west").count() == 1

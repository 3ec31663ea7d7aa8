"""Requests of one person at the same moment: one goes after the other, and none fails."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from checklists.household import adults
from checklists.household import views as household
from checklists.visits.draft import signing
from checklists.visits.draft.views import point
from checklists.visits.models import Visit
from tests.browsing import every_field
from tests.concurrent_presses import at_once
from tests.factories import CaseFactory
from tests.presses.table import DAN
from tests.visits.story import AT_THE_VISIT, begin, leave_the_rest
from tests.waiting_for_locks import Meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]
HOUR = timedelta(hours=1)  # a sitting has ended by then
IN_THE_BACKGROUND = {"Accept": "application/json"}


@pytest.fixture
def draft(kept_content):
    with time_machine.travel(AT_THE_VISIT, tick=False):
        kept_content.put_in_force()
        yield begin(CaseFactory())


@pytest.fixture
def meeting():
    return Meeting()


def press(draft, page, goes_to, typed, **headers):
    """To be made later, in a window of its own of the author."""
    window = Client(raise_request_exception=False)
    window.force_login(draft.author)
    form = every_field(window.get(page)) | typed
    return lambda: window.post(goes_to, form, headers=headers)


def signing_of(draft):
    page = reverse("visit_review", args=[draft.pk])
    return press(draft, page, reverse("visit_sign", args=[draft.pk]), {"right_baby": "on"})


def save_of(draft, slug, typed, **headers):
    page = reverse("visit_point", args=[draft.pk, slug])
    return press(draft, page, page, typed, **headers)


def test_signing_beside_the_first_save_of_a_sitting(draft, meeting, monkeypatch):
    """One holds the facts and writes of them, the other the sheet and says that it was saved."""
    leave_the_rest(draft, at=AT_THE_VISIT - HOUR)
    saves = save_of(draft, "baby-today", {"baby_lived_experience": "Sleeps."}, **IN_THE_BACKGROUND)
    signs = signing_of(draft)
    monkeypatch.setattr(signing, "hold_to_sign", meeting.before(signing.hold_to_sign))
    monkeypatch.setattr(point, "hold_to_save", meeting.after(point.hold_to_save))

    signed, saved = at_once(signs, saves)

    assert meeting.came
    assert signed.status_code == 302
    assert saved.status_code in (200, 409)
    assert Visit.objects.get(pk=draft.pk).status == Visit.Status.SIGNED


def test_an_adult_added_at_the_visit_beside_one_added_to_the_household(draft, meeting, monkeypatch):
    """The log says first that the household was opened, and last who was added at the visit."""
    page = reverse("add_adult", args=[draft.case_id])
    of_household = press(draft, page, page, DAN)
    met = {"new_adult_name": "Piet", "new_adult_named": "partly", "do": "add_adult"}
    at_visit = save_of(draft, "family-and-friends", met | {"opened": "yes"})
    monkeypatch.setattr(household, "read_facts", meeting.before(household.read_facts))
    monkeypatch.setattr(adults, "read_facts", meeting.after(adults.read_facts))

    answers = at_once(of_household, at_visit)

    assert meeting.came
    assert [one.status_code for one in answers] == [302, 200]
    assert draft.case.adults.count() == 2

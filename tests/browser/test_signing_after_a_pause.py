"""A tablet that lay about for ten minutes does not sign until its owner says that it is her."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from checklists.accounts.middleware.sessions import USED_AT
from checklists.demo.families import Family
from checklists.visits.models import Visit
from tests.browser.conftest import PASSWORD
from tests.browser.steps import answer_the_rest

pytestmark = [pytest.mark.browser, pytest.mark.postgres_only]

WREN = Family("Wren", "Fableton", "Rosa Fableton", 45, "2 Fable Row")


def left_alone_for(pause):
    """As if nobody had used any session meanwhile."""
    for row in Session.objects.all():
        session = SessionStore(row.session_key)
        if USED_AT in session:
            session[USED_AT] -= pause.total_seconds()
            session.save()


def test_what_was_ticked_is_kept_and_signed_after_confirming(nurse, family):
    family(WREN)
    nurse.signs_in("hv.north").opens("Wren Fableton").starts_a_visit()
    answer_the_rest()
    nurse.goes_to(f"/visits/{Visit.objects.get(status='draft').pk}/review/")
    nurse.opens_what_signing_will_do()
    left_alone_for(timedelta(minutes=11))

    nurse.signs().is_on("Confirm it is you").sees("keep it open")
    assert Visit.objects.filter(status=Visit.Status.DRAFT).exists()
    with nurse.page.expect_popup() as popup:
        nurse.press(nurse.page.get_by_role("link", name="Confirm it is you"))
    other = popup.value
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Confirm").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("You have confirmed it is you")
    nurse.scan(other)
    other.close()
    nurse.go(nurse.button("Send what I typed"))

    nurse.sees("The record is frozen")
    assert not Visit.objects.filter(status=Visit.Status.DRAFT).exists()


def test_who_works_on_is_not_asked(nurse, family):
    family(WREN)
    nurse.signs_in("hv.north").opens("Wren Fableton").starts_a_visit()
    answer_the_rest()
    nurse.goes_to(f"/visits/{Visit.objects.get(status='draft').pk}/review/")
    left_alone_for(timedelta(minutes=9))

    nurse.signs().sees("The record is frozen")

"""What people see who press at the same moment: in one window twice, or in several."""

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from checklists.audit.models import Event
from checklists.household.adults import add_adult
from checklists.household.professionals import add_professional
from checklists.visits.draft.views.calls import RECORDED, RECORDED_BEFORE
from checklists.visits.models import Visit
from tests.accounts.second_factors import NINE
from tests.browsing import every_field
from tests.concurrent_presses import at_once
from tests.factories import PASSWORD, CaseFactory
from tests.visits.form_data import CALL
from tests.visits.story import AT_THE_VISIT, begin, leave_the_rest, say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]


@pytest.fixture
def draft(kept_content):
    with time_machine.travel(AT_THE_VISIT, tick=False):
        kept_content.put_in_force()
        yield begin(CaseFactory())


def window_on(draft, page):
    """A window of the author, and the fields of the form that it has open."""
    window = Client()
    window.force_login(draft.author)
    return window, every_field(window.get(page))


def presses(draft, page, goes_to, *typed):
    """One press for each that was typed, each in a window of its own."""
    address = reverse(goes_to, args=[draft.pk])
    windows = [window_on(draft, page) for _ in typed]
    return [
        lambda window=window, form=form | one: window.post(address, form)
        for (window, form), one in zip(windows, typed, strict=True)
    ]


def calls_of(draft):
    draft.sheet.refresh_from_db()
    return draft.sheet.body["mark_csc_reference"]["value"].splitlines()


def call_page(draft):
    return reverse("visit_point", args=[draft.pk, "next-steps-for-today"])


def test_three_calls_recorded_at_once_all_stand_and_each_page_says_so(draft):
    say(draft, {"mark_seen": "yes"})
    rung = ["Ann Archer", "Bea Brook", "Cy Carter"]
    typed = [CALL | {"spoke_to": name} for name in rung]

    answers = at_once(*presses(draft, call_page(draft), "call_sheet", *typed))

    assert [RECORDED in one.text for one in answers] == [True] * 3
    assert sorted(line.split(",")[0] for line in calls_of(draft)) == rung


def test_the_same_call_in_two_windows_stands_once_and_the_later_page_says_so(draft):
    say(draft, {"mark_seen": "yes"})

    answers = at_once(*presses(draft, call_page(draft), "call_sheet", CALL, CALL))

    assert len(calls_of(draft)) == 1
    assert sum(RECORDED in one.text for one in answers) == 1
    assert sum(RECORDED_BEFORE in one.text for one in answers) == 1


@pytest.mark.parametrize("windows", [1, 2])
def test_a_double_tap_on_sign_leads_to_the_signed_visit(draft, windows):
    leave_the_rest(say(draft, {"baby_lived_experience": "Sleeps."}))
    review = reverse("visit_review", args=[draft.pk])
    opened = presses(draft, review, "visit_sign", *[{"right_baby": "on"}] * windows)

    answers = at_once(*opened * (2 // windows))

    signed = reverse("visit_signed", args=[draft.pk])
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, signed)] * 2
    assert Visit.objects.get(pk=draft.pk).status == Visit.Status.SIGNED
    assert Event.objects.filter(kind="visit.signed").count() == 1


def test_two_windows_that_end_another_session_at_once_end_it_once():
    with time_machine.travel(NINE, tick=False):
        user = CaseFactory().owner
        here, elsewhere = Client(), Client()
        for one in (here, elsewhere):
            one.force_login(user)
            known = {"session_key": one.session.session_key, "user_agent": "A browser"}
            UserSession.objects.update_or_create(user=user, ip="127.0.0.1", **known)
        address = reverse("end_other_sessions")

        at_once(*[lambda: here.post(address)] * 2)

    assert Event.objects.filter(kind="session.ended").count() == 1


def test_two_windows_that_change_the_password_at_once_change_it_once(draft):
    page = reverse("account_change_password")
    here, form = window_on(draft, page)
    there, other_form = window_on(draft, page)
    new = dict.fromkeys(("password1", "password2"), "a quiet river in June")

    answers = at_once(
        lambda: here.post(page, form | new | {"oldpassword": PASSWORD}),
        lambda: there.post(page, other_form | new | {"oldpassword": PASSWORD}),
    )

    assert Event.objects.filter(kind="user.password_changed").count() == 1
    assert sorted(one.status_code for one in answers) == [200, 302]


def test_two_windows_that_end_an_adult_at_once_end_them_once(draft):
    dan = add_adult(draft.case, named="known", answers={}, by=draft.author, at=AT_THE_VISIT)
    midwife = add_professional(draft.case, by=draft.author, at=AT_THE_VISIT, name="Dr Inkwell")
    ending = [
        (reverse("end_adult", args=[draft.case_id, dan.pk]), "household.left"),
        (reverse("bring_back_adult", args=[draft.case_id, dan.pk]), "household.back"),
        (reverse("end_professional", args=[draft.case_id, midwife.pk]), "professional.left"),
    ]

    for address, kind in ending:
        windows = [window_on(draft, reverse("account"))[0] for _ in range(4)]
        at_once(*(lambda one=one, address=address: one.post(address) for one in windows))

        assert Event.objects.filter(kind=kind).count() == 1

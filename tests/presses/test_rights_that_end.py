"""Rights that end while a save or a signature waits for its turn: nothing is written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from checklists.answers.models import AnswerSheet
from checklists.audit.models import Event
from checklists.audit.recording import hold_chain
from checklists.cases.models.case import Case
from checklists.people.models.teams import Membership
from checklists.people.models.users import User
from checklists.visits.models import Visit
from tests.browsing import every_field
from tests.factories import CaseFactory, ConflictBlockFactory, TeamFactory
from tests.visits.story import AT_THE_VISIT, begin, leave_the_rest
from tests.waiting_for_locks import until_somebody_waits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]
YESTERDAY = AT_THE_VISIT.date() - timedelta(days=1)


@pytest.fixture
def draft(kept_content):
    with time_machine.travel(AT_THE_VISIT, tick=False):
        kept_content.put_in_force()
        yield leave_the_rest(begin(CaseFactory()), at=AT_THE_VISIT - timedelta(hours=1))


def another_request_of_hers(draft):
    hold_chain(draft.author)


def somebody_who_reads_it_to_agree(draft):
    """As whoever agrees that it was begun in error holds it."""
    Visit.objects.select_for_update().select_related("sheet").get(pk=draft.pk)


def her_role_ends(draft):
    Membership.objects.filter(user=draft.author).update(ends_on=YESTERDAY)


def the_case_is_closed_to_her(draft):
    ConflictBlockFactory(case=draft.case, user=draft.author)


def the_family_goes_to_another_team(draft):
    Case.objects.filter(pk=draft.case_id).update(team=TeamFactory())


def she_is_deactivated(draft):
    User.objects.filter(pk=draft.author_id).update(is_active=False)


HOLDS = [another_request_of_hers, somebody_who_reads_it_to_agree]
ENDS = [
    her_role_ends,
    the_case_is_closed_to_her,
    the_family_goes_to_another_team,
    she_is_deactivated,
]


def pressed_meanwhile(press, draft, hold, ends):
    """What the press comes to that waits for `hold`, while rights end."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hold(draft)
            pressed = pool.submit(in_a_window_of_its_own, press)
            until_somebody_waits(or_else=pressed.done)
            ends(draft)
        return pressed.result()


def in_a_window_of_its_own(press):
    try:
        return press()
    finally:
        connection.close()


def press_of(draft, page, goes_to, typed, **headers):
    window = Client(raise_request_exception=False)
    window.force_login(draft.author)
    form = every_field(window.get(page)) | typed
    return lambda: window.post(goes_to, form, headers=headers)


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("hold", HOLDS)
def test_a_save_that_waited_is_refused_once_rights_have_ended(draft, hold, ends):
    page = reverse("visit_point", args=[draft.pk, "baby-today"])
    typed = {"baby_lived_experience": "Sleeps."}
    save = press_of(draft, page, page, typed, Accept="application/json")
    before = AnswerSheet.objects.get(pk=draft.sheet_id).saved_at

    answer = pressed_meanwhile(save, draft, hold, ends)

    assert answer.status_code == 404
    assert AnswerSheet.objects.get(pk=draft.sheet_id).saved_at == before
    assert Event.objects.filter(kind="case.refused", case_ref=draft.case_id).count() == 1


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("hold", HOLDS)
def test_a_signature_that_waited_is_refused_once_rights_have_ended(draft, hold, ends):
    page = reverse("visit_review", args=[draft.pk])
    goes_to = reverse("visit_sign", args=[draft.pk])
    sign = press_of(draft, page, goes_to, {"right_baby": "on"})

    answer = pressed_meanwhile(sign, draft, hold, ends)

    assert answer.status_code == 404
    assert Visit.objects.get(pk=draft.pk).status == Visit.Status.DRAFT
    assert Event.objects.filter(kind="case.refused", case_ref=draft.case_id).count() == 1


@pytest.mark.parametrize("hold", HOLDS)
def test_a_save_that_waited_is_made_while_rights_hold(draft, hold):
    page = reverse("visit_point", args=[draft.pk, "baby-today"])
    typed = {"baby_lived_experience": "Sleeps."}
    save = press_of(draft, page, page, typed, Accept="application/json")

    answer = pressed_meanwhile(save, draft, hold, lambda draft: None)

    assert answer.json()["detail"] == "All sent"
    body = AnswerSheet.objects.get(pk=draft.sheet_id).body
    assert body["baby_lived_experience"]["value"] == "Sleeps."

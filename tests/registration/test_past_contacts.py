"""A date that signed contacts do not fit is asked about once; the contacts stay as they are."""

from datetime import date

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.cases.models.date_reasons import DateReason
from checklists.facts.following import Dates
from checklists.nhsuk.wording import weeks_and_days
from checklists.registration.past_contacts import SignedContact, no_longer_fitting
from checklists.visits.models import Visit
from tests.browsing import shown_to
from tests.factories import CaseFactory, TeamFactory, person
from tests.outstanding.visits import a_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "version")]
WHY = "The discharge letter gives another day."
OCTOBER, NOVEMBER = date(2026, 10, 20), date(2026, 11, 12)
BORN_BEFORE, DUE = Dates(date(2026, 10, 9), None), Dates(None, date(2027, 1, 18))


def contact(stage, on=NOVEMBER):
    return SignedContact(pk="1", stage=stage, on=on, visit_type="new-birth")


@pytest.mark.parametrize(
    ("stage", "was", "now", "asks"),
    [
        ("born", BORN_BEFORE, Dates(date(2026, 11, 12), None), False),
        ("born", BORN_BEFORE, Dates(date(2026, 11, 13), None), True),
        ("pregnancy", DUE, Dates(date(2026, 11, 12), DUE.due_on), False),
        ("pregnancy", DUE, Dates(date(2026, 11, 11), DUE.due_on), True),
        ("pregnancy", DUE, Dates(None, date(2026, 11, 12)), False),
        ("pregnancy", DUE, Dates(None, date(2026, 11, 11)), True),
        ("pregnancy", DUE, Dates(None, date(2027, 8, 19)), False),
        ("pregnancy", DUE, Dates(None, date(2027, 8, 20)), True),
        ("pregnancy", Dates(None, date(2026, 11, 11)), Dates(None, date(2026, 11, 10)), False),
    ],
)
def test_only_a_contact_that_the_change_puts_on_the_other_side_is_asked_about(
    stage, was, now, asks
):
    assert bool(no_longer_fitting([contact(stage)], was, now)) == asks


def signed_visit(case, stage=Visit.Stage.BORN, visit_type="new-birth", on=NOVEMBER):
    """Signed, of 12 November or another day."""
    visit = a_visit(case)
    visit.held_at = visit.held_at.replace(month=on.month, day=on.day)
    visit.status, visit.signed_by, visit.signed_at = "signed", case.owner, visit.held_at
    visit.stage, visit.visit_type = stage, visit_type
    visit.save()
    return visit


def day(name, value):
    return {f"{name}-{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


def post(client, case, name, **sent):
    client.force_login(case.owner)
    address = reverse(name, args=[case.pk])
    return client.post(address, {**shown_to(client, address), **sent})


def edited(client, case, born, **sent):
    known = {"given_name": "Wren", "mother_name": "Rosa Fableton"}
    return post(client, case, "edit_case", **known, **day("born_on", born), **sent)


def test_a_birth_moved_past_a_signed_contact_shows_it_and_asks_why(client, case):
    signed_visit(case)

    page = edited(client, case, date(2026, 11, 13)).content.decode()

    assert "New birth review, 12 November 2026" in page
    assert "Say why in a few words" in page
    assert Case.objects.get(pk=case.pk).born_on == case.born_on


def test_the_reason_is_encrypted_and_the_log_holds_no_words(client, case):
    visit = signed_visit(case)

    edited(client, case, date(2026, 11, 13), why_dates=WHY)

    reason, event = DateReason.objects.get(), Event.objects.get(kind="case.edited")
    assert Case.objects.get(pk=case.pk).born_on == date(2026, 11, 13)
    assert reason.contacts == event.details["past_contacts"] == [str(visit.pk)]
    assert WHY.encode() not in bytes(reason.sealed)
    assert WHY not in str(event.details)


def test_the_reason_is_read_where_the_dates_are_changed(client, case):
    signed_visit(case)
    edited(client, case, date(2026, 11, 13), why_dates=WHY)

    page = client.get(reverse("edit_case", args=[case.pk])).content.decode()

    assert WHY in page


def test_a_birth_recorded_before_a_signed_contact_of_the_pregnancy_asks_why(client, unborn):
    signed_visit(unborn, Visit.Stage.PREGNANCY, "antenatal")
    sent = {**day("born_on", date(2026, 11, 11)), "how_many": "one"}

    page = post(client, unborn, "record_birth", **sent).content.decode()
    post(client, unborn, "record_birth", **sent, why_dates=WHY)

    assert "Antenatal" in page
    assert "12 November 2026" in page
    assert DateReason.objects.get().case == unborn
    assert Case.objects.get(pk=unborn.pk).is_born


def test_what_the_dates_still_fit_is_not_asked_about(client, case):
    signed_visit(case)

    edited(client, case, date(2026, 10, 23))

    assert Case.objects.get(pk=case.pk).born_on == date(2026, 10, 23)
    assert not DateReason.objects.exists()


@pytest.mark.parametrize("born", [date(2026, 9, 9), date(2026, 10, 24), date(2026, 11, 9)])
def test_a_birth_moved_by_more_than_a_fortnight_shows_the_new_ages_and_asks_why(client, case, born):
    visit = signed_visit(case)
    age = weeks_and_days((date(2026, 11, 12) - born).days)

    page = edited(client, case, born).content.decode()
    kept = Case.objects.get(pk=case.pk).born_on
    edited(client, case, born, why_dates=WHY)

    assert f"New birth review, 12 November 2026, aged {age} then" in page
    assert f"The date of birth moves by {abs((born - case.born_on).days)} days. Why?" in page
    assert (kept, Case.objects.get(pk=case.pk).born_on) == (case.born_on, born)
    assert DateReason.objects.get().contacts == [str(visit.pk)]


def test_all_contacts_are_shown_when_one_of_them_lies_before_the_new_birth(client, case):
    for on in (OCTOBER, NOVEMBER):
        signed_visit(case, on=on)

    page = edited(client, case, date(2026, 11, 1)).content.decode()

    assert "20 October 2026, before the birth; " in page
    assert "12 November 2026, aged 1 week 4 days then" in page


def test_without_a_signed_contact_since_the_birth_a_month_is_not_asked_about(client, case):
    signed_visit(case, Visit.Stage.PREGNANCY, "antenatal", on=date(2026, 9, 1))

    edited(client, case, date(2026, 9, 9))

    assert Case.objects.get(pk=case.pk).born_on == date(2026, 9, 9)


def test_a_draft_is_not_a_signed_contact(client, case):
    a_visit(case)

    edited(client, case, date(2026, 11, 13))

    assert Case.objects.get(pk=case.pk).born_on == date(2026, 11, 13)


# --- births of one pregnancy --------------------------------------------------------------------


def beside(case, **fields):
    """Another baby of the same birth, and the case as the first of them."""
    Case.objects.filter(pk=case.pk).update(birth_order=1)
    kept = {"owner": case.owner, "team": case.team, "given_name": "Robin", **fields}
    return CaseFactory(family=case.family, birth_order=2, **kept)


@pytest.fixture
def second(case):
    """Wren's twin, born the same day."""
    return beside(case)


@pytest.mark.parametrize(
    ("born", "asks"),
    [(date(2026, 10, 10), False), (date(2026, 10, 8), False), (date(2026, 10, 11), True)],
)
def test_births_of_twins_more_than_a_day_apart_are_asked_about(client, case, second, born, asks):
    page = edited(client, second, born)

    assert (page.status_code == 200) == asks
    if asks:
        assert "Wren Fableton was born on 9 October 2026" in page.content.decode()


def test_births_of_twins_far_apart_are_saved_once_they_are_said_to_be_right(client, case, second):
    edited(client, second, date(2026, 10, 14), births_apart="on")

    assert Case.objects.get(pk=second.pk).born_on == date(2026, 10, 14)
    assert Event.objects.get(kind="case.edited").details["births_apart"] is True


@pytest.mark.parametrize("name", ["edit_case", "record_birth", "add_twin"])
def test_births_of_one_pregnancy_are_never_half_a_year_apart(client, case, name):
    dates = {"born_on": None, "due_on": date(2026, 6, 1)} if name == "record_birth" else {}
    other = beside(case, **dates)
    far = day("born_on", date(2026, 4, 1))

    sent = {**far, "given_name": "Robin", "how_many": "one", "births_apart": "on"}
    page = post(client, other, name, **sent)

    assert "was born on 9 October 2026" in page.content.decode()
    assert not Case.objects.filter(born_on=date(2026, 4, 1)).exists()


def test_a_twin_whom_another_team_holds_is_named_nowhere(client, case):
    there = {"owner": person(team=(other := TeamFactory())), "team": other}
    elsewhere = beside(case, **there, given_name="Hidden", born_on=date(2026, 10, 1))

    page = edited(client, case, date(2026, 10, 10))

    assert page.status_code == 302
    assert elsewhere.given_name not in page.content.decode()


def test_dates_that_did_not_change_are_not_asked_about_again(client, case):
    beside(case, born_on=date(2026, 10, 14))

    page = edited(client, case, case.born_on, address="9 Quill Court")

    assert page.status_code == 302

"""Out of hours the call sheet says at once that nobody here is reading, and whom to ring."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from checklists.outstanding.calling import is_about_marks
from checklists.people.models.teams import Team
from tests.answers.filling import url_of
from tests.visits.story import AT_THE_VISIT, begin, reread, say, signed

SHEET = "next-steps-for-today"
MARK = {"mark_seen": "reported", "mark_type": ["bruise"], "baby_mobility": "rolling_only"}
NOBODY = "Nobody here is reading now"
EVENING, SUNDAY = datetime(2026, 11, 23, 17, tzinfo=UTC), datetime(2026, 11, 29, 14, tzinfo=UTC)
LAST_MINUTE = datetime(2026, 11, 23, 16, 59, tzinfo=UTC)
TELEPHONES = ("999", "01632960123", "01632960124", "01632960000")
NUMBERS = {
    "referral_contact": "Referral desk 01632 960123, at night 01632 960124",
    "duty_contact": "Duty desk 01632 960000",
}


@pytest.fixture
def hv(client, nurse):
    client.force_login(nurse)
    return client


def draft_sheet(hv, case, time_machine, at):
    visit = say(begin(reread(case)), MARK)
    time_machine.move_to(at, tick=False)
    hv.force_login(case.owner)
    return hv.post(url_of(visit, SHEET), {"do": "show", "looked": "yes"}).text


def signed_sheet(hv, case, time_machine, at):
    visit = signed(case, MARK)
    time_machine.move_to(at, tick=False)
    hv.force_login(case.owner)
    return hv.post(reverse("call_sheet", args=[visit.pk]), {"open": "answers"}).text


def item_sheet(hv, case, time_machine, at):
    visit = signed(case, MARK)
    item = next(one for one in visit.items_opened.all() if is_about_marks(one))
    time_machine.move_to(at, tick=False)
    hv.force_login(case.owner)
    return hv.post(reverse("item_call", args=[item.pk]), {"open": "titles"}).text


SHEETS = [draft_sheet, signed_sheet, item_sheet]


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("at", [EVENING, SUNDAY])
def test_it_says_so_before_anything_else(hv, case, time_machine, sheet, at):
    Team.objects.update(**NUMBERS)

    said = sheet(hv, case, time_machine, at)

    assert said.index(NOBODY) < said.index("Seriously ill or injured?")
    assert all(f'href="tel:{tel}"' in said for tel in TELEPHONES)


@pytest.mark.parametrize("sheet", SHEETS)
def test_it_says_when_somebody_reads_again(hv, case, time_machine, sheet):
    said = sheet(hv, case, time_machine, SUNDAY)

    assert "before Monday 30 November 2026, 9am" in " ".join(said.split())


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("at", [AT_THE_VISIT, LAST_MINUTE])
def test_in_working_hours_it_says_nothing_of_the_kind(hv, case, time_machine, sheet, at):
    assert NOBODY not in sheet(hv, case, time_machine, at)


@pytest.mark.parametrize("sheet", SHEETS)
def test_without_a_number_it_says_where_to_look(hv, case, time_machine, sheet):
    Team.objects.update(referral_contact="", duty_contact="")

    assert "the number on your local pathway" in sheet(hv, case, time_machine, EVENING)

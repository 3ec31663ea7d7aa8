"""What was carried and neither confirmed nor changed does not vanish, and is not said of today."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.answers import private
from checklists.answers.saving import Change
from checklists.facts.storing import read_facts
from checklists.household.adults import add_adult
from checklists.visits.signed.amending import Correction, amend
from checklists.visits.signed.taking_home import NO_CHANGE, SENTENCES
from checklists.withdrawal.emptying import empty_visit
from checklists.withdrawal.rebuilding import rebuilt_facts
from tests.visits.story import AT_THE_VISIT, begin, leave_the_rest, reread, signed

EARLIER = AT_THE_VISIT - timedelta(days=20)
FIRST = {
    "crying_plan": "Make a drink. Ring Auntie.",
    "sleep_action_plan": "Move the cot.",
    "equipment_checked": "done",
    "baby_mobility": "not_rolling",
    "da_notes": "She will ring from work.",
}
FROM_THEN = "): Make a drink. Ring Auntie."


@pytest.fixture
def first(case):
    return signed(case, FIRST, at=EARLIER, visit_type="new-birth")


@pytest.fixture
def second(case, first):
    return signed(case, {})


def read(client, name, visit, method="get"):
    response = getattr(client, method)(reverse(name, args=[visit.pk]))
    return response.text.replace("&#x27;", "'")


def test_review_lists_it_with_its_day(client, nurse, case, first):
    visit = leave_the_rest(begin(reread(case)))
    client.force_login(nurse)

    page = read(client, "visit_review", visit)

    assert "<h3>From last time, not confirmed today</h3>" in page
    assert "From last time, not confirmed today" in page
    assert FROM_THEN in page
    assert "Last done on 3 November 2026" in page


@pytest.mark.parametrize("name", ["visit_signed", "visit_copy"])
def test_the_signed_visit_and_its_copy_name_it_with_its_day(client, nurse, second, name):
    client.force_login(nurse)

    page, apart = read(client, name, second), read(client, name, second, "post")

    assert FROM_THEN in page
    assert "Last done on 3 November 2026" in page
    assert "She will ring from work." not in page
    assert "): She will ring from work." in apart
    assert "Last time (3 November 2026, " in page


def test_a_signed_visit_keeps_none_of_the_words_of_the_earlier_one(second):
    kept = {**second.sheet.body, **private.read_own(second.sheet)}

    assert "Ring Auntie" not in str(kept)
    assert "ring from work" not in str(kept)
    assert kept["crying_plan"]["last"]["on"] == "2026-11-03"


def test_the_facts_made_again_from_what_was_signed_are_the_same(case, second):
    case = reread(case)

    assert rebuilt_facts(case) == read_facts(case, with_private=True)


def test_the_family_copy_gives_the_plan_with_its_day(client, nurse, second):
    client.force_login(nurse)

    page = " ".join(read(client, "family_copy", second).split())

    assert "<b>Your plan from 3 November 2026:</b> Make a drink. Ring Auntie.</p>" in page
    assert "put your baby in the cot and step away" not in page
    assert "On 3 November 2026 we agreed: Move the cot." in page
    assert NO_CHANGE in page


def test_the_family_copy_says_of_an_earlier_check_nothing(client, nurse, first, second):
    client.force_login(nurse)

    assert SENTENCES["equipment_checked"] in read(client, "family_copy", first)
    assert SENTENCES["equipment_checked"] not in read(client, "family_copy", second)


def test_what_was_only_confirmed_under_an_older_wording_was_not_done_that_day(client, nurse, case):
    visit = signed(case, {"equipment_checked": Change("done", how="confirmed")})
    client.force_login(nurse)

    assert SENTENCES["equipment_checked"] not in read(client, "family_copy", visit)


@pytest.mark.parametrize("how", ["amended", "changed"])
def test_a_plan_that_stands_no_more_does_not_go_home(client, nurse, case, first, how):
    if how == "amended":
        wrong = Correction("crying_plan", "Ring Bea.", "Mistyped.", private=False)
        amend(first, wrong, by=case.owner, at=AT_THE_VISIT)
    answers = {"crying_plan": Change(None, how="changed")} if how == "changed" else {}
    visit = signed(case, answers)
    client.force_login(nurse)

    page = read(client, "family_copy", visit)

    assert "Auntie" not in page
    assert "put your baby in the cot and step away" in page


def test_the_words_of_a_visit_that_was_taken_out_are_gone_from_the_later_one(
    client, nurse, first, second
):
    empty_visit(first, at=AT_THE_VISIT)
    client.force_login(nurse)

    page = read(client, "visit_signed", second)

    assert "Ring Auntie" not in page
    assert "Last recorded: 3 November 2026" in page


def test_a_note_alone_is_not_said_to_have_been_asked(client, nurse, case):
    visit = signed(case, {"crying_plan": Change(None, note="He came in")})
    client.force_login(nurse)

    page = read(client, "visit_signed", visit)

    assert "No answer" in page
    assert "He came in" in page


KNOWN_OF_AN_ADULT = {
    "adult_name": "Ivo",
    "adult_role": "grandparent",
    "adult_lives_in_home": "no_contact",
    "adult_cares_alone": "no",
    "adult_met": "yes",
}


def test_an_adult_who_was_only_named_from_last_time_was_not_written_about(case, nurse):
    answers = {key: {"value": value} for key, value in KNOWN_OF_AN_ADULT.items()}
    adult = add_adult(case, named="known", answers=answers, by=nurse, at=EARLIER)

    visit = signed(case, {})

    assert f"adult_role:{adult.pk}" in private.read_own(visit.sheet)
    assert private.own_adults(visit.sheet, "adult_role") == set()

import pytest
from django.urls import reverse

from checklists.guidance.conditions import Given
from checklists.visits.marks import needs_call_sheet
from tests.factories import TeamFactory, person
from tests.visits.story import AT_THE_VISIT, begin, reread, say, signed

MARK = {
    "mark_seen": "reported",
    "mark_type": ["bruise"],
    "mark_explanation": "Grandmother: 'it was there on Sunday'",
    "baby_mobility": "rolling_only",
}
CALL = {
    "spoke_to": "Sam Example",
    "reference": "ABC 123",
    "rang_on-day": "23",
    "rang_on-month": "11",
    "rang_on-year": "2026",
    "rang_time": "2.15pm",
}


def sheet_of(visit):
    return reverse("call_sheet", args=[visit.pk])


@pytest.mark.parametrize(
    ("answer", "calls"),
    [("yes", True), ("reported", True), ("no", False), ("known_recorded", False), (None, False)],
)
def test_a_mark_seen_or_reported_calls_for_the_telephone(answer, calls):
    assert needs_call_sheet({"mark_seen": Given(answer)}) is calls
    assert needs_call_sheet({}) is False


def test_it_says_the_facts_in_the_order_a_desk_asks(client, case, nurse):
    case.team.referral_contact = "Referral desk, 01632 960123"
    case.team.save()
    visit = say(begin(reread(case)), MARK)
    client.force_login(nurse)

    page = client.get(sheet_of(visit)).content.decode()

    asked = [
        "01632 960123",
        "Wren Fableton",
        "6 weeks 3 days",
        "No, rolls only",
        "Bruise",
        "Sunday",
    ]
    main = page.split("<main")[1]
    places = [main.index(words) for words in asked]
    assert places == sorted(places)


def test_the_call_is_written_into_the_answers(client, case, nurse):
    visit = say(begin(reread(case)), MARK)
    client.force_login(nurse)

    client.post(sheet_of(visit), CALL)

    visit.sheet.refresh_from_db()
    assert visit.sheet.body["mark_csc_referral"]["value"] == "made"
    written = visit.sheet.body["mark_csc_reference"]["value"]
    assert written == "Sam Example, 23 November 2026, 2.15pm. Reference: ABC 123"


def test_a_further_call_leaves_the_first_one(client, case, nurse):
    visit = say(begin(reread(case)), MARK)
    client.force_login(nurse)
    client.post(sheet_of(visit), CALL)

    client.post(sheet_of(visit), {**CALL, "spoke_to": "Kim Example", "reference": "ABC 124"})

    visit.sheet.refresh_from_db()
    written = visit.sheet.body["mark_csc_reference"]["value"]
    assert written.index("Sam Example") < written.index("Kim Example")


def test_a_referral_that_a_colleague_made_stays_theirs(client, case, nurse):
    visit = say(begin(reread(case)), {**MARK, "mark_csc_referral": "made_by_other"})
    client.force_login(nurse)

    client.post(sheet_of(visit), CALL)

    visit.sheet.refresh_from_db()
    assert visit.sheet.body["mark_csc_referral"]["value"] == "made_by_other"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"spoke_to": ""}, b"Enter this: Who you spoke to"),
        ({"rang_time": "2.30pm"}, b"The time of the call cannot be in the future"),
        ({"reference": "x" * 200_000}, b"Shorten this"),
        ({"reference": "a\0b"}, b"Take out the characters that cannot be shown"),
    ],
)
def test_bad_input_is_answered_in_plain_words(client, case, nurse, changes, words):
    visit = say(begin(reread(case)), MARK)
    client.force_login(nurse)

    response = client.post(sheet_of(visit), {**CALL, **changes})

    assert words in response.content
    visit.sheet.refresh_from_db()
    assert "mark_csc_reference" not in visit.sheet.body


def test_there_is_no_call_sheet_without_a_mark_or_after_signing(client, case, nurse):
    nothing = begin(reread(case))
    over = signed(case, MARK, at=AT_THE_VISIT)
    client.force_login(nurse)

    assert client.get(sheet_of(nothing)).status_code == 404
    assert client.get(sheet_of(over)).status_code == 404


def test_only_its_author_sees_it(client, case):
    visit = say(begin(reread(case)), MARK)

    for other in (person(team=case.team), person(team=TeamFactory())):
        client.force_login(other)
        assert client.get(sheet_of(visit)).status_code == 404
    client.logout()
    assert client.get(sheet_of(visit)).status_code == 302

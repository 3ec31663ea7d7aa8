"""Bad input gets a plain message; everything typed is kept."""

import pytest

from checklists.answers.saving import Change
from tests.answers.filling import entry, fields, opened, send, url_of, write
from tests.factories import CaseFactory
from tests.visits.story import begin

LONG = "x" * 200_000
TABLE = [
    ("an unknown choice", {"sleep_back": "perhaps"}, "Choose from the answers that are listed"),
    ("two answers to one question", {"sleep_back": ["always", "sometimes"]}, "Choose one answer"),
    ("an unknown reason", {"sleep_back__why": "no idea"}, "Choose from the reasons"),
    ("200 kB of note", {"sleep_back__note": LONG}, "Shorten this to 10,000 characters or fewer"),
    (
        "an answer that stands alone and another",
        {"sleep_bedding_hazards": ["none_seen", "toys"]},
        "Choose what applies, or \u2018None of these\u2019, not both",
    ),
]


@pytest.mark.parametrize(
    ("changes", "words"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_bad_input_gets_a_plain_message_and_the_rest_is_stored(hv, visit, changes, words):
    response = send(hv, visit, "sleep", {"sleep_sofa": "no", **changes})

    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(words) == 2  # in the summary and at the question
    assert "What you typed is still on this page" in html
    assert entry(visit, "sleep_sofa")["value"] == "no"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [("so\x00 so", "so so"), ("one\x0btwo", "one\ntwo"), ("one\u2028two\x07", "one\ntwo")],
)
def test_what_a_paste_brings_along_is_no_reason_to_lose_the_words(hv, visit, pasted, kept):
    send(hv, visit, "baby-today", {"baby_lived_experience": pasted})

    assert entry(visit, "baby_lived_experience")["value"] == kept


def test_what_could_not_be_stored_stays_on_the_page(hv, visit):
    response = send(hv, visit, "baby-today", {"baby_lived_experience": LONG})

    assert fields(response).sent["baby_lived_experience"] == [LONG]
    assert entry(visit, "baby_lived_experience") is None


def test_both_ticks_stay_when_they_exclude_each_other(hv, visit):
    response = send(hv, visit, "sleep", {"sleep_bedding_hazards": ["none_seen", "toys"]})

    assert fields(response).sent["sleep_bedding_hazards"] == ["toys", "none_seen"]


DATES = [
    (("31", "2", "2027"), "Enter a date that exists"),
    (("1", "", "2027"), "Enter the day, month and year"),
    (("22", "11", "2026"), "Enter the day of this contact or a later one"),
    (("1", "1", "1800"), "Enter a date that exists"),
    (("1", "1", "2199"), "Enter a date within the next two years"),
    (("\u0661", "1", "2027"), "Enter the date with numbers from 0 to 9"),  # an Arabic digit one
]


@pytest.mark.parametrize(("parts", "words"), DATES)
def test_an_impossible_date_is_asked_about(hv, visit, parts, words):
    write(visit, da_postnatal=Change("not_asked", "partner_present"))
    page = fields(opened(hv, visit, "mothers-wellbeing"))
    names = ("da_next_date-day", "da_next_date-month", "da_next_date-year")

    response = send(hv, visit, "mothers-wellbeing", dict(zip(names, parts, strict=True)), page)

    assert words in response.content.decode()
    assert fields(response).sent["da_next_date-year"] == [parts[2]]


def test_a_day_that_has_not_come_cannot_be_when_it_happened(hv, nurse, version, now):
    unborn = CaseFactory(unborn=True, owner=nurse, team=nurse.memberships.get().team)
    visit = begin(unborn, visit_type="antenatal")
    write(visit, prebirth_concern=Change("significant"), prebirth_protocol=Change("csc_referred"))
    parts = {"prebirth_referral_date-day": "24", "prebirth_referral_date-month": "11"}

    response = send(
        hv, visit, "planning-for-the-birth", {**parts, "prebirth_referral_date-year": "2026"}
    )

    assert "Enter a date that is not in the future" in response.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"sleep_back__rev": "not a number"},
        {"sleep_back__rev": "9" * 400},
        {"receipt": "not a uuid"},
        {"next": "../../admin"},
        {"do": "something else"},
        {"neutral": "because"},
    ],
    ids=str,
)
def test_hidden_fields_that_were_tampered_with_do_no_harm(hv, visit, changes):
    response = send(hv, visit, "sleep", changes)

    assert response.status_code in (302, 409, 422)


def test_a_receipt_of_another_visit_is_refused(hv, case, nurse, visit):
    other = begin(case)
    page = fields(hv.get(url_of(other, "sleep")))
    send(hv, other, "sleep", {"sleep_back": "always"}, page)

    response = send(hv, visit, "sleep", {"receipt": page.sent["receipt"]})

    assert response.status_code == 404

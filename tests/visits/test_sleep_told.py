"""On the pages of the next visit the last sleep assessment is read back, and at home nothing of it
but what was agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.answers.filling import url_of
from tests.visits.story import AT_THE_VISIT, begin, reread, signed

SLEEP = "sleep"
EARLIER = AT_THE_VISIT - timedelta(days=14)
SHARES = {
    "sleep_night_place": ["cot_or_basket", "adult_bed"],
    "sleep_bed_share": "accidental",
    "sleep_smoking_who": ["none"],
    "sleep_own_surface": "yes",
    "sleep_bedding_hazards": ["bumper"],
    "sleep_made_safe": "part",
    "sleep_action_plan": "Bumper out tonight.",
    "sleep_bed_share_advice": "done",
}
DRUGS = {"sleep_carer_impaired": ["drugs", "exhausted"]}
NOBODY = {"sleep_carer_impaired": ["none"]}
TOLD = ("Cannabis or other drugs", "together with drugs", "together with exhaustion")


@pytest.fixture
def hv(client, nurse):
    client.force_login(nurse)
    return client


@pytest.fixture
def shares(case):
    signed(case, SHARES | DRUGS, at=EARLIER)
    return reread(case)


def start_of(case):
    return reverse("start_visit", args=[case.pk])


def pages(hv, case):
    """The start page, and the sleep page of a visit that was started."""
    start = hv.get(start_of(case)).content.decode()
    return start, hv.get(url_of(begin(case), SLEEP)).content.decode()


def test_the_start_page_and_the_sleep_page_of_the_next_visit_read_it_back(hv, case, shares):
    for page in pages(hv, shares):
        assert "At night Wren sleeps in a cot or Moses basket and in an adult bed with" in page
        assert "Somebody has fallen asleep in bed with Wren by accident." in page
        assert f"{case.owner.name} saw the sleep place on 9 November 2026" in page
        assert "In or by the sleep place this has to change: a cot bumper." in page
        assert "Some of it was put right that day, and some is still to do." in page
        assert "Bumper out tonight." in page
        assert "We have not asked yet where Wren sleeps by day." in page


def test_another_page_of_the_visit_does_not(hv, shares):
    assert "Read back" not in hv.get(url_of(begin(shares), "baby-today")).content.decode()


def read_back(page):
    return page.split("Read back:", 1)[1].split("</details>", 1)[0]


def test_no_open_page_says_what_was_told_of_a_carer(hv, case, shares):
    with_drugs = [read_back(page) for page in pages(hv, shares)]
    signed(shares, SHARES | NOBODY, at=EARLIER)
    with_nobody = [read_back(page) for page in pages(hv, reread(case))]

    assert with_drugs == with_nobody
    for part in with_drugs:
        assert not [words for words in (*TOLD, "together with") if words in part]
        assert "has drunk any alcohol" in part


def test_opened_for_her_alone_the_start_page_names_it(hv, shares):
    page = hv.post(start_of(shares), {"open": "wellbeing"}).content.decode()

    assert "for you, not to say aloud" in page
    for words in TOLD:
        assert words in page


def test_home_goes_only_what_was_agreed_and_that_it_was_talked_about(hv, case):
    told = signed(case, SHARES | DRUGS, at=EARLIER)
    page = hv.get(reverse("family_copy", args=[told.pk])).content.decode()
    sheet = page.split('<article class="handout', 1)[1].split("</article>")[0]

    assert "Bumper out tonight." in sheet
    assert "We talked about sharing a bed, and when never to do it." in sheet
    for words in (
        "adult bed",
        "by accident",
        "saw the sleep place",
        "put right",
        "drug",
        "cot bumper",
    ):
        assert words not in sheet


def test_the_sheet_is_the_same_wherever_and_with_whom_the_baby_sleeps(hv, case):
    kept = {name: SHARES[name] for name in ("sleep_action_plan", "sleep_bed_share_advice")}
    other = {
        "sleep_night_place": ["sofa_armchair"],
        "sleep_bed_share": "never",
        "sleep_smoking_who": ["mother"],
        "sleep_own_surface": "none",
    }
    sheets = []
    for answers in (SHARES | DRUGS, kept | other | NOBODY):
        visit = signed(reread(case), answers, at=EARLIER)
        page = hv.get(reverse("family_copy", args=[visit.pk])).content.decode()
        sheets.append(page.split('<article class="handout', 1)[1].split("</article>")[0])

    assert sheets[0] == sheets[1]

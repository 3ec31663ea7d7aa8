"""What follows from a mark stands on a page of its own, which nobody meets unasked."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from checklists.accounts import unsent
from checklists.accounts.views.unsent_words import MARK as MARK_OF_WORDS
from checklists.guidance.conditions import Given
from checklists.people.models.teams import Team
from checklists.reading.working_hours import WorkingDay
from checklists.visits.call_facts import whom_to_ring
from checklists.visits.draft.calling import record_call
from checklists.visits.marks import calls_for_the_telephone
from checklists.visits.models import Visit
from tests.answers.filling import entry, fields, send, url_of
from tests.concurrent_presses import at_once
from tests.factories import TeamFactory, person
from tests.visits.form_data import CALL
from tests.visits.story import AT_THE_VISIT, begin, reread, say, signed

SHEET, SKIN = "next-steps-for-today", "weight-and-skin-check"
MARK = {
    "mark_seen": "reported",
    "mark_type": ["bruise"],
    "mark_explanation": "Grandmother: 'it was there on Sunday'",
    "baby_mobility": "rolling_only",
}
# What no page says before she asks.
TELLING = ("Ring now", "efer to", "eferral", "social care", "raise the risk", "raises the risk")


@pytest.fixture
def hv(client, nurse):
    client.force_login(nurse)
    return client


@pytest.fixture
def marked(case):
    return say(begin(reread(case)), MARK)


@pytest.fixture
def in_company(case):
    return say(begin(reread(case), present=("mother", "father")), MARK)


def sheet_of(visit):
    return reverse("call_sheet", args=[visit.pk])


def opened(hv, visit):
    return hv.post(url_of(visit, SHEET), {"do": "show", "looked": "yes"}).content.decode()


@pytest.mark.parametrize(
    ("answer", "calls"),
    [("yes", True), ("reported", True), ("no", False), ("known_recorded", False), (None, False)],
)
def test_a_mark_seen_or_reported_calls_for_the_telephone(answer, calls):
    assert calls_for_the_telephone({"mark_seen": Given(answer)}) is calls
    assert calls_for_the_telephone({}) is False


# Nobody meets it unasked


@pytest.mark.parametrize("mark", [{}, {"mark_seen": "no"}, MARK])
def test_the_same_button_stands_on_the_page_of_every_family(hv, case, mark):
    visit = say(begin(reread(case), present=("mother", "father")), mark)

    html = hv.get(url_of(visit, SKIN)).content.decode()

    assert 'value="apart">Next steps for today</button>' in html
    assert not [words for words in TELLING if words in html]


def test_with_someone_there_the_button_asks_first_and_keeps_what_was_typed(hv, in_company):
    page = fields(hv.get(url_of(in_company, SKIN)))

    html = send(hv, in_company, SKIN, {"skin_seen": "done", "do": "apart"}, page).content.decode()

    assert 'value="show"' in html
    assert not [words for words in TELLING if words in html]
    assert entry(in_company, "skin_seen")["value"] == "done"


def test_with_the_mother_alone_the_button_opens_it(hv, marked):
    page = fields(hv.get(url_of(marked, SKIN)))

    html = send(hv, marked, SKIN, {"do": "apart"}, page).content.decode()

    assert "Ring now" in html
    assert "The briefing&#x27;s rule is to refer" in html or "rule is to refer" in html


@pytest.mark.parametrize("name", ["visit", "visit_review"])
def test_the_list_and_the_review_lead_to_it_alike_for_every_family(hv, case, in_company, name):
    plain = begin(reread(case), present=("mother", "father"))

    for visit in (plain, in_company):
        html = hv.get(reverse(name, args=[visit.pk])).content.decode()
        assert url_of(visit, SHEET) in html
        assert not [words for words in TELLING if words in html]


def test_what_was_done_about_a_mark_is_read_in_review_only_once_it_is_opened(hv, in_company):
    say(in_company, {"mark_csc_referral": "made"})
    url = reverse("visit_review", args=[in_company.pk])

    shut, open_ = hv.get(url), hv.post(url, {"part": "answers", "do": "show", "looked": "yes"})

    assert "Made today by phone" not in shut.content.decode()
    assert "Made today by phone" in open_.content.decode()


# Opened


def test_it_says_the_facts_in_the_order_a_desk_asks(hv, case, marked):
    case.team.referral_contact = "Referral desk, 01632 960123"
    case.team.save()

    page = opened(hv, marked)

    asked = ["tel:01632960123", "Wren Fableton", "6 weeks 3 days", "No, rolls only", "Bruise"]
    main = page.split("<main")[1]
    places = [main.index(words) for words in [*asked, "Sunday"]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("written", "tel"),
    [
        ("Referral desk, 01632 960123", "01632960123"),
        ("+44 1632 960 123 (day)", "+441632960123"),
        ("Desk\u00a001632\u00a0960\u2013123", "01632960123"),
        ("+44 (0)1632 960123", "+441632960123"),
        ("weekdays 0900-1700, (01632) 960123", "01632960123"),
        ("weekdays 0900-1700", ""),
        ("\u0660\u0661\u0666\u0663\u0662\u0669\u0666\u0660\u0661", ""),
        ("ask the duty nurse, ext 12", ""),
        ("", ""),
    ],
)
def test_the_number_can_be_rung_from_the_page(written, tel):
    found = whom_to_ring(Team(referral_contact=written), WorkingDay(9, 17))

    assert (found["ring"], found["tel"]) == (written, tel)


def test_without_a_mark_it_says_whom_to_ring_and_asks_nothing(hv, case):
    page = opened(hv, begin(reread(case)))

    assert "Whom to ring" in page
    assert "Same-day paediatric assessment" not in page


def test_a_mark_taken_back_is_no_fact_to_say(hv, marked):
    send(hv, marked, SKIN, {"mark_seen": "no"}, fields(hv.get(url_of(marked, SKIN))))

    assert "Sunday" not in opened(hv, marked)


# Recording a call


def test_the_call_is_written_into_the_answers(hv, marked):
    page = hv.post(sheet_of(marked), CALL)

    marked.sheet.refresh_from_db()
    assert marked.sheet.body["mark_csc_referral"]["value"] == "made"
    written = marked.sheet.body["mark_csc_reference"]["value"]
    assert written == "Sam Example, 23 November 2026, 2.15pm. Reference: ABC 123"
    assert "The call is recorded." in page.content.decode()


def test_a_further_call_leaves_the_first_and_the_same_one_stands_once(hv, marked):
    for spoke_to in ("Sam Example", "Kim Example", "Kim Example"):
        hv.post(sheet_of(marked), {**CALL, "spoke_to": spoke_to})

    marked.sheet.refresh_from_db()
    written = marked.sheet.body["mark_csc_reference"]["value"].splitlines()
    assert [line.split(",")[0] for line in written] == ["Sam Example", "Kim Example"]


def test_the_same_call_sent_again_is_said_to_be_there_already(hv, marked):
    first, again = (hv.post(sheet_of(marked), CALL).text for _ in range(2))

    assert "The call is recorded." in first
    assert "The call is recorded." not in again
    assert "This call was recorded already." in again


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "rung", [("Sam", "Kim", "Lee", "Jo"), ("Sam", "Sam")], ids=["four calls", "one call twice"]
)
def test_calls_recorded_at_once_are_each_written_once(marked, rung):
    def call(spoke_to):
        visit = Visit.objects.select_related("sheet__case").get(pk=marked.pk)
        said = {"spoke_to": spoke_to, "reference": "A1", "rang_at": AT_THE_VISIT}
        return record_call(visit, **said, by=visit.author, at=AT_THE_VISIT)

    came = at_once(*(partial(call, name) for name in rung))

    lines = entry(marked, "mark_csc_reference")["value"].splitlines()
    assert sorted(line.split(",")[0] for line in lines) == sorted(set(rung))
    assert came.count(True) == len(set(rung))


def test_a_referral_that_a_colleague_made_stays_theirs(hv, case):
    visit = say(begin(reread(case)), {**MARK, "mark_csc_referral": "made_by_other"})

    hv.post(sheet_of(visit), CALL)

    visit.sheet.refresh_from_db()
    assert visit.sheet.body["mark_csc_referral"]["value"] == "made_by_other"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"spoke_to": ""}, b"Enter this: Who you spoke to"),
        ({"rang_time": "2.30pm"}, b"The time of the call cannot be in the future"),
        ({"reference": "x" * 200_000}, b"Shorten this"),
        ({"reference": "\0\u200b"}, b"Enter this: Reference"),
        ({"spoke_to": "..."}, b"Enter the name in letters"),
        ({"rang_on-day": "29", "rang_on-month": "3", "rang_time": "1.30am"}, b"The clocks went"),
    ],
)
def test_bad_input_is_answered_in_plain_words(hv, marked, changes, words):
    response = hv.post(sheet_of(marked), {**CALL, **changes})

    assert words in response.content
    marked.sheet.refresh_from_db()
    assert "mark_csc_reference" not in marked.sheet.body


def test_a_call_that_is_recorded_does_not_come_back_into_the_form(hv, marked, nurse):
    place = "call"
    unsent.keep_words(nurse, place=place, fields=[("spoke_to", "Sam Example")], at=timezone.now())

    hv.post(sheet_of(marked), {**CALL, MARK_OF_WORDS: place})

    assert unsent.kept_words(nurse, place=place, at=timezone.now()) == []


# Signed


def test_once_signed_it_is_read_shut_at_first_with_the_number_to_ring(hv, case):
    case.team.referral_contact = "Referral desk, 01632 960123"
    case.team.save()
    said = {**MARK, "mark_csc_referral": "made", "mark_csc_reference": "Sam Example. ABC 123"}
    visit = signed(case, said, at=AT_THE_VISIT)

    shut, open_ = hv.get(sheet_of(visit)), hv.post(sheet_of(visit))

    assert "ABC 123" not in shut.content.decode()
    assert "ABC 123" in open_.content.decode()
    assert 'href="tel:01632960123"' in open_.content.decode()


def test_the_signed_visit_leads_to_it_and_does_not_show_it(hv, case):
    visit = signed(case, {**MARK, "mark_csc_referral": "made"}, at=AT_THE_VISIT)

    html = hv.get(reverse("visit_signed", args=[visit.pk])).content.decode()

    assert sheet_of(visit) in html
    assert "Made today by phone" not in html


# Who


def test_of_a_draft_only_its_author_sees_it(client, case, marked):
    for other in (person(team=case.team), person(team=TeamFactory())):
        client.force_login(other)
        assert client.get(sheet_of(marked)).status_code == 404
    client.logout()
    assert client.get(sheet_of(marked)).status_code == 302

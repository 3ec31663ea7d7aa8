"""What is private arrives shut, opens by one deliberate tap, and leaves no trace."""

import re

import pytest
from django.utils import timezone

from checklists.answers.models import AnswerSheet, PrivateSheet
from checklists.answers.saving import Change
from checklists.audit.models import Event
from checklists.cases.encryption import encrypt
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from tests.answers.filling import (
    entry,
    fields,
    known_from_last_time,
    opened,
    send,
    url_of,
    working_visit,
    write,
)
from tests.visits.story import begin

SECRET = "She told me that he takes her telephone."


# Private pages


PRIVATE_PAGES = ("mothers-wellbeing", "family-and-friends", "pregnancy-and-family-background")


@pytest.mark.parametrize("slug", PRIVATE_PAGES)
def test_a_private_page_arrives_shut_and_the_same_for_every_family(hv, visit, slug):
    write(visit, da_postnatal=Change("asked_disclosure"), da_notes=Change(SECRET))

    page = hv.get(url_of(visit, slug))

    html = page.content.decode()
    words = [prompt.text for prompt in working_visit(visit).task(slug).prompts]
    assert "Open this page when you are ready" in html
    assert SECRET not in html
    assert not [text for text in words if text in html]
    assert not [name for name in fields(page).sent if name.startswith(("da_", "adult_", "father_"))]


def test_with_the_mother_alone_open_shows_it(hv, visit):
    html = hv.post(url_of(visit, "mothers-wellbeing"), {"do": "open"}).content.decode()

    assert "Routine enquiry after the birth: what happened?" in html


def test_with_someone_there_open_asks_first(hv, in_company):
    html = hv.post(url_of(in_company, "mothers-wellbeing"), {"do": "open"}).content.decode()

    assert "Who is near you now?" in html
    assert "Routine enquiry" not in html


@pytest.mark.parametrize("slug", ["mothers-wellbeing", "plan-and-services"])
def test_with_someone_there_a_second_tap_on_open_opens_nothing(hv, in_company, slug):
    """The question has its own Open where the first one was: under the same finger."""
    hv.post(url_of(in_company, slug), {"do": "open"})
    html = hv.post(url_of(in_company, slug), {"do": "show"}).content.decode()

    assert "Look who is near, then tick this" in html
    assert "data-private" not in html
    assert not Event.objects.filter(kind="visit.private_read").exists()


@pytest.mark.parametrize("present", [("mother", "father"), ()])
@pytest.mark.parametrize("slug", ["mothers-wellbeing", "plan-and-services"])
def test_the_question_does_not_say_that_there_is_something(hv, case, slug, present):
    visit = begin(case, present=present)

    html = hv.post(url_of(visit, slug), {"do": "open"}).content.decode()

    asked = html.split("<main")[1].split("Who is near you now?")[1].split("</form>")[0].lower()
    told = ("safe", "show it", "private", "secret", "hide", "this page", "others are here")
    assert [word for word in told if word in asked] == []


def primary_buttons(html):
    """The words of the primary buttons of the page, from top to bottom."""
    found = re.findall(r'<(?:button|a) class="nhsuk-button"[^>]*>([^<]+)<', html.split("<main")[1])
    return [words.strip() for words in found]


@pytest.mark.parametrize(
    ("present", "shut", "partly_shut"),
    [
        (("mother",), ["Open"], ["Open"]),
        (("mother", "professional", "interpreter"), ["Open"], ["Open"]),
        (("mother", "father"), ["Save and go on"], ["Save and go on"]),
        ((), ["Save and go on"], ["Save and go on"]),
    ],
)
def test_who_is_here_decides_which_button_comes_first(hv, case, present, shut, partly_shut):
    visit = begin(case, present=present)

    def first(slug):
        return primary_buttons(hv.get(url_of(visit, slug)).content.decode())

    assert first("mothers-wellbeing") == shut
    assert first("plan-and-services") == partly_shut


def test_once_it_is_open_going_on_comes_first(hv, visit):
    html = opened(hv, visit, "plan-and-services").content.decode()

    assert primary_buttons(html) == ["Save and close"]


def test_with_someone_there_not_now_comes_first(hv, in_company):
    html = hv.post(url_of(in_company, "mothers-wellbeing"), {"do": "open"}).content.decode()

    assert primary_buttons(html) == ["Not now"]


def test_yes_show_it_opens_it_and_the_address_does_not_tell(hv, in_company):
    response = opened(hv, in_company, "mothers-wellbeing")

    assert "Routine enquiry after the birth: what happened?" in response.content.decode()
    assert response.request["PATH_INFO"] == url_of(in_company, "mothers-wellbeing")
    assert response.request["QUERY_STRING"] == ""
    assert "no-store" in response["Cache-Control"]


def test_an_opened_page_is_shut_again_after_it_was_left(hv, visit):
    opened(hv, visit, "mothers-wellbeing")

    assert "Routine enquiry" not in hv.get(url_of(visit, "mothers-wellbeing")).content.decode()


def test_what_is_said_there_goes_to_the_sealed_sheet_only(hv, visit):
    page = fields(opened(hv, visit, "mothers-wellbeing"))

    send(hv, visit, "mothers-wellbeing", {"da_notes": SECRET}, page)

    assert entry(visit, "da_notes")["value"] == SECRET
    assert "da_notes" not in AnswerSheet.objects.get(pk=visit.sheet_id).body
    assert SECRET.encode() not in bytes(PrivateSheet.objects.get(pk=visit.sheet_id).sealed)


def test_a_private_answer_sent_to_a_shut_page_is_not_taken(hv, visit):
    changes = {"da_notes__rev": "0", "da_notes": SECRET}

    hv.post(url_of(visit, "mothers-wellbeing"), changes)

    assert entry(visit, "da_notes") is None


def test_private_questions_of_an_open_page_are_shut_at_its_end(hv, visit):
    page = hv.get(url_of(visit, "plan-and-services"))

    html = page.content.decode()
    assert "What level of plan is in place?" in html
    assert "Which agencies are involved" not in html


def test_opening_a_part_saves_what_was_typed_above_it(hv, visit):
    response = send(hv, visit, "plan-and-services", {"plan_level": "early_help", "do": "open"})

    assert "Which agencies are involved" in response.content.decode()
    assert entry(visit, "plan_level")["value"] == "early_help"


@pytest.mark.parametrize("slug", PRIVATE_PAGES)
def test_a_title_or_address_says_nothing(hv, visit, slug):
    html = opened(hv, visit, slug).content.decode().lower()

    title = html[html.index("<title>") : html.index("</title>")]
    for word in ("abuse", "domestic", "violence", "father", "harm", "safeguard"):
        assert word not in title
        assert word not in url_of(visit, slug)


def test_not_a_good_time_takes_its_reason_from_who_is_here(hv, in_company):
    hv.post(url_of(in_company, "mothers-wellbeing"), {"neutral": "not_a_good_time"})

    kept = entry(in_company, "da_postnatal")
    assert (kept["value"], kept["reason"]) == ("not_asked", "partner_present")
    assert kept["how"] == "could_not"


def test_a_reason_for_a_shut_page_never_says_what_she_alone_can_say(hv, in_company):
    """Whether the mother was alone with her, and what she noticed."""
    hv.post(url_of(in_company, "mothers-wellbeing"), {"neutral": "not_a_good_time"})

    assert entry(in_company, "da_seen_alone") is None
    assert entry(in_company, "da_indicators") is None


def test_a_reason_for_a_page_that_only_she_can_answer_says_that_it_records_nothing(hv, visit):
    response = hv.post(
        url_of(visit, "how-the-visit-went"), {"neutral": "short_of_time"}, follow=True
    )

    assert entry(visit, "difficult_conversation_needed") is None
    assert "No reason was recorded." in response.content.decode()


def test_a_reason_for_a_shut_page_records_nothing_once_the_page_is_open(hv, in_company):
    hv.post(url_of(in_company, "mothers-wellbeing"), {"neutral": "not_a_good_time", "opened": "1"})

    assert entry(in_company, "da_postnatal") is None


def test_say_why_later_leaves_the_reason_to_be_said(hv, visit):
    hv.post(url_of(visit, "mothers-wellbeing"), {"neutral": "later"})

    left = {gap.key: gap.why for gap in working_visit(visit).gaps()}
    assert left["da_postnatal"] == "reason"


def test_could_not_ask_does_not_touch_what_was_answered(hv, visit):
    write(visit, da_postnatal=Change("asked_no_disclosure"))

    hv.post(url_of(visit, "mothers-wellbeing"), {"neutral": "short_of_time"})

    assert entry(visit, "da_postnatal")["value"] == "asked_no_disclosure"


def test_could_not_ask_where_nothing_is_required_is_recorded_too(hv, case, visit):
    known_from_last_time(case)

    hv.post(url_of(visit, "pregnancy-and-family-background"), {"neutral": "short_of_time"})

    assert entry(visit, "father_identity")["reason"] == "visit_cut_short"


def test_the_shut_page_never_names_a_reason_that_someone_beside_her_could_read(hv, in_company):
    html = hv.get(url_of(in_company, "mothers-wellbeing")).content.decode()

    assert "Partner or ex-partner present" not in html
    assert "Not a good time" in html


def test_asked_before_says_when_and_never_what_was_answered(hv, case, visit):
    facts = working_visit(visit).facts
    facts.private_counters["latest"] = {
        "da_postnatal": {
            "value": "asked_disclosure",
            "reason": "",
            "note": SECRET,
            "on": "2026-10-21",
            "by": "Nia Northfield",
        }
    }
    seal_facts(visit.case.facts, facts).save()

    html = opened(hv, visit, "mothers-wellbeing").content.decode()

    assert "<li><b>21 October 2026</b>. Asked, by Nia Northfield</li>" in html
    assert SECRET not in html


def seal_facts(row, facts):
    document = {"answers": facts.private_answers, "counters": facts.private_counters}
    return encrypt(row, sealed=document)


# Adults


def test_each_adult_has_an_own_record(hv, case, nurse, visit):
    ivo = add_adult(case, named="known", answers={}, by=nurse, at=timezone.now())
    ann = add_adult(case, named="known", answers={}, by=nurse, at=timezone.now())
    page = fields(opened(hv, visit, "family-and-friends"))

    changes = {f"adult_name--{ivo.pk}": "Ivo", f"adult_name--{ann.pk}": "Ann"}
    send(hv, visit, "family-and-friends", changes, page)

    assert entry(visit, f"adult_name:{ivo.pk}")["value"] == "Ivo"
    assert entry(visit, f"adult_name:{ann.pk}")["value"] == "Ann"


def test_another_adult_is_added_once_however_often_the_button_is_tapped(hv, case, visit):
    page = fields(opened(hv, visit, "family-and-friends"))
    changes = {"new_adult_name": "Piet", "new_adult_named": "partly", "do": "add_adult"}

    send(hv, visit, "family-and-friends", changes, page)
    response = send(hv, visit, "family-and-friends", changes, page)

    adult = Adult.objects.get(case=case)
    assert adult.named == "partly"
    assert entry(visit, f"adult_name:{adult.pk}")["value"] == "Piet"
    assert 'id="adult-' in response.content.decode()


@pytest.mark.parametrize("button", ["", "back", "stay"], ids=["next page", "close", "stay"])
def test_a_name_that_was_typed_is_added_whichever_button_saves(hv, case, visit, button):
    page = fields(opened(hv, visit, "family-and-friends"))

    typed = {"new_adult_name": "Piet", "new_adult_named": "partly", "do": button}
    send(hv, visit, "family-and-friends", typed, page)

    adult = Adult.objects.get(case=case)
    assert entry(visit, f"adult_name:{adult.pk}")["value"] == "Piet"


def test_a_name_that_has_to_be_put_right_keeps_the_page_whichever_button_saves(hv, case, visit):
    page = fields(opened(hv, visit, "family-and-friends"))

    typed = {"new_adult_name": "Piet", "new_adult_named": "not_shared", "do": "back"}
    again = send(hv, visit, "family-and-friends", typed, page)

    assert again.status_code == 422
    assert fields(again).sent["new_adult_name"] == ["Piet"]
    assert 'id="error-new-adult-name"' in again.text
    assert not Adult.objects.filter(case=case).exists()


def test_while_she_types_a_name_nobody_says_that_all_is_sent(hv, case, visit):
    page = fields(opened(hv, visit, "family-and-friends"))

    by_itself = {"accept": "application/json"}
    typed = {"new_adult_name": "Pi"}
    answer = send(hv, visit, "family-and-friends", typed, page, headers=by_itself)

    assert answer.json()["detail"] == "The new adult is not added yet"
    assert answer.json()["incomplete"] is True
    assert not Adult.objects.filter(case=case).exists()


def test_an_adult_whose_name_is_not_shared_is_on_the_record(hv, case, visit):
    page = fields(opened(hv, visit, "family-and-friends"))

    send(hv, visit, "family-and-friends", {"do": "add_adult"}, page)

    adult = Adult.objects.get(case=case)
    assert adult.named == "not_shared"
    assert entry(visit, f"adult_name:{adult.pk}")["value"] == "Name not known"


@pytest.mark.parametrize("name", ["\u2019-", "\u0301", "P" * 151])
def test_what_is_no_name_adds_nobody_and_stays_to_be_put_right(hv, case, visit, name):
    page = fields(opened(hv, visit, "family-and-friends"))
    typed = {"new_adult_name": name, "new_adult_named": "partly", "do": "add_adult"}

    again = send(hv, visit, "family-and-friends", typed, page)

    assert again.status_code == 422
    assert 'href="#id-new-adult-name"' in again.content.decode()
    assert fields(again).sent["new_adult_name"] == [name]
    assert fields(again).sent["new_adult_named"] == ["partly"]
    assert not Adult.objects.filter(case=case).exists()


def test_a_new_adult_with_a_name_is_known_and_is_nobody_else_unless_it_is_said(hv, case, visit):
    point, ann = "family-and-friends", {"new_adult_name": "Ann", "do": "add_adult"}
    page = fields(opened(hv, visit, point))
    not_known = send(hv, visit, point, {**ann, "new_adult_named": "not_shared"}, page)
    page = fields(send(hv, visit, point, {**ann, "new_adult_named": "known"}, page))

    asked = send(hv, visit, point, {**ann, "new_adult_named": "known"}, page)
    ticked = {**ann, "new_adult_named": "known", "another_person": "on"}
    send(hv, visit, point, ticked, fields(asked))

    assert "or clear the name" in not_known.content.decode()
    assert "Ann is there already. Is this another person?" in asked.content.decode()
    assert "This is another person" in asked.content.decode()
    assert Adult.objects.filter(case=case).count() == 2


def test_a_name_begun_there_stays_while_another_answer_is_put_right(hv, case, visit):
    page = fields(opened(hv, visit, "family-and-friends"))
    send(hv, visit, "family-and-friends", {"do": "add_adult", "new_adult_name": "Ann"}, page)
    ann = Adult.objects.get(case=case)
    page = fields(opened(hv, visit, "family-and-friends"))
    typed = {f"adult_name--{ann.pk}": "...", "new_adult_name": "Piet", "do": "add_adult"}

    again = send(hv, visit, "family-and-friends", typed, page)

    assert "Enter the name in letters" in again.content.decode()
    assert fields(again).sent["new_adult_name"] == ["Piet"]


def test_a_name_that_nobody_sees_is_a_name_that_is_not_known(hv, case, visit):
    page = fields(opened(hv, visit, "family-and-friends"))

    typed = {"do": "add_adult", "new_adult_name": "\u200b\u00a0\u200d"}
    send(hv, visit, "family-and-friends", typed, page)

    adult = Adult.objects.get(case=case)
    assert entry(visit, f"adult_name:{adult.pk}")["value"] == "Name not known"


def test_a_shut_page_adds_nobody(hv, case, visit):
    hv.post(url_of(visit, "family-and-friends"), {"do": "add_adult", "new_adult_name": "Piet"})

    assert not Adult.objects.filter(case=case).exists()


def test_what_an_open_answer_asks_for_is_in_the_opened_part(hv, visit):
    html = opened(hv, visit, "last-question").content.decode()

    assert "What is asked here depends on the answers above." in html
    follow_up = html[: html.index("What is the worry")].rsplit("data-show-when", 1)[1]
    assert follow_up.split(">", 1)[0].endswith(" hidden")


def test_what_an_open_answer_asks_for_is_not_in_the_page_before_that(hv, visit):
    write(visit, baby_worry=Change("concern"))

    assert "What is the worry" not in hv.get(url_of(visit, "last-question")).content.decode()


def test_a_page_is_headed_as_the_list_names_it_and_titled_without_the_name(hv, visit):
    html = hv.get(url_of(visit, "last-question")).content.decode()

    assert "<h1>Last question about Wren</h1>" in html
    assert "<title>Last question about the baby - Safe Babies</title>" in html

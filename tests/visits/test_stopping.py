"""Stopping early: one reason for what is left, never for what she alone can answer."""

import pytest
from django.urls import reverse

from checklists.answers.private import read_own
from checklists.answers.words import answer_words
from checklists.audit.models import Event
from checklists.cases.access import WholeRecord
from checklists.visits.draft.contradicting import contradictions
from checklists.visits.draft.stopping import reasons_to_stop, stop_early
from checklists.visits.draft.working import WorkingVisit
from tests.visits.story import AT_THE_VISIT, begin, reread, say

HERS = {
    "baby_seen",
    "skin_seen",
    "mark_seen",
    "handling_observed",
    "baby_worry",
    "accounts_consistent",
    "da_seen_alone",
    "da_indicators",
    "da_next_opportunity",
    "da_next_date",
    "understanding_checked",
}


def stopped(case, answers, *, reason="short_of_time", **begun):
    visit = say(begin(reread(case), **begun), answers)
    visit.case = reread(case)
    right = WholeRecord(visit.author)
    stop_early(visit, right, reason=reason, at=AT_THE_VISIT)
    return visit, WorkingVisit(visit, right)


def test_what_is_unanswered_gets_its_own_not_done_and_nearest_reason(case):
    visit, _ = stopped(case, {})

    body = visit.sheet.body
    assert body["icon_given_main"]["value"] == "not_done"
    assert body["icon_given_main"]["reason"] == "visit_cut_short"
    assert body["home_hazards"]["value"] == ["not_assessed"]


def test_what_she_alone_can_answer_is_left_to_her(case):
    """Whether she saw the baby and its skin, whether the mother was alone, whether she worries."""
    _, working = stopped(case, {})

    assert {gap.key for gap in working.gaps()} == HERS
    assert not HERS & working.documents.keys()


def test_what_she_did_about_a_mark_is_left_to_her(case):
    """No one reason stands for a referral that was not made, or for who keeps the baby safe."""
    _, working = stopped(case, {"mark_seen": "yes", "mark_csc_referral": "not_made"})

    left = {gap.key for gap in working.gaps()}
    assert left >= {
        "mark_csc_referral",
        "mark_paediatric",
        "mark_safety_now",
        "mark_not_referred_why",
    }


@pytest.mark.parametrize("place", ["phone", "video"])
def test_stopping_by_phone_says_nothing_that_nobody_said(case, place):
    """Not that privacy was tried, and no plan of hers."""
    visit, working = stopped(case, {}, reason="remote", place=place)

    entry = read_own(visit.sheet)["da_postnatal"]
    prompt = working.compiled.prompts["da_postnatal"]
    assert (
        answer_words(prompt, entry, working.neutral_reasons) == "Not asked: Phone or video contact"
    )
    assert {"da_next_opportunity", "da_next_date"} <= {gap.key for gap in working.gaps()}


def test_a_reason_she_still_owes_for_what_she_saw_is_left_to_her(case):
    visit, _ = stopped(case, {"skin_seen": "partly_done"})

    assert visit.sheet.body["skin_seen"]["reason"] == ""


def test_one_reason_for_all_never_contradicts_an_answer(case):
    """She saw the sleep space; the rest of it is not signed as not seen."""
    _, working = stopped(case, {"sleep_own_surface": "yes"})

    assert "sleep_bedding_hazards" in {gap.key for gap in working.gaps()}
    assert contradictions(working) == []


def test_a_reason_that_makes_no_sense_is_not_written(case):
    """Nobody needs an interpreter here, so that none was missing."""
    visit, _ = stopped(case, {"communication_needs": ["none"]}, reason="interpreter")

    assert visit.sheet.body["mental_health_mother"]["reason"] == "interpreter"


@pytest.mark.parametrize(("place", "offered"), [("home", False), ("phone", True)])
def test_phone_or_video_is_offered_where_it_is_one(case, place, offered):
    visit = begin(reread(case), place=place)

    reasons = dict(reasons_to_stop(WorkingVisit(visit, WholeRecord(visit.author))))

    assert ("remote" in reasons) is offered


def test_the_page_says_what_only_she_can_answer_and_private_questions_neutrally(
    client, case, nurse
):
    visit = begin(reread(case))
    client.force_login(nurse)

    page = client.get(reverse("visit_stop", args=[visit.pk])).content.decode().split("<main")[1]

    assert "Only you can answer these" in page
    assert "#q-baby_seen" in page
    assert "Open Mother&#x27;s wellbeing" in page
    assert "da_" not in page


def test_what_lacks_its_reason_alone_says_so(client, case, nurse):
    visit = say(begin(reread(case)), {"baby_seen": "not_seen"})
    client.force_login(nurse)

    page = client.get(reverse("visit_review", args=[visit.pk])).content.decode()

    assert "Say why \u2018Not seen\u2019: Did I see the baby at this contact?" in page


def test_review_keeps_what_only_she_can_answer_apart(client, case, nurse):
    visit, _ = stopped(case, {})
    client.force_login(nurse)

    page = client.get(reverse("visit_review", args=[visit.pk])).content.decode().split("<main")[1]

    assert page.index("Only you can answer these") < page.index("#q-skin_seen")
    assert "Give one reason for" not in page


def test_a_question_without_such_a_choice_keeps_the_reason_alone(case):
    visit, _ = stopped(case, {})

    entry = visit.sheet.body["sleep_back"]
    assert (entry["value"], entry["reason"], entry["how"]) == (None, "visit_cut_short", "could_not")


def test_nothing_already_answered_changes(case):
    visit, _ = stopped(case, {"baby_seen": "seen_awake", "sleep_own_surface": ("told_only", "")})

    body = visit.sheet.body
    assert body["baby_seen"]["value"] == "seen_awake"
    assert body["sleep_own_surface"]["value"] == "told_only"
    assert body["sleep_own_surface"]["reason"] == "visit_cut_short"


def test_private_questions_get_theirs_on_the_private_sheet_only(case):
    visit, _ = stopped(case, {})

    private_answers = read_own(visit.sheet)
    assert private_answers["da_postnatal"]["value"] == "not_asked"
    assert not [key for key in visit.sheet.body if key.startswith("da_")]


def test_the_reason_takes_the_exact_word_from_who_was_there(case):
    visit, _ = stopped(case, {}, reason="not_a_good_time", present=["mother", "partner"])

    private_answers = read_own(visit.sheet)
    assert private_answers["da_postnatal"]["reason"] == "partner_present"


def test_it_is_in_the_log_without_what_was_said(case):
    stopped(case, {})

    event = Event.objects.get(kind="visit.stopped_early")
    assert list(event.details) == ["answers"]

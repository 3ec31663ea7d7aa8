from checklists.answers.private import read
from checklists.audit.models import Event
from checklists.visits.current import working
from tests.visits.story import begin, leave_the_rest, reread, say


def stopped(case, answers, **begun):
    visit = leave_the_rest(say(begin(reread(case), **begun), answers))
    return visit, working(visit, visit.author)


def test_everything_unanswered_gets_its_own_not_done_and_nearest_reason(case):
    visit, now = stopped(case, {})

    body = visit.sheet.body
    assert now.gaps() == []
    assert body["skin_seen"]["value"] == "not_done"
    assert body["skin_seen"]["reason"] == "visit_cut_short"
    assert body["home_hazards"]["value"] == ["not_assessed"]


def test_a_question_without_such_a_choice_keeps_the_reason_alone(case):
    visit, _ = stopped(case, {})

    entry = visit.sheet.body["mark_seen"]
    assert (entry["value"], entry["reason"], entry["how"]) == (None, "short_of_time", "could_not")


def test_nothing_already_answered_changes(case):
    visit, _ = stopped(case, {"baby_seen": "seen_awake", "sleep_own_surface": ("told_only", "")})

    body = visit.sheet.body
    assert body["baby_seen"]["value"] == "seen_awake"
    assert body["sleep_own_surface"]["value"] == "told_only"
    assert body["sleep_own_surface"]["reason"] == "visit_cut_short"


def test_private_questions_get_theirs_on_the_private_sheet_only(case):
    visit, _ = stopped(case, {})

    sealed = read(visit.sheet, visit.author, own=True)
    assert sealed["da_postnatal"]["value"] == "not_asked"
    assert not [key for key in visit.sheet.body if key.startswith("da_")]


def test_the_reason_takes_the_exact_word_from_who_was_there(case):
    visit = say(begin(reread(case), present=["mother", "partner"]), {})

    leave_the_rest(visit, reason="not_a_good_time")

    sealed = read(visit.sheet, visit.author, own=True)
    assert sealed["da_postnatal"]["reason"] == "partner_present"


def test_it_is_in_the_log_without_what_was_said(case):
    stopped(case, {})

    event = Event.objects.get(kind="visit.stopped_early")
    assert list(event.details) == ["answers"]

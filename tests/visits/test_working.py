"""What a page of a draft reads: which answers, who is asked about, and what is read once."""

import pytest

from checklists.answers.private import NotPermitted
from checklists.answers.saving import Change
from checklists.cases.access import Access
from checklists.cases.querysets import Why
from checklists.household.adults import add_adult, end_adult
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from tests.factories import person
from tests.visits.story import begin, reread, say


def working_for(visit, by, why=Why.CASELOAD):
    row = Visit.objects.select_related("sheet", "version").get(pk=visit.pk)
    row.case = reread(visit.case)
    return WorkingVisit(row, Access(row.case, by, why))


def test_open_and_private_answers_are_together_for_decisions(case, nurse):
    visit = say(begin(case), {"sleep_back": "always", "da_seen_alone": "yes"})

    assert set(working_for(visit, nurse).documents) == {"sleep_back", "da_seen_alone"}


def test_private_answers_of_someone_else_stay_shut_without_the_permission(case):
    visit = say(begin(case), {"da_seen_alone": "yes"})

    working = working_for(visit, person(team=case.team), Why.TEAM)

    with pytest.raises(NotPermitted):
        _ = working.documents


def test_who_writes_a_draft_reads_what_she_wrote_without_the_permission(case, nurse):
    visit = say(begin(case), {"da_seen_alone": "yes"})

    assert "da_seen_alone" in working_for(visit, nurse, Why.TEAM).documents


def test_what_was_known_in_private_is_not_read_without_the_permission(case, nurse):
    working = working_for(begin(case), nurse, Why.TEAM)

    assert working.facts.with_private is False


def test_an_adult_who_left_is_no_longer_asked_about(case, nurse, now):
    gran = add_adult(case, named="known", answers={}, by=nurse, at=now)
    end_adult(gran, by=nurse, at=now)

    assert working_for(begin(case), nurse).adults == []


def test_an_adult_who_left_after_something_was_said_stays_on_the_visit(case, nurse, now):
    gran = add_adult(case, named="known", answers={}, by=nurse, at=now)
    visit = say(begin(case), {f"adult_name:{gran.pk}": "Petra"})
    end_adult(gran, by=nurse, at=now)

    assert working_for(visit, nurse).adults == [gran]


def test_each_adult_is_asked_about_in_turn(case, nurse, now):
    adults = [add_adult(case, named="known", answers={}, by=nurse, at=now) for _ in range(2)]

    asked = [key for key, _ in working_for(begin(case), nurse).asked(prompts_of(case, nurse))]

    firsts = [key.partition(":")[2] for key in asked if key.startswith("adult_name")]
    assert sorted(firsts) == sorted(str(adult.pk) for adult in adults)


def prompts_of(case, nurse):
    return working_for(begin(case), nurse).task("family-and-friends").prompts


def test_a_hidden_answer_opens_no_follow_up(case, nurse):
    visit = say(
        begin(case),
        {"mark_seen": "no", "mark_csc_referral": Change("made")},
    )

    assert "mark_csc_reference" not in working_for(visit, nurse).shown


def test_the_gaps_are_those_of_the_prompts_asked_for(case, nurse):
    working = working_for(begin(case), nurse)

    assert [gap.key for gap in working.gaps(working.task("last-question").prompts)] == [
        "baby_worry"
    ]


def save(working, answers):
    return say(working.visit, answers, at=working.visit.held_at)


def test_after_saving_the_questions_follow_what_was_saved(case, nurse):
    before = working_for(begin(case), nurse)
    assert "mark_type" not in before.shown

    save(before, {"mark_seen": "yes"})

    assert "mark_type" in before.after_saving().shown
    assert "mark_type" not in before.shown


def test_after_saving_only_the_private_answers_are_read_again(
    case, nurse, django_assert_num_queries
):
    before = working_for(begin(case), nurse)
    assert before.shown
    save(before, {"mark_seen": "yes", "da_seen_alone": "yes"})

    with django_assert_num_queries(1):
        after = before.after_saving()
        assert {"mark_seen", "da_seen_alone"} <= after.documents.keys()
        assert after.shown


def test_imagining_answers_saves_none_and_asks_nothing_more(case, nurse, django_assert_num_queries):
    before = working_for(begin(case), nurse)
    assert before.shown

    with django_assert_num_queries(0):
        assert "mark_type" in before.imagined({"mark_seen": Change("yes")}).shown

    assert "mark_seen" not in working_for(before.visit, nurse).documents

"""Answered, then hidden by another answer: kept, and nowhere read as current."""

import pytest
from django.urls import reverse

from checklists.answers.saving import save_point
from checklists.cases.access import WholeRecord
from checklists.facts.storing import read_facts
from checklists.records.gathering import Contents
from checklists.records.rules import BABY, Subject
from checklists.visits.call_facts import facts_to_say
from checklists.visits.draft.planning import preview_of
from checklists.visits.draft.signing import sign
from checklists.visits.draft.views.call_page import answers_that_count
from checklists.visits.draft.working import WorkingVisit
from tests.visits.story import AT_THE_VISIT, begin, change_of, leave_the_rest, reread, say

MARK = {"baby_mobility": "not_rolling", "mark_seen": "yes", "mark_type": ["bruise"]}
REFERRED = {"mark_csc_referral": "made", "mark_csc_reference": "Desk, 2pm. Reference: 17"}
NO_MARK = {"mark_seen": "none_reported"}


@pytest.fixture
def draft(case):
    """A mark was seen and referred, and then answered with no."""
    visit = begin(reread(case))
    say(visit, {**MARK, **REFERRED})
    return leave_the_rest(says_instead(visit, NO_MARK))


def says_instead(visit, answers):
    """Another answer to what was answered already."""
    save_point(
        visit.sheet,
        changes={key: change_of(given) for key, given in answers.items()},
        base_revisions={key: visit.sheet.body[key]["revision"] for key in answers},
        receipt=None,
        by=visit.author,
        at=AT_THE_VISIT,
    )
    visit.sheet.refresh_from_db()
    return visit


def working_visit(visit):
    visit.case = reread(visit.case)
    return WorkingVisit(visit, WholeRecord(visit.author))


def read(client, name, visit):
    return client.get(reverse(name, args=[visit.pk])).text


def signed(draft):
    return sign(draft, confirmed_closings=[], by=draft.author, at=AT_THE_VISIT)


def test_review_says_that_it_is_no_longer_asked_and_counts_it_nowhere(client, nurse, draft):
    client.force_login(nurse)

    page = read(client, "visit_review", draft)
    opened = client.post(reverse("visit_review", args=[draft.pk]), {"part": "answers"}).text

    assert page.count("No longer asked") == 1
    assert opened.count("No longer asked") == 3
    assert "Weight and skin check" in page
    assert "2 recorded, 1 not answered, with a reason" in page


def test_signed_and_copied_it_stands_with_that_word_beside_each(client, nurse, draft):
    visit = signed(draft)
    client.force_login(nurse)
    word = "no longer asked when the visit was signed"

    page, copy = (read(client, name, visit).lower() for name in ("visit_signed", "visit_copy"))
    steps = client.post(reverse("call_sheet", args=[visit.pk])).text.lower()

    assert (page.count(word), steps.count(word), copy.count(word)) == (1, 2, 3)


def facts_of(working):
    return facts_to_say(working.visit, working.compiled, answers_that_count(working))


def test_the_call_sheet_does_not_read_it_out(draft):
    told = {row["label"]: row["text"] for row in facts_of(working_visit(draft))}

    assert "Bruise" not in told["What was seen or reported"]


def test_no_rule_reads_it(case):
    visit = begin(reread(case))
    say(visit, {"mark_seen": "yes", "mark_csc_referral": ("not_made", "other")})
    says_instead(visit, NO_MARK)

    preview = preview_of(working_visit(visit))

    assert "mark_csc_referral" not in preview.working.current_in_force
    assert [one for one in preview.plan.opens if "mark_csc_referral" in one.because] == []


def test_the_next_contact_knows_nothing_of_it(draft):
    facts = read_facts(signed(draft).case, with_private=False)

    assert "mark_csc_referral" not in {**facts.open_answers, **facts.latest}


def test_a_person_s_file_holds_it_with_that_word(client, nurse, draft):
    visit = signed(draft)

    held = Contents(visit.case, Subject(BABY, ""), WholeRecord(nurse)).entries()

    answers = {one.key: one.answer for one in held}
    words = answers[f"visit:{visit.pk}:mark_csc_referral"]
    assert words.endswith("This question no longer applied when the contact was signed")
    assert "no longer" not in answers[f"visit:{visit.pk}:mark_seen"]

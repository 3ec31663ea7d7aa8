"""What belongs to a mark, or to a disclosure, stands as steps on one item until it is done."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.cases.access import WholeRecord
from checklists.outstanding.history import Action
from checklists.outstanding.item_steps import open_steps_of, steps_of
from checklists.outstanding.models import State
from checklists.outstanding.ticking import tick_step
from checklists.people.models.teams import Role
from checklists.visits.draft.planning import preview_of
from checklists.visits.draft.signing import sign
from checklists.visits.draft.still_open import open_steps
from checklists.visits.draft.views.review import SIGNING
from checklists.visits.draft.working import WorkingVisit
from checklists.withdrawal.withdrawing import agree_withdrawal, ask_withdrawal
from tests.answers.filling import url_of
from tests.factories import ItemFactory, person
from tests.outstanding.with_steps import DISCLOSED, MARK, leave_open
from tests.visits.story import (
    AT_THE_VISIT,
    begin,
    item,
    leave_the_rest,
    reread,
    say,
    signed,
    working_visit,
)

SHEET, SKIN, WELLBEING = "next-steps-for-today", "weight-and-skin-check", "wellbeing"
BRUISE, FOLLOW_UP = "bruise_non_mobile", "da_disclosure_followup"
MAP, DOCTOR, PARENTS = "mark_body_map", "mark_paediatric", "mark_parents_told"
RANG = Action("Rang the ward", AT_THE_VISIT, "Dr Inkwell")
DAYS_LATER = AT_THE_VISIT + timedelta(days=3)


@pytest.fixture
def hv(client, nurse):
    client.force_login(nurse)
    return client


@pytest.fixture
def later(time_machine, client, nurse):
    """The clock moves on three days when a test asks for it, and the nurse signs in again."""

    def move():
        time_machine.move_to(DAYS_LATER, tick=False)
        client.force_login(nurse)

    return move


def open_keys(item):
    return {step.key for step in open_steps_of(item)}


def page_of(client, item):
    return client.post(reverse("item", args=[item.pk]), {"open": "titles"}).content.decode()


def point_of(client, visit, slug):
    return client.post(url_of(visit, slug), {"do": "open"}).content.decode()


# Found by a visit


def test_a_mark_leaves_one_item_with_the_steps_that_are_not_done(case):
    signed(case, MARK)

    assert open_keys(item(case, BRUISE)) == {MAP, DOCTOR, PARENTS}


def test_a_disclosure_leaves_one_item_and_what_was_left_blank_is_a_step_too(case):
    signed(case, DISCLOSED)

    left = {"da_dash", "da_marac", "da_support_offered", "da_safe_contact"}
    assert open_keys(item(case, FOLLOW_UP)) == left
    assert item(case, FOLLOW_UP).private


def test_what_somebody_else_has_done_is_no_step(case):
    signed(case, {**DISCLOSED, "da_dash": ("not_done", "done_by_other")})

    assert "da_dash" not in open_keys(item(case, FOLLOW_UP))


def test_where_everything_was_done_the_item_has_no_steps(case):
    signed(
        case,
        {
            **MARK,
            MAP: "done",
            DOCTOR: "arranged",
            PARENTS: "yes",
        },
    )

    assert steps_of(item(case, BRUISE)) == []


def test_a_step_is_worded_as_it_was_asked_at_the_visit_that_left_it_open(case):
    signed(case, MARK)

    words = {step.key: step.words() for step in steps_of(item(case, BRUISE))}
    assert words[DOCTOR] == "Same-day paediatric assessment"


# A later visit


def test_a_later_visit_ticks_what_it_answers_and_leaves_what_was_signed(case, later):
    first = signed(case, MARK)
    later()

    second = signed(
        case,
        {**MARK, DOCTOR: "completed", "mark_siblings": ("not_done", "other")},
        at=DAYS_LATER,
        visit_type="targeted",
    )

    marks = item(case, BRUISE)
    done = {step.key: step.done.visit for step in steps_of(marks) if step.done}
    first.sheet.refresh_from_db()
    assert done == {DOCTOR: second}
    assert open_keys(marks) == {MAP, PARENTS, "mark_siblings"}
    assert first.sheet.body[DOCTOR]["value"] == "not_arranged"


def test_what_is_done_is_no_step_again_where_a_later_visit_leaves_it_blank(case, nurse, later):
    signed(case, DISCLOSED)
    followed = item(case, FOLLOW_UP)
    tick_step(followed, step="da_marac", action=Action(""), by=nurse, at=AT_THE_VISIT)
    later()
    blank = dict.fromkeys(("da_marac", "da_csc"), (None, "information_awaited"))

    draft = begin(reread(case), at=DAYS_LATER, visit_type="targeted")
    draft = say(draft, {**DISCLOSED, **blank}, at=DAYS_LATER)

    found = preview_of(working_visit(draft)).plan.opens
    [steps] = (set(one.steps) for one in found if one.met_again == followed.pk)
    assert steps == {"da_dash", "da_support_offered", "da_safe_contact"}


def test_a_tick_gives_way_to_a_later_visit_that_says_not_done(case, nurse, later):
    signed(case, MARK)
    tick_step(item(case, BRUISE), step=DOCTOR, action=RANG, by=nurse, at=AT_THE_VISIT)
    later()

    signed(case, MARK, at=DAYS_LATER, visit_type="targeted")

    since = {step.key: step.since for step in open_steps_of(item(case, BRUISE))}
    assert since[DOCTOR] == DAYS_LATER.date()
    assert since[MAP] == AT_THE_VISIT.date()


def test_a_visit_signed_late_ticks_nothing_that_was_left_open_after_it(case):
    late = say(
        begin(reread(case), at=AT_THE_VISIT - timedelta(days=2)), {**MARK, DOCTOR: "completed"}
    )
    signed(case, MARK, visit_type="targeted")

    late = leave_the_rest(late)
    sign(late, confirmed_closings=(), by=late.author, at=AT_THE_VISIT + timedelta(hours=1))

    assert DOCTOR in open_keys(item(case, BRUISE))


# Entered in error


def withdraw(visit):
    boss = person(Role.MANAGER, visit.case.team)
    asked = ask_withdrawal(visit, reason="Next door", by=visit.author, at=DAYS_LATER)
    agree_withdrawal(asked, by=boss, at=DAYS_LATER)


def test_a_step_that_a_withdrawn_visit_ticked_is_open_again(case, later):
    signed(case, MARK)
    later()
    wrong = signed(case, {**MARK, DOCTOR: "completed"}, at=DAYS_LATER, visit_type="targeted")

    withdraw(wrong)

    assert open_keys(item(case, BRUISE)) == {MAP, DOCTOR, PARENTS}


def test_what_a_withdrawn_visit_left_open_goes_but_for_what_another_found_too(case, later):
    wrong = signed(case, MARK)
    later()
    signed(case, {**MARK, DOCTOR: "completed"}, at=DAYS_LATER, visit_type="targeted")

    withdraw(wrong)

    assert open_keys(item(case, BRUISE)) == {MAP, PARENTS}


def test_an_item_that_goes_with_its_visit_keeps_no_steps(case):
    wrong = signed(case, DISCLOSED)
    followed = item(case, FOLLOW_UP)

    withdraw(wrong)

    assert [event.steps for event in followed.history.all()] == [[]]


# The item


def test_the_opened_item_shows_its_steps_and_one_tap_ticks_one(hv, case, nurse):
    signed(case, DISCLOSED)
    followed = item(case, FOLLOW_UP)
    assert "Dash" in page_of(hv, followed)

    told = hv.post(
        reverse("tick_step", args=[followed.pk]), {"step": "da_dash", "what": ""}, follow=True
    )

    html = page_of(hv, followed)
    assert "Recorded." in told.content.decode()
    assert f"Ticked 23 November 2026, 2.21pm, by {nurse.name}" in html
    assert "da_dash" not in open_keys(followed)


def test_the_item_that_is_not_opened_says_nothing_of_its_steps(hv, case):
    signed(case, DISCLOSED)
    followed = item(case, FOLLOW_UP)

    html = hv.get(reverse("item", args=[followed.pk])).content.decode()

    assert not [words for words in ("Dash", "MARAC", "Open since", "Steps") if words in html]


def test_a_step_of_an_immediate_item_is_ticked_with_what_was_done(hv, case):
    signed(case, MARK)
    marks = item(case, BRUISE)
    address = reverse("tick_step", args=[marks.pk])

    asked = hv.post(address, {"step": DOCTOR})
    refused = hv.post(address, {"step": DOCTOR, "what": "Rang"})
    when = {"done_on-day": "23", "done_on-month": "11", "done_on-year": "2026", "done_time": "1pm"}
    done = {"step": DOCTOR, "what": "Rang", "with_whom": "Dr Inkwell", **when}
    hv.post(address, done)

    assert "Same-day paediatric assessment" in asked.content.decode()
    assert refused.status_code == 422
    assert "Enter the day on which it was done" in refused.content.decode()
    assert DOCTOR not in open_keys(marks)


def test_the_second_window_is_told_who_ticked_it(hv, case, nurse):
    signed(case, DISCLOSED)
    followed = item(case, FOLLOW_UP)
    address = reverse("tick_step", args=[followed.pk])
    hv.post(address, {"step": "da_dash", "what": ""})

    again = hv.post(address, {"step": "da_dash", "what": ""}, follow=True)
    typed = hv.post(address, {"step": "da_dash", "what": "With her on Tuesday"})

    assert f"ticked already: 23 November 2026, 2.21pm, by {nurse.name}" in again.content.decode()
    assert typed.status_code == 409
    assert "With her on Tuesday" in typed.content.decode()


def test_a_step_ticked_by_mistake_is_opened_again_with_a_word(hv, case):
    signed(case, DISCLOSED)
    followed = item(case, FOLLOW_UP)
    hv.post(reverse("tick_step", args=[followed.pk]), {"step": "da_dash", "what": ""})
    address = reverse("reopen_step", args=[followed.pk])

    asked = hv.post(address, {"step": "da_dash"})
    hv.post(address, {"step": "da_dash", "reason": "That was next door"})

    assert "Why it is open again" in asked.content.decode()
    assert "That was next door" in page_of(hv, followed)
    assert "da_dash" in open_keys(followed)


# Closing


def test_closing_by_hand_lists_the_open_steps_once_it_is_opened(hv, case):
    signed(case, DISCLOSED)
    address = reverse("close_item", args=[item(case, FOLLOW_UP).pk])

    shut = hv.get(address).content.decode()
    opened = hv.post(address, {"open": "titles"}).content.decode()

    assert "Dash" not in shut
    assert "Was the Dash risk checklist completed with her?" in opened
    assert "What stays undone, and why" in opened


def test_asking_to_close_says_why_steps_stay_open_and_the_manager_sees_both(hv, client, case):
    signed(case, DISCLOSED)
    followed = item(case, FOLLOW_UP)
    address = reverse("close_item", args=[followed.pk])
    when = {"done_on-day": "23", "done_on-month": "11", "done_on-year": "2026"}
    typed = {"outcome": "done", "what": "Spoke with her", "with_whom": "", **when}

    refused = hv.post(address, {**typed, "steps_done": ["da_marac"]})
    hv.post(address, {**typed, "steps_done": ["da_marac"], "undone": "She wants to wait"})

    assert refused.status_code == 422
    assert "Tick what is done, or say what stays undone, and why" in refused.content.decode()
    followed.refresh_from_db()
    assert followed.state == State.CLOSING_ASKED
    client.force_login(person(Role.MANAGER, case.team))
    html = page_of(client, followed)
    still_open = html.partition("<h2>Still open</h2>")[2].partition("</ul>")[0]
    assert "Dash" in still_open
    assert "MARAC" not in still_open
    assert "She wants to wait" in html


def test_a_step_opened_again_since_closing_was_asked_stops_the_agreement(hv, client, case):
    signed(case, DISCLOSED)
    followed = item(case, FOLLOW_UP)
    when = {"done_on-day": "23", "done_on-month": "11", "done_on-year": "2026"}
    typed = {"outcome": "done", "what": "Spoke with her", "with_whom": "", **when}
    hv.post(
        reverse("close_item", args=[followed.pk]),
        {**typed, "steps_done": list(open_keys(followed))},
    )
    hv.post(reverse("reopen_step", args=[followed.pk]), {"step": "da_dash", "reason": "Was not so"})

    client.force_login(person(Role.MANAGER, case.team))
    told = client.post(reverse("agree_item", args=[followed.pk]), follow=True)

    followed.refresh_from_db()
    assert followed.state == State.CLOSING_ASKED
    assert "More is open than when closing was asked" in told.content.decode()


def test_a_proposed_closing_at_review_asks_for_the_open_steps(hv, case, later):
    signed(case, DISCLOSED)
    followed = item(case, FOLLOW_UP)
    later()
    settled = {"da_dash": "completed", "da_marac": "not_met", "da_safe_contact": "By phone at noon"}
    visit = begin(reread(case), at=DAYS_LATER, visit_type="targeted")
    visit = leave_the_rest(say(visit, {**DISCLOSED, **settled}, at=DAYS_LATER), at=DAYS_LATER)
    review, address = (reverse(name, args=[visit.pk]) for name in ("visit_review", "visit_sign"))

    before = hv.get(review).content.decode()
    opened = hv.post(review, {"part": SIGNING}).content.decode()
    send = {"right_baby": "on", "opened": SIGNING, "closing": str(followed.pk)}
    refused = hv.post(address, send)
    hv.post(address, {**send, f"undone-{followed.pk}": "She wants nobody yet"})

    assert "specialist support" not in before
    proposed = opened.partition("Still open of it")[2]
    assert "What specialist support was offered?" in proposed
    assert "Dash" not in proposed.partition("</fieldset>")[0]
    assert refused.status_code == 422
    assert "say what stays undone, and why" in refused.content.decode()
    followed.refresh_from_db()
    assert followed.state == State.CLOSED
    assert open_keys(followed) == {"da_support_offered"}


# The next visit, and the telephone


def test_the_next_visit_says_beside_the_question_since_when_it_is_open(hv, case, later):
    signed(case, DISCLOSED)
    later()
    visit = begin(reread(case), at=DAYS_LATER, visit_type="targeted")
    tasks = hv.get(reverse("visit", args=[visit.pk])).content.decode()
    slug = slug_asking(visit, "da_dash")

    shut = hv.get(url_of(visit, slug)).content.decode()
    opened = point_of(hv, visit, slug)

    assert "Still open since 23 November 2026" in opened
    assert "till open" not in shut
    assert "till open" not in tasks


def slug_asking(visit, key):
    working = working_visit(visit)
    return next(task.slug for task in working.all_tasks if key in {one.key for one in task.prompts})


def test_the_call_sheet_says_what_is_still_open_of_the_mark(hv, case, later):
    visit = signed(case, MARK)
    later()
    draft = begin(reread(case), at=DAYS_LATER, visit_type="targeted")

    of_draft = point_of(hv, draft, SHEET)
    of_signed = hv.post(reverse("call_sheet", args=[visit.pk]), {"part": "answers"})

    for html in (of_draft, of_signed.content.decode()):
        assert "Same-day paediatric assessment (open since 23 November 2026)" in html
        assert "Other children in the home considered? (open" not in html


def test_the_call_sheet_of_every_family_has_the_line(hv, case):
    draft = begin(reread(case))

    assert "No step of an earlier mark is recorded as open" in point_of(hv, draft, SHEET)


@pytest.mark.parametrize(("private", "says"), [(False, True), (True, False)])
def test_a_private_item_says_nothing_beside_an_open_question(hv, case, private, says):
    visit = say(begin(reread(case)), {"mark_seen": "yes"})
    about = ItemFactory(case=case, private=private)
    leave_open(about, MAP, at=AT_THE_VISIT)

    html = hv.get(url_of(visit, slug_asking(visit, MAP))).content.decode()

    assert ("Still open since 23 November 2026" in html) is says


@dataclass(frozen=True)
class WithoutPrivate:
    """Somebody who writes in the case and may not read what is private."""

    by: object
    private: bool = False


def test_nobody_without_the_permission_sees_a_step_of_a_private_item(case):
    signed(case, {**DISCLOSED, **MARK})
    draft = begin(reread(case))
    keys = {
        right: {step.key for _, _, step in open_steps(WorkingVisit(draft, right))}
        for right in (WholeRecord(draft.author), WithoutPrivate(draft.author))
    }

    whole, less = keys.values()
    assert less == {MAP, DOCTOR, PARENTS}
    assert "da_dash" in whole

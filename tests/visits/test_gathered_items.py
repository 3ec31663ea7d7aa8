"""What nobody has asked by the 6 to 8 week review is gathered in one open and one private item."""

from datetime import UTC, date, datetime, timedelta

import pytest

from checklists.answers.saving import Change
from checklists.cases.access import WholeRecord
from checklists.facts.not_known import baseline_questions, not_known
from checklists.facts.storing import read_facts
from checklists.guidance.compiled import compiled
from checklists.outstanding.closing import agree, ask_to_close, close
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome, OutstandingItem, State
from checklists.outstanding.moving import change_holder
from checklists.people.models.teams import Role
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.draft.planning import preview_of
from checklists.visits.draft.working import WorkingVisit
from tests.factories import CaseFactory, person
from tests.visits.story import AT_THE_VISIT, begin, item, items, leave_the_rest, reread, say, signed
from tests.withdrawal.asking import withdrawn

OPEN, PRIVATE = "ask_unasked", "ask_unasked_private"
HER_ALONE = {"da_seen_alone": "yes", "da_postnatal": "asked_no_disclosure"}
FAMILY = {"father_identity": "yes", "adults_record_complete": "yes"}
MESSAGES = (
    *("sleep_messages_reached", "handling_messages_reached", "home_messages_reached"),
    "vulnerability_explained_to",
)


def told_to(*people):
    return {key: list(people) for key in MESSAGES}


TOLD = told_to("mother", "father")
SEEN = {"history_reviewed": "done", "sleep_own_surface": "yes"}
ALL_OPEN = {**SEEN, **TOLD}
ALL_PRIVATE = {**HER_ALONE, **FAMILY}
WENT_THROUGH = Action(
    "Talked it through with the manager",
    AT_THE_VISIT,
    "Priya Shah",
    undone="The family has moved, and the new team asks.",
)


BORN_ON = date(2026, 10, 9)
NEW_BIRTH = AT_THE_VISIT - timedelta(days=34)


def on_day(day):
    return datetime(day.year, day.month, day.day, 14, 21, tzinfo=UTC)


def later(days):
    return AT_THE_VISIT + timedelta(days=days)


def gathered(case):
    """{rule: lines} of the gathered items that are open."""
    rows = OutstandingItem.objects.open().filter(case=case, rule_key__in=(OPEN, PRIVATE))
    return {row.rule_key: set(row.opened_because) for row in rows}


def steps_of(row):
    return [step.kind for step in row.history.all()]


def closed_by_hand(row, *, at=AT_THE_VISIT):
    """Closed with its questions left, and a manager's agreement."""
    ask_to_close(row, outcome=Outcome.NO_LONGER_APPLIES, action=WENT_THROUGH, by=row.owner, at=at)
    agree(row, by=person(Role.MANAGER, row.team), at=at)
    row.refresh_from_db()
    return row


def test_a_review_at_which_nothing_was_asked_opens_one_open_and_one_private_item(case):
    signed(case, {})

    open_item, private = item(case, OPEN), item(case, PRIVATE)
    assert (open_item.private, private.private) == (False, True)
    assert {open_item.title, private.title} == {"Ask what has not been asked"}
    assert open_item.due_on == private.due_on == AT_THE_VISIT.date() + timedelta(days=28)
    assert open_item.get_priority_display() == private.get_priority_display() == "High"
    assert gathered(case) == {OPEN: {"history", "messages"}, PRIVATE: {"father", "adults"}}


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ({**ALL_OPEN, **ALL_PRIVATE}, set()),
        (ALL_OPEN, {PRIVATE}),
        (ALL_PRIVATE, {OPEN}),
        ({}, {OPEN, PRIVATE}),
    ],
    ids=["all asked", "private left", "open left", "both left"],
)
def test_each_item_comes_of_its_own_questions_alone(case, said, opened):
    signed(case, said)

    assert gathered(case).keys() == opened


def test_the_rest_of_what_is_not_known_opens_nothing(case):
    signed(case, {**ALL_OPEN, **ALL_PRIVATE})

    wording, facts = compiled(case.visits.get().version), read_facts(reread(case), True)
    left = not_known(baseline_questions(wording, facts, stage="born"))
    assert len(left) > 10
    assert gathered(case) == {}


@pytest.mark.parametrize("private", [{}, ALL_PRIVATE, {"father_identity": "withheld"}])
def test_nothing_of_the_open_item_comes_of_a_private_answer(case, private):
    signed(case, private)

    [row] = items(case, OPEN)
    assert (row.title, row.due_on, row.priority) == (
        "Ask what has not been asked",
        AT_THE_VISIT.date() + timedelta(days=28),
        2,
    )
    assert row.opened_because == ["history", "messages"]
    assert row.bring_to_supervision is False


@pytest.mark.parametrize(
    ("visit_type", "days", "opens"),
    [
        ("targeted", 41, False),
        ("targeted", 42, True),
        ("6-8-week", 41, True),
        ("brief-contact", 60, False),
        ("new-birth", 12, False),
        ("3-4-month", 95, True),
    ],
)
def test_it_is_time_at_the_review_or_after_six_weeks(version, now, visit_type, days, opens):
    case = CaseFactory(created_at=on_day(BORN_ON))

    signed(case, {}, visit_type=visit_type, at=on_day(BORN_ON + timedelta(days=days)))

    assert gathered(case).keys() == ({OPEN, PRIVATE} if opens else set())


@pytest.mark.parametrize(("days", "opens"), [(0, False), (41, False), (42, True)])
def test_a_family_that_came_later_is_counted_from_the_day_it_came(version, now, days, opens):
    came = BORN_ON + timedelta(days=300)
    case = CaseFactory(created_at=on_day(came), notified_on=came)

    signed(case, {}, visit_type="targeted", at=on_day(came + timedelta(days=days)))

    assert bool(gathered(case)) == opens


def test_a_family_registered_before_the_birth_is_counted_from_the_birth(version, now):
    case = CaseFactory(created_at=on_day(BORN_ON - timedelta(days=100)))

    signed(case, {}, visit_type="targeted", at=on_day(BORN_ON + timedelta(days=41)))

    assert gathered(case) == {}


def test_the_pregnancy_opens_nothing(version, now):
    case = CaseFactory(unborn=True, created_at=later(-100))

    signed(case, {}, visit_type="antenatal")

    assert gathered(case) == {}


def test_a_contact_that_did_not_happen_opens_nothing(case):
    record_not_held(
        reread(case),
        visit_type="6-8-week",
        outcome="no_access",
        held_at=AT_THE_VISIT,
        note="",
        by=case.owner,
        at=AT_THE_VISIT,
    )

    assert gathered(case) == {}


def test_what_was_asked_before_or_could_not_be_asked_is_not_never_asked(case):
    signed(case, {**ALL_PRIVATE, "history_reviewed": "done"}, at=NEW_BIRTH, visit_type="new-birth")
    tried = {"history_reviewed": Change(None, reason="records_unavailable", how="could_not")}

    signed(case, {**TOLD, **tried})

    assert gathered(case) == {}


@pytest.mark.parametrize(
    ("told", "held_by"),
    [
        ({}, {OPEN}),
        (told_to("mother"), {"icon_father"}),
        (told_to("no_one_yet"), {"icon_father"}),
        ({**TOLD, "home_messages_reached": ["mother"]}, {OPEN}),
        ({**TOLD, "vulnerability_explained_to": ["no_one_yet"]}, {OPEN}),
        (told_to("mother", "grandparent"), {"icon_father"}),
        (TOLD, set()),
        (
            {
                "sleep_messages_reached": ["mother", "no_other_carers"],
                "vulnerability_explained_to": ["mother"],
            },
            set(),
        ),
    ],
)
def test_the_messages_are_settled_once_someone_besides_the_mother_had_them(case, told, held_by):
    signed(case, {**SEEN, **told})

    opened = {rule for rule in (OPEN, "icon_father") if items(case, rule)}
    assert opened == held_by


@pytest.mark.parametrize(
    ("said", "rule", "line"),
    [
        (told_to("mother"), "icon_father", "messages"),
        (
            {"da_seen_alone": "no", "da_postnatal": ("not_asked", "partner_present")},
            "da_postnatal_not_completed",
            "enquiry",
        ),
        ({"father_identity": "withheld"}, "father_identity_unknown", "father"),
        ({"adults_record_complete": "partly"}, "new_adult_identified", "adults"),
        (
            {"sleep_own_surface": ("told_only", "parent_declined")},
            "sleep_environment_review",
            "sleep_space",
        ),
        ({"sleep_own_surface": "none"}, "sleep_no_own_space", "sleep_space"),
    ],
)
def test_a_question_with_an_item_of_its_own_stays_there(case, said, rule, line):
    signed(case, said)

    assert items(case, rule)
    assert not any(line in lines for lines in gathered(case).values())


def test_review_says_before_signing_which_it_will_open(case):
    visit = leave_the_rest(begin(reread(case)))

    preview = preview_of(WorkingVisit(visit, WholeRecord(case.owner)))

    shown = {one.rule_key for one in preview.opens(with_private=True)}
    assert {OPEN, PRIVATE} <= shown
    to_others = {one.rule_key for one in preview.opens(with_private=False)}
    assert OPEN in to_others
    assert PRIVATE not in to_others


def test_it_is_opened_once_and_noted_when_it_comes_up_again(case):
    signed(case, {})

    signed(case, {}, visit_type="targeted", at=later(20))

    for row in (item(case, OPEN), item(case, PRIVATE)):
        assert steps_of(row) == ["opened", "met_again"]
        assert row.due_on == later(28).date()


def test_a_family_past_that_day_gets_it_at_the_next_signed_contact(version, now):
    case = CaseFactory(born_on=date(2026, 1, 9), created_at=on_day(date(2026, 1, 12)))

    signed(case, {}, visit_type="targeted")

    assert gathered(case).keys() == {OPEN, PRIVATE}


def test_once_nothing_is_left_its_closing_is_proposed_and_a_person_closes_it(case):
    signed(case, {})
    rows = [item(case, OPEN), item(case, PRIVATE)]

    visit = leave_the_rest(say(begin(reread(case), at=later(7)), {**ALL_OPEN, **ALL_PRIVATE}))
    preview = preview_of(WorkingVisit(visit, WholeRecord(case.owner)))

    assert {one.item_id for one in preview.plan.closes} >= {row.pk for row in rows}
    assert gathered(case).keys() == {OPEN, PRIVATE}


def test_a_closing_confirmed_at_signing_needs_no_manager(case):
    signed(case, {})
    row = item(case, OPEN)

    signed(case, ALL_OPEN, visit_type="targeted", at=later(7), close=[row.pk])

    row.refresh_from_db()
    assert row.state == State.CLOSED
    assert item(case, PRIVATE).state == State.OPEN


def test_with_one_question_left_no_closing_is_proposed(case):
    signed(case, {})

    visit = say(begin(reread(case), at=later(7)), TOLD)

    preview = preview_of(WorkingVisit(leave_the_rest(visit), WholeRecord(case.owner)))
    assert item(case, OPEN).pk not in {one.item_id for one in preview.plan.closes}


def test_closed_by_hand_with_questions_left_it_stays_closed(case):
    signed(case, {})
    row = closed_by_hand(item(case, OPEN))

    signed(case, {}, visit_type="targeted", at=later(7))

    assert len(items(case, OPEN)) == 1
    assert (row.state, set(row.opened_because)) == (State.CLOSED, {"history", "messages"})


def close_that_of_the_messages(case):
    close(
        item(case, "icon_father"),
        outcome=Outcome.NO_LONGER_APPLIES,
        action=WENT_THROUGH,
        by=case.owner,
        at=AT_THE_VISIT,
    )


def test_closed_by_hand_it_opens_again_for_a_question_that_was_not_on_it(case):
    signed(case, told_to("mother"))
    first = closed_by_hand(item(case, OPEN))
    close_that_of_the_messages(case)

    signed(case, {}, visit_type="targeted", at=later(7))

    again = items(case, OPEN)[-1]
    assert first.opened_because == ["history"]
    assert (again.follows, set(again.opened_because)) == (first, {"history", "messages"})


def test_what_came_on_it_since_it_was_opened_counts_as_on_it(case):
    signed(case, told_to("mother"))
    close_that_of_the_messages(case)
    closed_by_hand(item(case, OPEN))

    signed(case, {}, visit_type="targeted", at=later(7))

    assert len(items(case, OPEN)) == 1


def could_not(reason):
    return Change(None, reason=reason, how="could_not")


def test_the_same_reason_twice_brings_it_to_supervision(case):
    signed(case, {**ALL_OPEN, "adults_record_complete": could_not("visit_cut_short")})
    assert item(case, PRIVATE).bring_to_supervision is False

    signed(
        case,
        {"adults_record_complete": could_not("visit_cut_short")},
        visit_type="targeted",
        at=later(7),
    )

    row = item(case, PRIVATE)
    assert row.bring_to_supervision
    assert "adults" in row.opened_because


def test_another_reason_does_not(case):
    signed(case, {**ALL_OPEN, "father_identity": could_not("visit_cut_short")})
    signed(
        case,
        {"father_identity": could_not("no_interpreter"), "communication_needs": ["english"]},
        visit_type="targeted",
        at=later(7),
    )

    assert item(case, PRIVATE).bring_to_supervision is False


def test_it_goes_when_the_contact_that_opened_it_was_entered_in_error(case):
    wrong = signed(case, {})

    withdrawn(wrong, person(Role.MANAGER, case.team))

    assert gathered(case) == {}


def test_it_stays_when_a_later_contact_met_it_too(case):
    wrong = signed(case, {})
    right = signed(case, {}, visit_type="targeted", at=later(7))

    withdrawn(wrong, person(Role.MANAGER, case.team))

    assert item(case, OPEN).opened_at_visit == right
    assert gathered(case).keys() == {OPEN, PRIVATE}


def test_what_was_taken_out_counts_as_never_asked_again(case):
    wrong = signed(case, {**ALL_OPEN, **ALL_PRIVATE})
    withdrawn(wrong, person(Role.MANAGER, case.team))

    signed(case, {}, visit_type="targeted", at=later(7))

    assert gathered(case).keys() == {OPEN, PRIVATE}


def test_each_twin_has_its_own(version, now):
    first = CaseFactory(birth_order=1)
    second = CaseFactory(
        birth_order=2, family=first.family, given_name="Fern", owner=first.owner, team=first.team
    )

    signed(first, {})

    assert (bool(gathered(first)), bool(gathered(second))) == (True, False)


def test_it_goes_with_the_family_to_a_new_holder(case):
    signed(case, {})
    new = person(team=case.team)

    change_holder(case, to=new, team=case.team, by=case.owner, at=later(1))

    assert {row.owner for row in OutstandingItem.objects.filter(case=case)} == {new}
    signed(reread(case), {}, visit_type="targeted", at=later(7))
    assert gathered(case).keys() == {OPEN, PRIVATE}

"""What was worked out from a date follows the date, and what is closed or signed stays."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.access import WholeRecord
from checklists.cases.models.notices import Notice
from checklists.outstanding.closing import close
from checklists.outstanding.history import Action, steps
from checklists.outstanding.models import ItemEvent, Outcome, Priority
from checklists.outstanding.opening import open_by_hand
from checklists.people.models.teams import Role
from checklists.registration import registering
from checklists.visits.draft.planning import preview
from checklists.visits.draft.signing import sign
from checklists.visits.models import Visit
from tests.factories import CaseFactory, person
from tests.visits.story import AT_THE_VISIT, begin, item, leave_the_rest, reread, say, signed

pytestmark = pytest.mark.django_db
NO_SPACE = "sleep_no_own_space"
SHARING = "sleep_bed_share_high_risk"
IN_OCTOBER = datetime(2026, 10, 20, 10, tzinfo=UTC)
BORN = date(2026, 11, 20)
HIGH, ROUTINE = Priority.HIGH, Priority.ROUTINE


@pytest.fixture
def unborn(version, now):
    """Due 20 February 2027, far enough for what is planned to be routine."""
    return CaseFactory(unborn=True, due_on=date(2027, 2, 20))


@pytest.fixture
def planned(unborn):
    """Signed in October: there is no sleep space yet, and there is time until 23 January."""
    return antenatal(unborn, {"sleep_own_surface": "none"})


def antenatal(case, answers):
    return signed(case, answers, visit_type="antenatal", at=IN_OCTOBER)


def born(case, on=BORN, at=AT_THE_VISIT):
    names = {"given_name": "Wren", "family_name": "", "nhs_number": None}
    registering.record_birth(case, born_on=on, by=case.owner, at=at, **names)
    return reread(case)


def changed(case, at=AT_THE_VISIT, **dates):
    registering.change_case(case, by=case.owner, at=at, **dates)
    return reread(case)


def urgency(case, rule=NO_SPACE):
    row = item(case, rule)
    return Priority(row.priority), row.due_on


def moves(case, rule=NO_SPACE):
    return [one for one in steps(item(case, rule), with_words=True) if one.event.kind == "dated"]


def test_a_sleep_space_planned_before_the_birth_is_urgent_once_the_baby_is_here(unborn, planned):
    before = urgency(unborn)

    born(unborn)

    assert before == (ROUTINE, date(2027, 1, 23))
    # A day after the birth by its rule; that day has gone, so it is due now.
    assert urgency(unborn) == (HIGH, date(2026, 11, 23))


def test_a_birth_recorded_on_its_day_leaves_the_day_that_the_rule_gives(unborn, planned):
    born(unborn, on=date(2026, 11, 23))

    assert urgency(unborn) == (HIGH, date(2026, 11, 24))


def test_the_owner_reads_at_the_item_who_moved_it_and_why(unborn, planned):
    born(unborn)

    [moved] = moves(unborn)
    assert moved.event.by == unborn.owner
    assert moved.action.what == (
        "The birth was recorded. It was routine, due 23 January 2027, "
        "and is high, due 23 November 2026."
    )
    event = Event.objects.get(kind="item.dated")
    assert (event.case_ref, event.details) == (unborn.pk, {"because": "birth"})


def test_the_owner_is_told_when_somebody_else_moved_it(unborn, planned):
    manager = person(Role.MANAGER, unborn.team)
    names = {"given_name": "Wren", "family_name": "", "nhs_number": None}

    registering.record_birth(unborn, born_on=BORN, by=manager, at=AT_THE_VISIT, **names)

    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (unborn.owner, Notice.Kind.DATE_MOVED)
    assert notice.about == item(unborn, NO_SPACE).pk


def test_the_page_of_the_item_says_that_its_day_moved(client, unborn, planned):
    born(unborn)
    client.force_login(unborn.owner)

    page = client.get(reverse("item", args=[item(unborn, NO_SPACE).pk])).content.decode()

    assert "23 November 2026, because a date of the baby changed." in page


def test_a_corrected_due_date_takes_its_items_along(unborn, planned):
    changed(unborn, due_on=date(2027, 2, 10))

    assert urgency(unborn) == (ROUTINE, date(2027, 1, 13))
    assert moves(unborn)[0].action.what.startswith("The due date was changed.")


def test_a_later_due_date_puts_off_only_with_a_line_that_says_so(unborn, planned):
    changed(unborn, due_on=date(2027, 3, 1))

    assert urgency(unborn) == (ROUTINE, date(2027, 2, 1))
    assert len(moves(unborn)) == 1


def test_what_is_due_near_the_birth_is_what_the_rule_says_of_the_new_date(unborn, planned):
    changed(unborn, due_on=date(2026, 11, 10))

    # 21 days before the due date at the visit: high, within 7 days, and those have gone.
    assert urgency(unborn) == (HIGH, date(2026, 11, 23))


def test_what_was_urgent_before_the_birth_is_due_when_it_is_of_a_born_baby(version, now):
    case = CaseFactory(unborn=True, due_on=date(2026, 12, 5))
    on = datetime(2026, 11, 20, 10, tzinfo=UTC)
    signed(case, {"sleep_own_surface": "none"}, visit_type="antenatal", at=on)
    before = urgency(case)

    born(case, on=date(2026, 11, 23))

    assert before == (HIGH, date(2026, 11, 27))
    assert urgency(case) == (HIGH, date(2026, 11, 24))


def test_a_date_of_birth_corrected_twice_ends_where_the_last_one_says(unborn, planned):
    born(unborn, on=date(2026, 11, 22), at=datetime(2026, 11, 22, 12, tzinfo=UTC))
    due = [urgency(unborn)[1]]
    for on in (date(2026, 11, 21), date(2026, 11, 23)):
        changed(unborn, born_on=on)
        due.append(urgency(unborn)[1])

    assert due == [date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 24)]


def test_the_age_at_the_visit_counts_by_the_corrected_date_of_birth(case):
    signed(case, {"sleep_room_share": "no"})
    before = urgency(case, "sleep_environment_review")

    changed(case, born_on=date(2026, 8, 1))

    assert before == (ROUTINE, date(2026, 11, 30))
    assert urgency(case, "sleep_environment_review") == (ROUTINE, date(2026, 12, 7))


def test_what_was_planned_about_a_shared_bed_is_for_tonight_and_unseen_again(unborn):
    said = {"sleep_bed_share": "planned", "sleep_smoking_who": ["mother"]}
    antenatal(unborn, said)
    before = urgency(unborn, SHARING)[0]

    born(unborn)

    row = item(unborn, SHARING)
    assert (before, row.priority) == (HIGH, Priority.IMMEDIATE)
    assert row.acknowledged_at is None


def test_an_immediate_item_is_put_off_by_no_date(unborn):
    antenatal(unborn, {"sleep_bed_share": "planned", "sleep_smoking_who": ["mother"]})
    born(unborn)
    due = urgency(unborn, SHARING)

    changed(unborn, born_on=date(2026, 11, 23))

    assert urgency(unborn, SHARING) == due


def test_a_closed_item_stays_as_it_was_closed(unborn, planned):
    words = {"outcome": Outcome.DONE, "action": Action("A crib came.")}
    close(item(unborn, NO_SPACE), **words, by=unborn.owner, at=AT_THE_VISIT)

    born(unborn)

    assert urgency(unborn) == (ROUTINE, date(2027, 1, 23))
    assert moves(unborn) == []


def test_a_day_that_a_person_chose_stays(unborn, planned):
    words = {"title": "Ring the midwife", "priority": ROUTINE, "private": False}
    added = open_by_hand(unborn, **words, due_on=date(2027, 1, 5), by=unborn.owner, at=AT_THE_VISIT)

    born(unborn)

    added.refresh_from_db()
    assert (added.priority, added.due_on) == (ROUTINE, date(2027, 1, 5))


def test_a_rule_that_reads_no_date_moves_nothing(unborn):
    antenatal(unborn, {"crying_coping": "struggling", "sleep_own_surface": "none"})
    before = set(unborn.items.exclude(rule_key=NO_SPACE).values_list("pk", "priority", "due_on"))

    born(unborn)

    after = set(unborn.items.exclude(rule_key=NO_SPACE).values_list("pk", "priority", "due_on"))
    assert before
    assert before == after


def test_an_item_met_again_after_the_birth_keeps_what_that_visit_made_of_it(unborn, planned):
    born(unborn)
    signed(unborn, {"sleep_own_surface": "none"}, visit_type="new-birth")

    changed(unborn, due_on=date(2027, 2, 10))

    assert urgency(unborn) == (HIGH, date(2026, 11, 23))
    assert ItemEvent.objects.filter(kind="dated").count() == 1


def test_an_address_moves_nothing(unborn, planned):
    changed(unborn, address="9 Quill Court")

    assert not ItemEvent.objects.filter(kind="dated").exists()


def test_what_is_signed_stays_when_the_birth_moves_past_it(case):
    visit = signed(case, {"baby_seen": "seen_awake"})

    changed(case, born_on=date(2026, 11, 24))

    visit.refresh_from_db()
    assert (visit.stage, visit.visit_type) == (Visit.Stage.BORN, "6-8-week")


def test_a_draft_is_of_the_stage_that_the_corrected_date_says(unborn):
    draft = begin(unborn, visit_type="antenatal")

    born(unborn)

    draft.refresh_from_db()
    assert draft.stage == Visit.Stage.BORN
    assert draft.visit_type == "new-birth"
    assert Event.objects.get(kind="visit.followed_a_date").case_ref == unborn.pk


def test_the_page_of_a_draft_says_that_it_asks_something_else_now(client, unborn):
    draft = say(begin(unborn, visit_type="antenatal"), {"prebirth_concern": "none"})
    client.force_login(unborn.owner)
    before = client.get(reverse("visit", args=[draft.pk])).content.decode()

    born(unborn)

    after = client.get(reverse("visit", args=[draft.pk])).content.decode()
    assert "so it asks something else now" not in before
    assert "so it asks something else now" in after


def test_a_visit_of_the_pregnancy_signed_after_the_birth_leaves_what_a_born_baby_needs(unborn):
    answers = {"sleep_own_surface": "none"}
    draft = say(begin(unborn, visit_type="antenatal", at=IN_OCTOBER), answers)
    born(unborn)

    visit = leave_the_rest(draft)
    planned = preview(visit, WholeRecord(visit.author)).opens(with_private=True)
    sign(visit, confirmed_closings=[], by=visit.author, at=AT_THE_VISIT)

    seen_before_signing = {one.rule_key: (one.priority, one.due_on) for one in planned}
    assert visit.stage == Visit.Stage.PREGNANCY
    assert urgency(unborn) == (HIGH, date(2026, 11, 23))
    assert seen_before_signing[NO_SPACE] == ("high", date(2026, 11, 23))


def test_a_draft_of_the_day_of_the_birth_stays_what_it_was_begun_as(unborn):
    draft = begin(unborn, visit_type="antenatal")

    born(unborn, on=date(2026, 11, 23))

    draft.refresh_from_db()
    assert (draft.stage, draft.visit_type) == (Visit.Stage.PREGNANCY, "antenatal")


def test_the_next_contact_is_that_of_the_corrected_date(unborn):
    case = born(unborn)

    corrected = changed(case, born_on=date(2026, 11, 18))

    assert case.facts.next_until == date(2026, 12, 4)
    assert corrected.facts.next_until == date(2026, 12, 2)

"""A visit that is not signed, and whose answers would open an immediate item, has the clock too."""

from datetime import timedelta

import pytest

from checklists.escalation.models import Unread
from checklists.people.alerting import ALERT_KINDS, mark_seen
from checklists.people.models.alerts import Alert
from checklists.visits.draft.signing import sign
from tests.escalation.conftest import london, run, told
from tests.factories import ConflictBlockFactory, ItemFactory
from tests.visits.story import begin, leave_the_rest, reread, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("people")]
TEN = london("2026-11-23 10:00")
MARK = {"mark_seen": "reported", "mark_type": ["bruise"], "baby_mobility": "rolling_only"}
KEPT_APART = {"da_postnatal": "asked_disclosure", "da_safe_now": "not_safe"}


@pytest.fixture
def visit(version, case):
    return begin(reread(case), at=TEN - timedelta(minutes=30))


@pytest.fixture
def marked(visit):
    """Saved on Monday at 10 o'clock."""
    return say(visit, MARK, at=TEN)


@pytest.mark.usefixtures("marked")
def test_it_counts_from_the_save_to_the_minute():
    run("2026-11-23 10:01")
    run("2026-11-23 11:59")
    early = told()
    run("2026-11-23 12:00")
    run("2026-11-23 12:01")

    assert (early, told()) == ([], ["deputy", "manager"])


def test_what_is_kept_apart_counts_as_well(visit):
    say(visit, KEPT_APART, at=TEN)

    run("2026-11-23 12:00")

    assert told() == ["deputy", "manager"]


@pytest.mark.usefixtures("marked")
def test_it_counts_from_the_save_though_nothing_looked_until_then():
    run("2026-11-23 12:00")

    assert told() == ["deputy", "manager"]


def test_a_later_save_does_not_put_it_off(marked):
    run("2026-11-23 10:01")
    say(marked, {"baby_seen": "seen_awake"}, at=TEN + timedelta(minutes=90))
    revisions = {key: marked.sheet.body[key]["revision"] for key in MARK}
    told_again = {**MARK, "mark_seen": "yes"}
    say(marked, told_again, at=TEN + timedelta(minutes=100), base=revisions)
    run("2026-11-23 12:00")

    assert told() == ["deputy", "manager"]


def test_what_is_saved_beside_it_before_anything_looked_does_not_put_it_off(marked):
    say(marked, {"baby_seen": "seen_awake"}, at=TEN + timedelta(minutes=90))

    run("2026-11-23 12:00")

    assert told() == ["deputy", "manager"]


def test_what_opens_nothing_immediate_has_no_clock(visit):
    say(visit, {"baby_seen": "seen_awake", "mark_seen": "no"}, at=TEN)

    run("2026-11-23 12:00")
    run("2026-11-24 12:00")

    assert told() == []
    assert Unread.objects.get().since is None


def test_an_answer_that_was_put_right_stops_it(marked):
    run("2026-11-23 10:01")
    base = {"mark_seen": marked.sheet.body["mark_seen"]["revision"]}
    say(marked, {"mark_seen": "no"}, at=TEN + timedelta(hours=1), base=base)
    run("2026-11-23 12:00")

    assert told() == []


def test_then_the_leads_unless_somebody_has_seen_the_alert(marked):
    run("2026-11-23 12:00")
    run("2026-11-23 14:00")

    assert told() == ["deputy", "manager", "lead"]


def test_who_marks_the_alert_as_seen_stops_it(marked, deputy):
    run("2026-11-23 12:00")
    mark_seen(Alert.objects.get(recipient=deputy), by=deputy, at=london("2026-11-23 12:30"))
    run("2026-11-23 14:00")

    assert told() == ["deputy", "manager"]


def test_signing_hands_on_to_the_clock_of_the_item(version, case):
    visit = begin(reread(case), at=TEN)
    say(visit, MARK, at=TEN)
    run("2026-11-23 10:01")
    whole = leave_the_rest(visit, at=TEN)
    sign(whole, confirmed_closings=[], by=whole.author, at=london("2026-11-23 11:00"))
    run("2026-11-23 12:59")
    early = told()
    run("2026-11-23 13:00")

    assert (early, told("item_unseen")) == ([], ["deputy"])
    assert not Unread.objects.filter(kind="visit").exists()


def test_a_visit_begun_by_mistake_and_discarded_stops_it(marked, manager):
    run("2026-11-23 10:01")
    type(marked).objects.filter(pk=marked.pk).update(
        status="discarded", discarded_at=TEN, discarded_by=marked.author, mistake="twice"
    )
    run("2026-11-23 12:00")

    assert told() == []
    assert not Unread.objects.exists()


def test_its_alert_says_only_that_a_visit_is_not_signed():
    assert ALERT_KINDS["visit_unsigned"].title == "A visit is not signed"


def test_the_author_and_who_is_blocked_are_passed_over(version, case, north, manager, deputy):
    case.owner = manager
    case.save()
    say(begin(reread(case), at=TEN), MARK, at=TEN)
    ConflictBlockFactory(case=case, user=deputy, set_by=manager)

    run("2026-11-23 12:00")

    assert told() == ["lead"]


def test_what_is_immediate_on_the_list_already_has_one_clock(case, marked):
    """The draft would open nothing that nobody has seen."""
    rule = "bruise_non_mobile"
    ItemFactory(case=case, immediate=True, rule_key=rule, opened_at=TEN, acknowledged_at=TEN)

    run("2026-11-23 12:00")

    assert told("item_unseen") == []

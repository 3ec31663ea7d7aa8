"""Somebody decided about what a person asked or did: it stands with them until they opened it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.emergency import end_access_of
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.notices import Notice
from checklists.handover import offering
from checklists.outstanding.closing import acknowledge, agree, ask_to_close, decline, record_action
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome, OutstandingItem, Priority
from checklists.outstanding.moving import change_holder
from checklists.outstanding.needs_you import PAGES
from checklists.outstanding.opening import open_by_hand, open_planned
from checklists.outstanding.rows import note_words
from checklists.outstanding.rules import Plan, PlannedItem
from checklists.people.models.teams import Role
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    ItemFactory,
    MembershipFactory,
    TeamFactory,
    person,
)
from tests.outstanding.visits import a_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
AT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
RANG = Action("Rang the paediatric registrar", AT, "Dr Inkwell")
WHY = "See the cot first."
OPEN = {"open": "titles"}
ANSWERED = "A manager has answered about an item"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def nia(north):
    return person(team=north, name="Nia Northfield")


@pytest.fixture
def priya(north):
    return person(Role.MANAGER, north, name="Priya Shah")


@pytest.fixture
def case(north, nia):
    return CaseFactory(team=north, owner=nia)


def asked(item, by=None):
    ask_to_close(item, outcome=Outcome.DONE, action=RANG, by=by or item.owner, at=AT)
    return item


def act(item, by):
    record_action(item, action=RANG, by=by, at=AT)


def left_open(case, by, *, asked_by=None, **fields):
    item = asked(ItemFactory(case=case, **fields), asked_by)
    decline(item, reason=WHY, by=by, at=AT)
    return item


@pytest.fixture
def page_of(client):
    def page_of(user, name, *args, **posted):
        client.force_login(user)
        url = reverse(name, args=args)
        return client.post(url, posted) if posted else client.get(url)

    return page_of


def needs_on(page):
    return [(need["title"], need["line"]) for need in page.context["needs"]]


# --- an item left open --------------------------------------------------------------------------


def test_an_item_that_was_left_open_does_not_say_that_no_manager_has_seen_it(case, priya):
    item = left_open(case, priya, immediate=True)

    item.refresh_from_db()
    assert (item.acknowledged_by, note_words(item)) == (priya, "")


@pytest.mark.parametrize("name", ["caseload", "my_items"])
def test_it_stands_under_needs_you_until_she_has_opened_it(page_of, case, nia, priya, name):
    item = left_open(case, priya, immediate=True)

    before = needs_on(page_of(nia, name))
    page_of(nia, "item", item.pk)
    not_opened = needs_on(page_of(nia, name))
    page_of(nia, "item", item.pk, **OPEN)

    assert before == not_opened == [(ANSWERED, "Wren Fableton. Immediate. 23 November, 2.21pm")]
    assert needs_on(page_of(nia, name)) == []


def test_a_manager_who_asked_finds_it_on_the_page_of_the_team(page_of, case, priya, north):
    left_open(case, person(Role.DEPUTY, north), asked_by=priya)

    assert [title for title, _ in needs_on(page_of(priya, "team"))] == [ANSWERED]


def test_the_item_says_who_decided_and_opened_why(page_of, case, nia, priya):
    item = left_open(case, priya)
    words = "Left open by Priya Shah (manager) on 23 November 2026"

    shut = page_of(nia, "item", item.pk).text
    opened = page_of(nia, "item", item.pk, **OPEN).text

    assert words in shut
    assert WHY not in shut
    assert f"{words}:" in opened
    assert WHY in opened[opened.index(f"{words}:") :]


def test_asked_again_it_no_longer_says_that_it_was_left_open(page_of, case, nia, priya):
    item = left_open(case, priya)
    asked(item)

    assert "Left open by" not in page_of(nia, "item", item.pk).text


def test_who_asked_and_who_owns_it_are_told_and_who_decided_is_not(case, nia, priya, north):
    colleague = person(Role.DEPUTY, north)

    left_open(case, priya, asked_by=colleague)

    assert set(Notice.objects.values_list("person", flat=True)) == {nia.pk, colleague.pk}


def test_left_open_twice_before_she_looked_it_is_one_line(page_of, case, nia, priya):
    item = left_open(case, priya)
    asked(item)
    decline(item, reason=WHY, by=priya, at=AT + timedelta(days=1))

    assert len(needs_on(page_of(nia, "my_items"))) == 1


def test_an_agreed_closing_leaves_nothing_to_open(page_of, case, nia, priya):
    agree(asked(ItemFactory(case=case)), by=priya, at=AT)

    assert needs_on(page_of(nia, "my_items")) == []


def test_lists_say_neither_topic_nor_reason(page_of, case, nia, priya):
    left_open(case, priya, about_her=True, immediate=True)

    for name in ("caseload", "my_items"):
        page = page_of(nia, name).text
        assert ANSWERED in page
        assert "enquiry" not in page
        assert WHY not in page


def test_a_private_item_is_told_only_to_who_has_the_private_permission(
    page_of, case, nia, priya, north
):
    """She no longer holds the family and sees it as a colleague of the team."""
    left_open(case, priya, about_her=True)
    open_item = left_open(case, priya)

    change_holder(case, to=person(team=north), team=north, by=priya, at=AT)

    [need] = page_of(nia, "my_items").context["needs"]
    assert need["url"] == reverse("item", args=[open_item.pk])


@pytest.mark.parametrize("how", ["moved to another team", "kept from it by a block"])
def test_who_may_not_see_the_family_any_more_finds_nothing(page_of, case, nia, priya, how):
    left_open(case, priya)

    if how == "moved to another team":
        south = TeamFactory()
        change_holder(case, to=person(team=south), team=south, by=priya, at=AT)
    else:
        ConflictBlockFactory(case=case, user=nia)

    for name in ("caseload", "my_items"):
        page = page_of(nia, name)
        assert needs_on(page) == []
        assert "Needs you" not in page.text
        assert case.name not in page.text


def test_it_goes_with_the_person_and_not_to_the_new_holder(page_of, case, nia, priya, north):
    new = person(team=north)
    left_open(case, priya)

    change_holder(case, to=new, team=north, by=priya, at=AT)

    assert needs_on(page_of(new, "my_items")) == []
    assert len(needs_on(page_of(nia, "my_items"))) == 1


def test_an_item_entered_in_error_leaves_nothing_to_open(page_of, case, nia, priya):
    item = left_open(case, priya)
    OutstandingItem.objects.filter(pk=item.pk).update(
        outcome=Outcome.TAKEN_OUT, state="closed", closed_at=AT, closed_by=priya
    )

    assert needs_on(page_of(nia, "my_items")) == []


@pytest.mark.parametrize("name", ["caseload", "my_items"])
def test_the_names_it_shows_are_in_the_log(page_of, case, nia, priya, north, name):
    """Of a family that she does not hold, and that stands nowhere else on the page."""
    left_open(case, priya, asked_by=nia)
    change_holder(case, to=person(team=north), team=north, by=priya, at=AT)

    page_of(nia, name)

    kinds = ["caseload.read", "items.read"]
    assert Event.objects.get(kind__in=kinds, by=nia).shown == [str(case.pk)]


@pytest.mark.parametrize("name", ["caseload", "my_items"])
def test_it_is_one_more_read_however_many_wait(page_of, case, nia, priya, statements, name):
    counts = []
    for more in (1, 20):
        for _ in range(more):
            left_open(case, priya)
        page_of(nia, name)
        with statements() as counted:
            page_of(nia, name)
        counts.append(len(counted))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("did", ["opened it", "recorded an action", "asked to close it"])
def test_what_a_manager_did_something_about_has_been_seen_by_a_manager(case, priya, did):
    if did == "opened it":
        said = {"title": "Ring", "priority": Priority.IMMEDIATE, "due_on": AT.date()}
        item = open_by_hand(case, **said, private=False, by=priya, at=AT)
    else:
        item = ItemFactory(case=case, immediate=True)
        doing = {"recorded an action": act, "asked to close it": asked}
        doing[did](item, priya)

    item.refresh_from_db()
    assert item.acknowledged_by == priya
    assert note_words(item) != "Not seen by a manager yet"


def test_a_manager_who_holds_the_family_has_to_say_that_it_was_seen(case, nia, priya):
    MembershipFactory(user=nia, team=case.team, role=Role.MANAGER)
    item = ItemFactory(case=case, immediate=True)

    act(item, nia)

    item.refresh_from_db()
    assert note_words(item) == "Not seen by a manager yet"


def test_what_becomes_immediate_later_has_not_been_seen_as_immediate(case, priya):
    item = ItemFactory(case=case)
    acknowledge(item, by=priya, at=AT)

    urgent = PlannedItem(
        rule_key="",
        subject="",
        title="",
        neutral_title="",
        guidance="",
        priority="immediate",
        due_on=AT.date(),
        private=False,
        point_number=3,
        because=(),
        bring_to_supervision=False,
        met_again=item.pk,
    )
    open_planned(Plan((urgent,)), case, a_visit(case), by=case.owner, at=AT)

    item.refresh_from_db()
    assert note_words(item) == "Not seen by a manager yet"


# --- a handover that was not accepted ------------------------------------------------------------


@pytest.fixture
def refused(case, nia, north):
    sam = person(team=north)
    [offer] = offering.offer_family(case, to_team=north, to_user=sam, note="", by=nia, at=AT)
    offering.reject(offer, reason="I am away.", by=sam, at=AT)
    return offer


def test_a_handover_that_was_not_accepted_stands_until_the_offer_is_opened(page_of, nia, refused):
    title = "A handover was not accepted"

    assert needs_on(page_of(nia, "caseload")) == [(title, "Wren Fableton. 23 November, 2.21pm")]
    assert "I am away." in page_of(nia, "transfer", refused.pk).text
    assert needs_on(page_of(nia, "caseload")) == []


# --- emergency access that was ended -------------------------------------------------------------


@pytest.fixture
def ended(case, priya):
    since, until = AT - timedelta(hours=1), AT + timedelta(hours=3)
    grant = EmergencyGrantFactory(case=case, starts_at=since, ends_at=until)
    end_access_of(grant, why=EmergencyGrant.EndedWhy.TAKEN_ON, by=priya, at=AT)
    return grant


def test_who_lost_emergency_access_learns_who_ended_it_and_why_and_no_name_of_the_family(
    page_of, case, ended
):
    caseload = page_of(ended.user, "caseload")
    page = page_of(ended.user, "emergency_ended", ended.pk)

    assert needs_on(caseload) == [("Your emergency access was ended", "23 November, 2.21pm")]
    assert "by Priya Shah" in page.text
    assert "Somebody else has taken this on" in page.text
    assert case.family_name not in caseload.text + page.text
    assert needs_on(page_of(ended.user, "caseload")) == []


def test_a_block_hides_that_access_was_ended(page_of, case, ended):
    ConflictBlockFactory(case=case, user=ended.user)

    assert needs_on(page_of(ended.user, "caseload")) == []
    assert page_of(ended.user, "emergency_ended", ended.pk).status_code == 404


def test_nobody_else_opens_that_page(page_of, priya, nia, ended):
    for user in (priya, nia):
        assert page_of(user, "emergency_ended", ended.pk).status_code == 404


# --- every kind ----------------------------------------------------------------------------------


def test_every_kind_of_notice_says_where_it_is_read():
    """Nobody asks a question yet; the kind is there and shown once it has a page."""
    assert set(Notice.Kind) - set(PAGES) == {Notice.Kind.QUESTION_ANSWERED}

"""The manager's page."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.handover.offering import offer_family
from checklists.outstanding.closing import ask_to_close
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome
from checklists.people.models.teams import Role
from checklists.records.models import Disposal
from checklists.withdrawal.withdrawing import ask_withdrawal
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    ItemFactory,
    MembershipFactory,
    TeamFactory,
    person,
)
from tests.records.telling import waiting as copy_waiting
from tests.visits.story import begin, reread, say, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def manager(north):
    return person(Role.MANAGER, north)


@pytest.fixture
def case(north):
    return CaseFactory(team=north)


def team_page(client, user, query="", **data):
    client.force_login(user)
    url = reverse("team") + query
    return client.post(url, data, follow=True) if data else client.get(url)


def names(page):
    return [group["name"] for group in page.context["groups"]]


def numbers(page):
    return [count["number"] for count in page.context["counts"]]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DEPUTY])
def test_shows_what_is_outstanding_over_the_team(client, case, north, role):
    ItemFactory(case=case)
    ItemFactory(case=case, about_her=True)

    page = team_page(client, person(role, north))

    assert names(page) == [case.name]
    assert len(page.context["groups"][0]["rows"]) == 2


def test_the_manager_of_the_south_sees_nothing_of_the_north(client, case):
    item = ItemFactory(case=case, immediate=True, due_on=TODAY - timedelta(days=3))
    ask_to_close(
        item, outcome=Outcome.DONE, action=Action("Rang", AT, "Dr I"), by=case.owner, at=AT
    )

    page = team_page(client, person(Role.MANAGER, TeamFactory(name="South")))

    assert names(page) == []
    assert numbers(page) == ["0", "0", "0", "0", "0"]
    assert page.context["waiting"] == []
    said = page.content.decode()
    assert case.name not in said
    assert case.owner.name not in said


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR])
def test_it_is_for_managers_and_deputies(client, north, role):
    assert team_page(client, person(role, north)).status_code == 404


def test_a_family_she_must_not_know_of_is_not_there(client, case, manager):
    ItemFactory(case=case, due_on=TODAY - timedelta(days=1))
    ConflictBlockFactory(case=case, user=manager)

    page = team_page(client, manager)

    assert names(page) == []
    assert numbers(page) == ["0", "0", "0", "0", "0"]


def test_the_counts_are_sentences(client, case, north, manager):
    ItemFactory(case=case, immediate=True)
    ItemFactory.create_batch(2, case=case, due_on=TODAY - timedelta(days=1))
    ItemFactory(case=CaseFactory(team=north), due_on=TODAY - timedelta(days=9))

    counts = team_page(client, manager).context["counts"]

    assert [(count["number"], count["words"]) for count in counts] == [
        ("1", "immediate, not seen by a manager yet"),
        ("3", "overdue items, 2 families"),
        ("0", "waiting for your agreement"),
        ("0", "families with a contact overdue"),
        ("0", "visits not signed for over a day"),
    ]


def test_what_waits_for_her_agreement_comes_first(client, case, manager):
    item = ItemFactory(case=case)
    ask_to_close(item, outcome=Outcome.DONE, action=Action("Seen"), by=case.owner, at=AT)

    [row] = team_page(client, manager).context["waiting"]

    assert row["title"] == "Wren Fableton: follow-up"
    assert row["line"] == f"{case.owner} asks to close it. Asked on 23 November"


def test_what_she_asked_for_herself_waits_for_another(client, case, manager, north):
    item = ItemFactory(case=case)
    ask_to_close(item, outcome=Outcome.DONE, action=Action("Seen"), by=manager, at=AT)

    assert team_page(client, manager).context["waiting"] == []
    assert len(team_page(client, person(Role.DEPUTY, north)).context["waiting"]) == 1


def disposable(case):
    return Disposal.objects.create(case=case, asked_by=case.owner, asked_at=AT)


def to_discard(case):
    draft = say(begin(reread(case)), {"baby_lived_experience": "Sleeps."})
    return ask_withdrawal(draft, reason="The twin's.", by=case.owner, at=AT)


def to_take_out(case):
    return ask_withdrawal(signed(case, {}), reason="Next door.", by=case.owner, at=AT)


def copy_to_give(case):
    return copy_waiting(case, person(Role.SAFEGUARDING_LEAD))


def to_lift(case):
    return ConflictBlockFactory(case=case, lift_asked_by=case.owner, lift_asked_at=AT)


def offered_to(case):
    """From another team, whose family she may not open."""
    there = CaseFactory()
    offer_family(there, to_team=case.team, to_user=None, note="", by=there.owner, at=AT)
    return there


WAITS_FOR_HER = {
    "a visit is to be discarded": to_discard,
    "an entry is to be taken out": to_take_out,
    "a copy is to be given": copy_to_give,
    "a record whose time has passed": disposable,
    "a conflict of interest needs an answer": to_lift,
    "a family is offered": offered_to,
}


@pytest.mark.parametrize("what", WAITS_FOR_HER)
def test_whatever_waits_for_her_agreement_is_counted_and_listed(client, north, manager, what):
    case = case_of(north)
    WAITS_FOR_HER[what](case)

    page = team_page(client, manager)

    [row] = page.context["agreements"]
    assert row["title"] == f"Wren Fableton: {what}"
    assert "Since 23 November" in row["line"]
    assert numbers(page)[2] == "1"
    assert "Nobody waits for your agreement" not in page.text
    assert client.get(row["url"]).status_code in (200, 302)


def case_of(team):
    return reread(CaseFactory(team=team))


def test_what_waits_in_a_record_she_must_not_know_of_or_of_another_team_is_not_there(
    client, north, manager
):
    blocked, elsewhere = case_of(north), case_of(TeamFactory())
    ConflictBlockFactory(case=blocked, user=manager)
    for case in (blocked, elsewhere):
        to_discard(case)
        disposable(case)

    page = team_page(client, manager)

    assert page.context["agreements"] == []
    assert numbers(page)[2] == "0"


def test_what_she_asked_herself_or_may_not_answer_does_not_wait_for_her(client, north, manager):
    Case.objects.filter(pk=(case := case_of(north)).pk).update(owner=manager)
    to_discard(reread(case))
    copy_to_give(reread(case))

    assert team_page(client, manager).context["agreements"] == []
    deputys = team_page(client, person(Role.DEPUTY, north)).context["agreements"]
    assert [row["title"] for row in deputys] == ["Wren Fableton: a visit is to be discarded"]


def test_she_narrows_the_list_to_one_owner(client, case, north, manager):
    ItemFactory(case=case)
    ItemFactory(case=CaseFactory(team=north, given_name="Ivy"))

    assert names(team_page(client, manager, f"?owner={case.owner.pk}")) == [case.name]


def test_an_owner_of_another_team_cannot_be_asked_for(client, manager):
    elsewhere = CaseFactory()
    ItemFactory(case=elsewhere)

    page = team_page(client, manager, f"?owner={elsewhere.owner.pk}")

    assert page.status_code == 400
    assert names(page) == []


def test_full_titles_keep_the_filter(client, case, manager):
    ItemFactory(case=case)
    ItemFactory(case=case, routine=True, title="Offer stop-smoking referral")

    page = team_page(client, manager, "?urgency=routine", open="titles")

    [group] = page.context["groups"]
    assert [row["title"] for row in group["rows"]] == ["Offer stop-smoking referral"]


def test_an_immediate_item_is_seen_in_two_taps(client, case, manager):
    item = ItemFactory(case=case, immediate=True)
    seen = reverse("acknowledge_item", args=[item.pk])

    listed = team_page(client, manager).content.decode()
    form = listed.split(f'<form class="item__act" method="post" action="{item_url(item)}">')[1]
    assert 'name="open" value="titles">Open' in form.split("</form>")[0]
    opened = client.post(item_url(item), {"open": "titles"}).content.decode()

    assert item.title in opened
    assert f'action="{seen}"' in opened
    client.post(seen)
    item.refresh_from_db()
    assert item.acknowledged_by == manager
    assert "item__act" not in team_page(client, manager).content.decode()


def item_url(item):
    return reverse("item", args=[item.pk])


def test_the_next_families_are_a_link_away(client, north, manager):
    for number in range(27):
        ItemFactory(case=CaseFactory(team=north), due_on=TODAY + timedelta(days=number))

    first = team_page(client, manager)
    second = team_page(client, manager, first.context["next_url"])

    assert (len(names(first)), len(names(second))) == (25, 2)
    assert second.context["next_url"] == ""


def test_a_place_that_nobody_wrote_is_the_first_page(client, case, manager):
    ItemFactory(case=case)

    assert names(team_page(client, manager, "?after=nowhere")) == [case.name]


def test_it_is_one_event_with_the_families_it_showed(client, case, manager):
    ItemFactory(case=case)

    team_page(client, manager)

    assert Event.objects.get(kind="team.read").shown == [str(case.pk)]


def test_requests_of_all_kinds_stand_the_oldest_first(client, north, manager):
    new, old = CaseFactory(team=north, given_name="Ivy"), CaseFactory(team=north, given_name="Milo")
    disposable(new)
    days_ago = AT - timedelta(days=2)
    ConflictBlockFactory(case=old, lift_asked_by=old.owner, lift_asked_at=days_ago)

    found = [row["title"] for row in team_page(client, manager).context["agreements"]]

    assert [title.partition(":")[0] for title in found] == [old.name, new.name]


def test_closings_stand_the_most_urgent_first(client, north, manager):
    for level in ("routine", "immediate"):
        case = CaseFactory(team=north, given_name=level)
        item = ItemFactory(case=case, **{level: True})
        action = Action("Rang her", done_at=AT, with_whom="The midwife")
        ask_to_close(item, outcome=Outcome.DONE, action=action, by=item.owner, at=AT)

    found = [row["urgency"] for row in team_page(client, manager).context["waiting"]]

    assert found == ["Immediate", "Routine"]


def statements_of(client, manager, statements):
    team_page(client, manager)
    with statements() as counted:
        client.get(reverse("team"))
    return len(counted)


def test_it_costs_the_same_at_any_size(client, north, manager, statements):
    """2 and 22 of everything that she is told of: items, closings, requests, people away."""
    counts = []
    for more in (2, 20):
        for _ in range(more):
            item, _ = ItemFactory.create_batch(2, case=CaseFactory(team=north))
            ask_to_close(item, outcome=Outcome.DONE, action=Action("x"), by=item.owner, at=AT)
            disposable(item.case)
            to_lift(item.case)
            AbsenceFactory(user=item.owner, covered_by=None, starts_on=TODAY, ends_on=TODAY)
        counts.append(statements_of(client, manager, statements))

    assert counts[0] == counts[1] <= 12


def test_sixty_families_cost_as_much_as_one(client, north, manager, statements):
    nia = person(team=north)
    counts = []
    for more in (1, 59):
        for _ in range(more):
            ItemFactory(case=CaseFactory(team=north, owner=nia), owner=nia)
        counts.append(statements_of(client, manager, statements))

    assert counts[0] == counts[1] <= 12


def test_three_teams_cost_as_much_as_one(client, north, manager, statements):
    ItemFactory(case=CaseFactory(team=north))
    alone = statements_of(client, manager, statements)
    for _ in range(2):
        other = MembershipFactory(user=manager, role=Role.MANAGER).team
        ItemFactory(case=CaseFactory(team=other))

    page = team_page(client, manager)

    assert len(page.context["groups"]) == 3
    assert statements_of(client, manager, statements) == alone <= 12

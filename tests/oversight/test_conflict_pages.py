"""Conflicts of interest: who blocks whom from a family, and who lifts a block."""

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.handover import offering
from checklists.handover.holding import held_by
from checklists.handover.offering import CannotHold
from checklists.outstanding.models import OutstandingItem
from checklists.oversight.blocking import block_and_hand_over, may_take_over
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.visits.models import Visit
from tests.addresses import visit_of
from tests.case_fixtures import NOW
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    ItemFactory,
    MembershipFactory,
    TeamFactory,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "content_in_force")]


@pytest.fixture
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case(nurse, team, monday):
    return CaseFactory(owner=nurse, team=team)


@pytest.fixture
def lead(db):
    return person(Role.SAFEGUARDING_LEAD, name="Lee Leadbetter")


@pytest.fixture
def managing(manager):
    return manager.memberships.get()


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def post(client, user, name, *args, **sent):
    client.force_login(user)
    return client.post(reverse(name, args=args), sent, follow=True)


def block(client, lead, case, user, **more):
    """As the page is sent: with the one it proposes to take over, if there is one."""
    for proposed in may_take_over([case], NOW, besides=case.owner)[:1]:
        more.setdefault("holder", proposed.pk)
    return post(client, lead, "block_person", case.pk, person=user.pk, why="Related.", **more)


def fresh(user):
    return User.objects.get(pk=user.pk)


def holder_sees(case):
    return Case.objects.visible_to(fresh(case.owner)).filter(pk=case.pk).exists()


def test_a_lead_blocks_a_colleague_at_once(client, lead, case, colleague):
    page = block(client, lead, case, colleague)

    assert "Morwenna Northgate cannot open this record any more." in page.content.decode()
    assert get(client, colleague, "case", case.pk).status_code == 404


def test_who_is_kept_away_already_is_said_and_what_was_typed_stays(client, lead, case, colleague):
    block(client, lead, case, colleague)
    again = block(client, lead, case, colleague)

    assert "Morwenna Northgate is kept away already. The reason given then stands." in again.text
    assert "Related." in again.text.split("<form")[-1]


def test_a_holder_is_blocked_and_the_manager_takes_over_in_one_step(
    client, lead, case, nurse, manager, managing
):
    item = ItemFactory(case=case)

    page = block(client, lead, case, nurse, holder=managing.pk)

    case.refresh_from_db()
    assert case.owner == manager
    assert holder_sees(case)
    assert OutstandingItem.objects.get(pk=item.pk).owner == manager
    assert "holds the family now, with 1 open item." in page.content.decode()
    assert get(client, nurse, "case", case.pk).status_code == 404
    assert Alert.objects.get(kind="family_given").recipient == manager


def test_an_offer_of_a_holder_who_is_blocked_is_taken_back(
    client, lead, case, nurse, managing, colleague
):
    offer = offering.offer_family(
        case, to_team=case.team, to_user=colleague, note="Note.", by=fresh(nurse), at=NOW
    )[0]

    block(client, lead, case, nurse, holder=managing.pk)

    offer.refresh_from_db()
    assert offer.state == offer.State.WITHDRAWN


def test_a_visit_begun_before_does_not_keep_someone_from_leaving(client, lead, case, colleague):
    visit = visit_of(case)
    Visit.objects.filter(pk=visit.pk).update(author=colleague)
    assert held_by(fresh(colleague)).drafts == 1

    block(client, lead, case, colleague)

    assert not held_by(fresh(colleague))


def test_the_manager_is_proposed_first(client, lead, case, colleague, managing):
    form = get(client, lead, "block_person", case.pk).context["form"]

    assert form.fields["holder"].choices[0][0] == str(managing.pk)


def test_a_holder_without_someone_to_take_over_stays(client, lead, case, nurse, colleague):
    page = block(client, lead, case, nurse, holder="")

    assert "Say who takes the family over" in page.content.decode()
    assert not ConflictBlock.objects.exists()


@pytest.mark.parametrize("unfit", ["himself", "kept away too", "of another team"])
def test_who_may_not_hold_the_family_does_not_get_it(case, nurse, lead, managing, unfit):
    to = {
        "himself": nurse.memberships.get(),
        "kept away too": managing,
        "of another team": person(team=TeamFactory()).memberships.get(),
    }[unfit]
    if unfit == "kept away too":
        ConflictBlockFactory(case=case, user=managing.user)

    with pytest.raises(CannotHold):
        block_and_hand_over(case, nurse, why="Related.", to=to, by=lead, at=NOW)

    case.refresh_from_db()
    assert case.owner == nurse
    assert not ConflictBlock.objects.filter(user=nurse).exists()


def test_a_team_of_one_gives_the_family_to_another_team_s_manager(client, lead, case, nurse):
    elsewhere = person(Role.MANAGER, TeamFactory()).memberships.get()

    block(client, lead, case, nurse, holder=elsewhere.pk)

    case.refresh_from_db()
    assert (case.owner, case.team) == (elsewhere.user, elsewhere.team)
    assert holder_sees(case)


def test_items_of_someone_who_is_not_the_holder_go_to_the_holder(client, lead, case, colleague):
    item = ItemFactory(case=case, owner=colleague)

    block(client, lead, case, colleague)

    assert OutstandingItem.objects.get(pk=item.pk).owner == case.owner


def test_a_draft_stays_kept_and_closed_and_the_page_says_so(client, lead, case, colleague):
    draft = visit_of(case)
    Visit.objects.filter(pk=draft.pk).update(author=colleague)

    page = block(client, lead, case, colleague)

    assert "1 visit they began and did not sign stays kept and closed." in page.content.decode()
    assert Visit.objects.filter(pk=draft.pk).exists()
    assert get(client, colleague, "visit", draft.pk).status_code == 404


def test_a_whole_family_is_closed_and_the_page_says_so(client, lead, case, colleague, nurse):
    twin = CaseFactory(family=case.family, given_name="Robin", owner=nurse, team=case.team)

    text = get(client, lead, "block_person", case.pk).content.decode()
    block(client, lead, case, colleague)

    assert "This is for the whole family" in text
    assert "Robin" in text
    assert get(client, colleague, "case", twin.pk).status_code == 404


def test_a_lead_may_block_herself(client, lead, case):
    page = block(client, lead, case, lead)

    assert page.redirect_chain[-1][0] == reverse("conflicts")
    assert get(client, lead, "block_person", case.pk).status_code == 404


def test_without_a_reason_nothing_happens(client, lead, case, colleague):
    page = post(client, lead, "block_person", case.pk, person=colleague.pk, why=" ")

    assert "Say why" in page.content.decode()
    assert not ConflictBlock.objects.exists()


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.DEPUTY, Role.MANAGER])
def test_nobody_but_a_lead_sets_one(client, case, team, colleague, role):
    block(client, person(role, team), case, colleague)

    assert not ConflictBlock.objects.exists()


def test_a_manager_of_another_team_opens_nothing(client, case):
    foreign = person(Role.MANAGER, TeamFactory())
    MembershipFactory(user=foreign, team=case.team)  # and a colleague in this one

    assert get(client, foreign, "block_person", case.pk).status_code == 404


def test_two_people_lift_it(client, lead, case, colleague, manager):
    block(client, lead, case, colleague)
    address = (case.pk, colleague.pk)

    post(client, lead, "ask_to_lift_block", *address)
    refused = post(client, lead, "lift_block", *address)
    assert "has to decide" in refused.content.decode()
    assert get(client, colleague, "case", case.pk).status_code == 404
    post(client, manager, "lift_block", *address)

    assert get(client, colleague, "case", case.pk).status_code == 200


def test_a_manager_may_keep_it(client, lead, case, colleague, manager):
    block(client, lead, case, colleague)
    post(client, lead, "ask_to_lift_block", case.pk, colleague.pk)

    page = post(client, manager, "keep_block", case.pk, colleague.pk)

    assert "It stays." in page.content.decode()
    assert get(client, colleague, "case", case.pk).status_code == 404


def test_the_list_says_who_is_kept_from_whom_and_what_they_tried(client, lead, case, colleague):
    block(client, lead, case, colleague)
    for _ in range(2):
        get(client, colleague, "case", case.pk)

    text = get(client, lead, "conflicts").content.decode()

    assert "Morwenna Northgate" in text
    assert "Wren Fableton" in text
    assert "Tried to open it 2 times, last on 23 November 2026" in text
    assert Event.objects.get(kind="conflicts.read").shown == [str(case.pk)]


def test_a_manager_who_is_told_of_an_attempt_reads_of_it_on_the_page(
    client, lead, case, colleague, manager
):
    block(client, lead, case, colleague)
    get(client, colleague, "case", case.pk)

    text = get(client, manager, "block_person", case.pk).content.decode()

    assert "Tried to open it on 23 November 2026" in text


def test_a_lead_does_not_see_her_own_conflict_on_the_list(client, lead, case):
    ConflictBlockFactory(case=case, user=lead)

    text = get(client, lead, "conflicts").content.decode()

    assert "Wren" not in text
    assert "Nobody is kept away from a family." in text


def test_why_is_read_on_the_page_of_the_case_alone(client, lead, case, colleague):
    block(client, lead, case, colleague)

    assert "Related." not in get(client, lead, "conflicts").content.decode()
    assert "Related." in get(client, lead, "block_person", case.pk).content.decode()


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.MANAGER, Role.DEPUTY])
def test_the_list_is_for_leads(client, team, role):
    assert get(client, person(role, team), "conflicts").status_code == 404


def test_the_list_takes_the_same_statements_however_long(client, lead, nurse, team, statements):
    def statements_of():
        get(client, lead, "conflicts")  # signs in
        with statements() as counted:
            client.get(reverse("conflicts"))
        return len(counted)

    def one_more():
        ConflictBlockFactory(case=CaseFactory(owner=nurse, team=team), set_by=lead)
        elsewhere = {"given_name": "Wren", "family_name": "Fableton", "asked_whom": "Dee"}
        born = {"born_on-day": "9", "born_on-month": "10", "born_on-year": "2026"}
        post(client, stranger, "new_case", **elsewhere, **born)

    stranger = person(team=TeamFactory())
    one_more()
    few = statements_of()
    for _ in range(3):
        one_more()

    assert statements_of() == few <= 12

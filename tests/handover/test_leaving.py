"""Nobody leaves families behind: a manager hands them over, and only then may the account close."""

import pytest
from django.core.management import CommandError, call_command

from checklists.audit.models import Event
from checklists.audit.refused import Overtaken
from checklists.handover import offering
from checklists.handover.holding import Held, find_astray, held_by
from checklists.handover.leaving import (
    NotYourTeam,
    bring_items_along,
    hand_over,
    hand_over_each,
)
from checklists.handover.models import Transfer
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.visits.models import Visit
from tests.factories import CaseFactory, ConflictBlockFactory, ItemFactory, person
from tests.handover.conftest import DAY, NOW, TODAY
from tests.handover.offering import fresh, held, offered
from tests.visits.story import begin

pytestmark = pytest.mark.usefixtures("content_in_force")


def test_the_family_goes_at_once_with_its_items(case, nia, hal, morag, north):
    item = ItemFactory(case=case)

    hand_over(case, from_=nia, to=hal, by=fresh(morag), at=NOW)

    item.refresh_from_db()
    assert held(case) == (hal, north)
    assert item.owner == hal
    assert case.notified_on is None
    assert Event.objects.get(kind="case.handed_over").case_ref == case.pk


def test_an_open_offer_is_taken_back(case, nia, hal, morag, south, mo):
    made = offered(case, to_team=south)

    hand_over(case, from_=nia, to=hal, by=fresh(morag), at=NOW)

    made.refresh_from_db()
    assert made.state == Transfer.State.WITHDRAWN


def test_a_visit_not_signed_stays_open_to_its_author(case, nia, hal, morag):
    visit = begin(case)

    hand_over(case, from_=nia, to=hal, by=fresh(morag), at=NOW)

    assert Visit.objects.editable_by(fresh(nia)).get() == visit


@pytest.mark.parametrize("who", ["hal", "mo", "lead", "blocked"])
def test_only_who_leads_the_team_hands_over(case, nia, hal, morag, mo, who):
    lead = person(Role.SAFEGUARDING_LEAD)
    if who == "blocked":
        ConflictBlockFactory(case=case, user=morag)
    by = {"hal": hal, "mo": mo, "lead": lead, "blocked": morag}[who]

    with pytest.raises(NotYourTeam):
        hand_over(case, from_=nia, to=hal, by=fresh(by), at=NOW)


@pytest.mark.parametrize("why", ["herself", "another team", "blocked", "leaving too"])
def test_it_goes_to_someone_who_can_hold_it(case, nia, hal, morag, sunny, why):
    if why == "blocked":
        ConflictBlockFactory(case=case, user=hal)
    if why == "leaving too":
        hal.memberships.update(ends_on=TODAY + DAY)
    to = {"herself": nia, "another team": sunny}.get(why, hal)

    with pytest.raises(offering.CannotHold):
        hand_over(case, from_=nia, to=to, by=fresh(morag), at=NOW)


def test_a_family_that_moved_meanwhile_is_left_alone(case, nia, hal, morag, north):
    other = person(team=north)
    hand_over(case, from_=nia, to=hal, by=fresh(morag), at=NOW)

    with pytest.raises(Overtaken):
        hand_over(case, from_=nia, to=other, by=fresh(morag), at=NOW)
    assert held(case) == (hal, north)


def test_one_refusal_holds_nothing_up_and_each_is_told_once(case, nia, hal, morag, north):
    other = CaseFactory(team=north, owner=nia)
    third = CaseFactory(team=north, owner=nia)
    ConflictBlockFactory(case=third, user=hal)

    done = hand_over_each(
        dict.fromkeys((case, third, other), hal), from_=nia, by=fresh(morag), at=NOW
    )

    assert done.given == {hal: 2}
    assert list(done.refused) == [third.pk]
    assert Alert.objects.get(kind="families_given").recipient == hal


def test_items_left_behind_go_to_the_holder_of_their_family(case, nia, hal, morag, sunny):
    left = ItemFactory(case=case, owner=hal)
    elsewhere = ItemFactory(case=CaseFactory(), owner=hal)

    moved = bring_items_along(from_=hal, by=fresh(morag), at=NOW)

    left.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (moved, left.owner, elsewhere.owner) == (1, nia, hal)
    assert Event.objects.get(kind="items.brought_along").shown == [str(case.pk)]


# --- what is held -------------------------------------------------------------------------------


def test_what_someone_holds_is_counted_in_words(case, nia, north, hal):
    CaseFactory(team=north, owner=nia)
    CaseFactory(team=north, owner=nia, ended=True)
    begin(case)
    ItemFactory(case=CaseFactory(team=north, owner=hal), owner=nia)

    assert held_by(nia) == Held(families=2, items=1, drafts=1)
    assert held_by(nia).words == (
        "holds 2 families and has 1 item of others' families and has 1 visit not signed"
    )


def test_what_is_held_elsewhere_does_not_count_for_a_team(case, nia, south, north):
    assert not held_by(nia, [south.pk])
    assert held_by(nia, [north.pk]).families == 1


ASTRAY = {
    "nothing": (lambda case: None, 0),
    "inactive": (lambda case: User.objects.filter(pk=case.owner_id).update(is_active=False), 1),
    "left": (lambda case: case.owner.memberships.update(ends_on=TODAY - DAY), 1),
    "leaves tomorrow": (lambda case: case.owner.memberships.update(ends_on=TODAY + DAY), 0),
    "last day": (lambda case: case.owner.memberships.update(ends_on=TODAY), 0),
    "an editor now": (
        lambda case: case.owner.memberships.update(role=Role.EDITOR, team=None),
        1,
    ),
}


@pytest.mark.parametrize("what", ASTRAY)
def test_cases_without_someone_at_work_are_found(case, what):
    change, number = ASTRAY[what]
    change(case)

    assert find_astray().cases == [case.pk] * number


def test_the_command_lists_ids_and_fails(case, hal, capsys):
    item = ItemFactory(case=case, owner=hal)

    with pytest.raises(CommandError, match="0 cases and 1 items"):
        call_command("check_owners")

    said = capsys.readouterr().out
    assert said == f"item {item.pk}\n"


def test_the_command_says_when_all_is_well(case, capsys):
    ItemFactory(case=case)

    call_command("check_owners")

    assert "has its holder" in capsys.readouterr().out

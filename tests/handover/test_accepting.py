"""Accepting: one step in which holder, team and items change, or nothing does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from checklists.audit.models import Event
from checklists.cases.access import access_to
from checklists.cases.models.case import Case
from checklists.handover import offering
from checklists.handover.accepting import NotSignedYet, accept
from checklists.handover.models import Transfer
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.factories import ConflictBlockFactory, ItemFactory, person
from tests.handover.conftest import DAY, NOW, TODAY
from tests.handover.offering import fresh, held, offered, told
from tests.visits.story import begin

pytestmark = pytest.mark.usefixtures("content_in_force")


def test_a_colleague_accepts_for_herself(case, north, hal):
    made = offered(case, to_team=north, to_user=hal)

    accept(made, holder=hal, by=fresh(hal), at=NOW)

    made.refresh_from_db()
    assert held(case) == (hal, north)
    assert case.owner_since == TODAY
    assert case.notified_on is None
    assert (made.state, made.holder, made.answered_by) == ("accepted", hal, hal)


def test_another_team_counts_it_as_a_move_in(case, south, mo, sunny):
    accept(offered(case, to_team=south), holder=sunny, by=fresh(mo), at=NOW)

    assert held(case) == (sunny, south)
    assert case.notified_on == TODAY
    case.facts.refresh_from_db()
    assert case.facts.next_contact == "movement-in"


def test_open_items_go_along_and_closed_ones_stay(case, south, mo, sunny, north):
    item, closed = ItemFactory(case=case), ItemFactory(case=case, closed=True)

    moved = accept(offered(case, to_team=south), holder=sunny, by=fresh(mo), at=NOW)

    item.refresh_from_db()
    closed.refresh_from_db()
    assert moved == 1
    assert (item.owner, item.team) == (sunny, south)
    assert closed.team == north
    assert [step.kind for step in item.history.all()] == ["moved"]


def test_it_is_one_event_and_those_concerned_are_told(case, south, mo, sunny, morag):
    made = offered(case, to_team=south, by=morag)
    ItemFactory(case=case)
    before = Event.objects.count()

    accept(made, holder=sunny, by=fresh(mo), at=NOW)

    event = Event.objects.get(kind="transfer.accepted")
    assert Event.objects.count() == before + 1
    assert (event.case_ref, event.details["items"]) == (case.pk, 1)
    assert told("transfer_answered") == {"Morag Northcote", "Nia Northfield"}


def test_who_was_named_takes_it_for_themselves_only(case, south, mo, sunny):
    other = person(team=south)
    made = offered(case, to_team=south, to_user=sunny)

    with pytest.raises(offering.NotYoursToAnswer):
        accept(made, holder=other, by=fresh(sunny), at=NOW)

    accept(made, holder=sunny, by=fresh(sunny), at=NOW)
    assert held(case) == (sunny, south)


def test_a_manager_may_name_someone_else(case, south, mo, sunny):
    other = person(team=south)

    accept(offered(case, to_team=south, to_user=sunny), holder=other, by=fresh(mo), at=NOW)

    assert held(case) == (other, south)


CANNOT_HOLD = {
    "deactivated": lambda who, case: User.objects.filter(pk=who.pk).update(is_active=False),
    "left": lambda who, case: who.memberships.update(ends_on=TODAY - DAY),
    "blocked": lambda who, case: ConflictBlockFactory(case=case, user=who),
    "of another team": lambda who, case: who.memberships.update(team=case.team),
}


@pytest.mark.parametrize("why", CANNOT_HOLD)
def test_the_holder_named_must_be_able_to_hold_it_now(case, nia, north, south, mo, sunny, why):
    made = offered(case, to_team=south, to_user=sunny)
    CANNOT_HOLD[why](sunny, case)

    with pytest.raises(offering.CannotHold):
        accept(made, holder=sunny, by=fresh(mo), at=NOW)

    assert held(case) == (nia, north)
    assert Transfer.objects.get().is_open


@pytest.mark.parametrize("who", ["nia", "morag", "hal", "sunny", "lead"])
def test_nobody_else_accepts(case, south, mo, nia, morag, hal, sunny, who):
    lead = person(Role.SAFEGUARDING_LEAD)
    people = {"nia": nia, "morag": morag, "hal": hal, "sunny": sunny, "lead": lead}
    made = offered(case, to_team=south)

    with pytest.raises(offering.NotYoursToAnswer):
        accept(made, holder=people[who], by=fresh(people[who]), at=NOW)


def test_a_manager_blocked_since_the_offer_cannot_accept(case, south, mo, sunny):
    made = offered(case, to_team=south)
    ConflictBlockFactory(case=case, user=mo)

    with pytest.raises(offering.NotYoursToAnswer):
        accept(made, holder=sunny, by=fresh(mo), at=NOW)


def test_nothing_typed_is_lost_so_a_visit_is_signed_first(case, nia, north, south, mo, sunny):
    begin(case)
    made = offered(case, to_team=south)

    with pytest.raises(NotSignedYet, match=r"^Nia Northfield has a visit that is not signed"):
        accept(made, holder=sunny, by=fresh(mo), at=NOW)

    assert held(case) == (nia, north)


def test_a_visit_of_someone_blocked_since_holds_nothing_up(case, hal, south, mo, sunny):
    visit = begin(case)
    type(visit).objects.update(author=hal)
    ConflictBlockFactory(case=case, user=hal)

    accept(offered(case, to_team=south), holder=sunny, by=fresh(mo), at=NOW)

    assert held(case) == (sunny, south)


def test_a_visit_that_the_new_holder_began_may_stay_open(case, north, hal):
    visit = begin(case)
    type(visit).objects.update(author=hal)

    accept(offered(case, to_team=north, to_user=hal), holder=hal, by=fresh(hal), at=NOW)

    assert held(case) == (hal, north)


def test_the_old_holder_sees_a_family_of_another_team_no_more(case, nia, south, mo, sunny):
    accept(offered(case, to_team=south), holder=sunny, by=fresh(mo), at=NOW)

    assert not Case.objects.visible_to(fresh(nia)).exists()
    assert access_to(fresh(sunny), case.pk).why == "caseload"


def test_after_an_answer_another_is_refused_in_words(case, south, mo, sunny):
    made = offered(case, to_team=south)
    accept(made, holder=sunny, by=fresh(mo), at=NOW)

    with pytest.raises(offering.AlreadyAnswered, match="Mo Southgate accepted this on 23 November"):
        offering.reject(made, reason="No.", by=fresh(mo), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_only_the_first_counts(case, south, mo):
    second = person(Role.DEPUTY, south)
    holders = [person(team=south) for _ in range(2)]
    made = offered(case, to_team=south)

    def answer(by, holder):
        try:
            return accept(made, holder=holder, by=fresh(by), at=NOW)
        except offering.AlreadyAnswered:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(answer, [mo, second], holders))

    assert sorted(map(str, came)) == ["0", "refused"]
    made.refresh_from_db()
    assert held(case) == (made.holder, south)
    assert Event.objects.filter(kind="transfer.accepted").count() == 1

"""Who may offer a family to whom, and how an offer ends without a change."""

import pytest
from django.db import IntegrityError, transaction

from checklists.audit.models import Event
from checklists.audit.refused import Overtaken
from checklists.handover import offering
from checklists.handover.models import Transfer
from checklists.handover.receivers import receivers
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    MembershipFactory,
    TeamFactory,
    person,
)
from tests.handover.conftest import DAY, NOW, TODAY
from tests.handover.offering import fresh, held, offered, told


def test_nothing_changes_until_it_is_accepted(case, nia, north, south, mo):
    made = offered(case, to_team=south)

    assert held(case) == (nia, north)
    assert (made.state, made.from_owner, made.from_team) == ("offered", nia, north)
    assert offering.decrypted_words(made, "note") == "Rosa prefers mornings."
    assert b"Rosa" not in bytes(made.note)
    assert Event.objects.get(kind="transfer.offered").case_ref == case.pk


def covering(case):
    colleague = person(team=case.team)
    AbsenceFactory(user=case.owner, covered_by=colleague, starts_on=TODAY, ends_on=TODAY)
    return colleague


def called_out(case):
    grant = EmergencyGrantFactory(
        case=case, user=person(team=TeamFactory()), starts_at=NOW - DAY, ends_at=NOW + DAY
    )
    return grant.user


MAY_OFFER = {
    "the holder": (lambda case: case.owner, True),
    "who covers": (covering, True),
    "the manager": (lambda case: person(Role.MANAGER, case.team), True),
    "the deputy": (lambda case: person(Role.DEPUTY, case.team), True),
    "a colleague": (lambda case: person(team=case.team), False),
    "the lead": (lambda case: person(Role.SAFEGUARDING_LEAD), False),
    "someone with emergency access": (called_out, False),
    "the manager of another team": (lambda case: person(Role.MANAGER, TeamFactory()), False),
    "the holder, blocked": (
        lambda case: ConflictBlockFactory(case=case, user=case.owner).user,
        False,
    ),
}


@pytest.mark.parametrize("who", MAY_OFFER)
def test_who_may_offer(case, south, mo, who):
    make, may = MAY_OFFER[who]
    by = make(case)

    if may:
        assert offered(case, to_team=south, by=by).is_open
    else:
        with pytest.raises(offering.NotYoursToOffer):
            offered(case, to_team=south, by=by)
        assert not Transfer.objects.exists()


def test_an_ended_case_is_not_offered(north, south, nia, mo):
    with pytest.raises(offering.NotYoursToOffer):
        offered(CaseFactory(team=north, owner=nia, ended=True), to_team=south)


def test_a_family_is_offered_once_at_a_time(case, south, hal, mo, north):
    offered(case, to_team=south)

    with pytest.raises(offering.AlreadyOffered):
        offered(case, to_team=north, to_user=hal)


def test_the_database_holds_one_open_offer_a_case(case, south, mo):
    made = offered(case, to_team=south)
    made.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


LEFT = {
    "is no longer active": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
    "left yesterday": lambda user: user.memberships.update(ends_on=TODAY - DAY),
    "leaves in four weeks": lambda user: user.memberships.update(ends_on=TODAY + 28 * DAY),
    "does other work": lambda user: user.memberships.update(role=Role.DEPUTY),
}


@pytest.mark.parametrize("why", LEFT)
def test_a_colleague_who_cannot_hold_it_is_not_offered_it(case, north, hal, why):
    by = fresh(case.owner)
    LEFT[why](hal)

    with pytest.raises(offering.CannotHold):
        offering.offer_family(case, to_team=north, to_user=hal, note="x", by=by, at=NOW)


def test_someone_who_stays_five_weeks_may_hold_it(case, north, hal):
    hal.memberships.update(ends_on=TODAY + 29 * DAY)

    assert offered(case, to_team=north, to_user=hal).is_open


@pytest.mark.parametrize("to", ["nia", "sunny"])
def test_it_goes_to_someone_else_who_works_in_that_team(case, north, nia, sunny, to):
    with pytest.raises(offering.CannotHold):
        offered(case, to_team=north, to_user={"nia": nia, "sunny": sunny}[to])


def test_who_is_blocked_is_not_offered_it(case, north, hal):
    ConflictBlockFactory(case=case, user=hal)

    with pytest.raises(offering.CannotHold):
        offered(case, to_team=north, to_user=hal)


def test_a_block_on_a_twin_is_one_on_the_offer(case, north, nia, hal):
    twin = CaseFactory(team=north, owner=nia, family=case.family, given_name="Robin")
    ConflictBlockFactory(case=twin, user=hal)

    with pytest.raises(offering.CannotHold):
        offered(case, to_team=north, to_user=hal)
    assert not Transfer.objects.exists()


def test_a_team_where_nobody_could_answer_is_refused(case, south, mo):
    ConflictBlockFactory(case=case, user=mo)

    with pytest.raises(offering.NobodyCouldAnswer, match="Nobody there could answer"):
        offered(case, to_team=south)


def test_a_person_named_may_answer_where_nobody_leads(case, south, sunny):
    assert offered(case, to_team=south, to_user=sunny).is_open


def test_twins_are_offered_together_each_as_its_own(case, north, nia, south, mo):
    twin = CaseFactory(team=north, owner=nia, family=case.family, given_name="Robin")

    offered(case, to_team=south)

    assert set(Transfer.objects.values_list("case", flat=True)) == {case.pk, twin.pk}
    assert Event.objects.filter(kind="transfer.offered").count() == 2
    assert Alert.objects.filter(kind="transfer_offered").count() == 1
    assert offering.decrypted_words(twin.transfers.get(), "note") == "Rosa prefers mornings."


def test_a_twin_that_someone_else_holds_stays(case, north, south, mo):
    CaseFactory(team=north, family=case.family, given_name="Robin")

    offered(case, to_team=south)

    assert Transfer.objects.count() == 1


def test_those_who_may_answer_are_told(case, south, mo, sunny):
    person(Role.DEPUTY, south, name="Della Southam")
    ConflictBlockFactory(case=case, user=person(Role.DEPUTY, south, name="Rob Related"))

    offered(case, to_team=south, to_user=sunny)

    assert told("transfer_offered") == {"Mo Southgate", "Della Southam", "Sunny Southwell"}


def test_within_the_team_only_the_colleague_answers(case, north, hal, morag):
    made = offered(case, to_team=north, to_user=hal)

    assert told("transfer_offered") == {"Hal Northway"}
    assert not Transfer.objects.answerable_by(fresh(morag)).exists()
    assert Transfer.objects.answerable_by(fresh(hal)).get() == made


# --- reject and withdraw ------------------------------------------------------------------------


def test_rejecting_needs_a_reason(case, south, mo):
    made = offered(case, to_team=south)

    with pytest.raises(offering.SayWhy):
        offering.reject(made, reason="  ", by=fresh(mo), at=NOW)


def test_a_rejected_family_stays_and_the_reason_is_sealed(case, nia, north, south, mo):
    made = offered(case, to_team=south)

    offering.reject(made, reason="We are two people short.", by=fresh(mo), at=NOW)

    made.refresh_from_db()
    assert held(case) == (nia, north)
    assert (made.state, made.answered_by, made.holder) == ("rejected", mo, None)
    assert offering.decrypted_words(made, "reason") == "We are two people short."
    assert b"short" not in bytes(made.reason)
    assert told("transfer_answered") == {"Nia Northfield"}


def test_the_offerer_and_the_holder_are_told_unless_blocked(case, south, mo, morag):
    made = offered(case, to_team=south, by=morag)
    ConflictBlockFactory(case=case, user=case.owner)

    offering.reject(made, reason="Full.", by=fresh(mo), at=NOW)

    assert told("transfer_answered") == {"Morag Northcote"}


@pytest.mark.parametrize("who", ["nia", "morag", "hal", "sunny", "blocked"])
def test_only_those_it_was_offered_to_answer(case, south, mo, nia, morag, hal, sunny, who):
    made = offered(case, to_team=south)
    people = {"nia": nia, "morag": morag, "hal": hal, "sunny": sunny}
    if who == "blocked":
        ConflictBlockFactory(case=case, user=mo)

    with pytest.raises(offering.NotYoursToAnswer):
        offering.reject(made, reason="No.", by=fresh(people.get(who, mo)), at=NOW)


@pytest.mark.parametrize("who", ["nia", "morag"])
def test_it_can_be_taken_back_and_offered_again(case, south, mo, nia, morag, who):
    made = offered(case, to_team=south)

    offering.take_back(made, by=fresh({"nia": nia, "morag": morag}[who]), at=NOW)

    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert offered(case, to_team=south).is_open


@pytest.mark.parametrize("who", ["mo", "hal"])
def test_others_do_not_take_it_back(case, south, mo, hal, who):
    made = offered(case, to_team=south)

    with pytest.raises(offering.NotYoursToOffer):
        offering.take_back(made, by=fresh({"mo": mo, "hal": hal}[who]), at=NOW)


def test_a_second_answer_is_refused_in_words(case, south, mo, nia):
    made = offered(case, to_team=south)
    offering.reject(made, reason="Full.", by=fresh(mo), at=NOW)

    with pytest.raises(offering.AlreadyAnswered, match="Mo Southgate did not accept this"):
        offering.take_back(made, by=fresh(nia), at=NOW)


def test_an_offer_that_the_family_has_outgrown_is_nobodys_to_answer(case, south, mo, hal):
    made = offered(case, to_team=south)
    type(case).objects.filter(pk=case.pk).update(owner=hal)

    with pytest.raises(Overtaken):
        offering.reject(made, reason="Full.", by=fresh(mo), at=NOW)
    case.refresh_from_db()
    assert offered(case, to_team=south).is_open
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_an_answered_offer_is_frozen(case, south, mo):
    made = offered(case, to_team=south)
    offering.reject(made, reason="Full.", by=fresh(mo), at=NOW)

    for change in (
        lambda: Transfer.objects.filter(pk=made.pk).update(state="offered"),
        lambda: Transfer.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(Exception, match="frozen"), transaction.atomic():
            change()


def test_a_manager_who_works_in_both_teams_answers_for_the_other(case, south, morag):
    MembershipFactory(user=morag, team=south, role=Role.MANAGER)

    made = offered(case, to_team=south)

    assert Transfer.objects.answerable_by(fresh(morag)).get() == made


def away(user):
    AbsenceFactory(user=user, covered_by=None, starts_on=TODAY, ends_on=TODAY)


def test_a_family_is_not_offered_to_someone_who_is_away(case, north):
    hal = person(team=north)
    away(hal)

    with pytest.raises(offering.CannotHold):
        offered(case, to_team=north, to_user=hal)
    assert hal not in [user for _, user in receivers([case], TODAY).values()]


def test_a_team_whose_managers_are_all_away_is_not_offered_a_family(case, south, mo):
    away(mo)

    with pytest.raises(offering.NobodyCouldAnswer):
        offered(case, to_team=south)
    assert (south, None) not in receivers([case], TODAY).values()

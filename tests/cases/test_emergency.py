"""Emergency access as a verb: who gets it, for how long, who hears of it, and how it is judged."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from checklists.audit.models import Event
from checklists.cases.access import access_to
from checklists.cases.emergency import (
    CannotBeReviewed,
    NotToBeOpened,
    Sought,
    end_access,
    find_cases,
    open_all_in_emergency,
    open_in_emergency,
    reason_of_use,
    review,
    words_of_review,
)
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.querysets import Why
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SAID = {"category": "called_out", "words": "The police rang about the baby."}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def case():
    return CaseFactory()


@pytest.fixture
def manager(case):
    return person(Role.MANAGER, case.team)


@pytest.fixture
def lead(db):
    return person(Role.SAFEGUARDING_LEAD)


@pytest.fixture
def sol(db):
    """A health visitor of another team."""
    return person(team=TeamFactory())


def used(case, by, at=NOON):
    return open_in_emergency(case, **SAID, by=by, at=at)


def why(case, user):
    """Why the next request would open the case, '' when it would not."""
    found = access_to(User.objects.get(pk=user.pk), case.pk)
    return found.why if found else ""


def told():
    return {alert.recipient for alert in Alert.objects.all()}


def test_it_opens_one_case_for_four_hours(case, sol, clock):
    used(case, sol)

    assert why(case, sol) == Why.EMERGENCY
    assert why(CaseFactory(), sol) == ""
    clock.shift(4 * HOUR - timedelta(seconds=1))
    assert why(case, sol) == Why.EMERGENCY
    clock.shift(timedelta(seconds=1))
    assert why(case, sol) == ""


def test_why_it_was_used_is_encrypted(case, sol):
    grant = used(case, sol)

    row = EmergencyGrant.objects.get(pk=grant.pk)
    assert b"police" not in bytes(row.sealed)
    assert reason_of_use(row) == SAID["words"]


def test_it_is_one_event_without_the_words(case, sol, manager):
    grant = used(case, sol)

    event = Event.objects.get(kind="emergency.opened")
    assert (event.by, event.case_ref, event.why) == (sol, case.pk, "emergency")
    assert event.target == f"emergencygrant:{grant.pk}"
    assert event.details == {"category": "called_out", "told": 1}


def test_the_manager_is_told_at_once_and_the_holder_is_not(case, sol, manager, lead):
    used(case, sol)

    alert = Alert.objects.get()
    assert (alert.recipient, alert.kind, alert.about) == (manager, "emergency_used", sol)
    assert (alert.case_ref, alert.at) == (case.pk, NOON)


def test_a_blocked_manager_is_not_told_and_the_lead_is(case, sol, manager, lead):
    ConflictBlockFactory(case=case, user=manager, set_by=lead)

    used(case, sol)

    assert told() == {lead}


def test_without_a_manager_the_lead_is_told(case, sol, lead):
    used(case, sol)

    assert told() == {lead}


@pytest.mark.django_db(transaction=True)
def test_the_mail_gives_nothing_away(case, sol, manager, mail_server):
    User.objects.filter(pk=manager.pk).update(email="manager@trust.example")

    used(case, sol)

    (message,) = mail_server.messages
    said = message.as_string().lower()
    assert message["To"] == "manager@trust.example"
    assert not any(
        word in said for word in ("emergency", "police", "wren", "fableton", sol.name.lower())
    )


def test_again_while_in_force_gives_the_same_and_tells_nobody_twice(case, sol, manager):
    first = used(case, sol)

    again = used(case, sol, at=NOON + HOUR)

    assert again == first
    assert again.ends_at == NOON + 4 * HOUR
    assert Alert.objects.count() == 1
    assert Event.objects.filter(kind="emergency.opened").count() == 1


def test_again_after_the_end_is_a_use_of_its_own(case, sol, manager, clock):
    first = used(case, sol)
    clock.shift(4 * HOUR)

    again = used(case, sol, at=first.ends_at)

    assert again != first
    assert Alert.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_use(case, sol, manager):
    ready, grants = Barrier(2), []

    def press():
        ready.wait(timeout=10)
        grants.append(used(case, User.objects.get(pk=sol.pk)))
        connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(grants) == 2
    assert len({grant.pk for grant in grants}) == EmergencyGrant.objects.count() == 1
    assert Alert.objects.count() == 1


MAY = {
    "a health visitor of another team": lambda case: person(team=TeamFactory()),
    "a health visitor of the team": lambda case: person(team=case.team),
    "a manager of another team": lambda case: person(Role.MANAGER, TeamFactory()),
    "a deputy of another team": lambda case: person(Role.DEPUTY, TeamFactory()),
}
NEEDS_NONE = {
    "the holder": lambda case: case.owner,
    "the team's manager": lambda case: person(Role.MANAGER, case.team),
    "the safeguarding lead": lambda case: person(Role.SAFEGUARDING_LEAD),
}
MAY_NOT = {
    "an editor": lambda case: person(Role.EDITOR),
    "a publisher": lambda case: person(Role.PUBLISHER),
    "a system administrator": lambda case: person(Role.SYSTEM_ADMINISTRATOR),
    "a superuser": lambda case: UserFactory(is_superuser=True),
    "a superuser with a role in a team": lambda case: person(team=case.team, is_superuser=True),
    "an administrator with a role in a team": lambda case: (
        MembershipFactory(user=person(Role.SYSTEM_ADMINISTRATOR), team=TeamFactory()).user
    ),
    "somebody without a role": lambda case: UserFactory(),
    "somebody deactivated": lambda case: person(team=TeamFactory(), is_active=False),
    "somebody who left": lambda case: MembershipFactory(ends_on=NOON.date() - 24 * HOUR).user,
    "somebody blocked": lambda case: (
        ConflictBlockFactory(case=case, user=person(team=TeamFactory())).user
    ),
    "a blocked holder": lambda case: ConflictBlockFactory(case=case, user=case.owner).user,
    "a blocked lead": lambda case: (
        ConflictBlockFactory(case=case, user=person(Role.SAFEGUARDING_LEAD)).user
    ),
}


@pytest.mark.parametrize("who", MAY)
def test_who_works_with_families_may(case, who):
    user = MAY[who](case)

    used(case, user)

    assert why(case, user) == Why.EMERGENCY


@pytest.mark.parametrize("who", NEEDS_NONE)
def test_who_may_read_all_of_it_already_uses_nothing(case, who):
    assert used(case, NEEDS_NONE[who](case)) is None

    assert not EmergencyGrant.objects.exists()
    assert not Alert.objects.exists()


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_may(case, who):
    user = MAY_NOT[who](case)

    with pytest.raises(NotToBeOpened):
        used(case, user)

    assert not EmergencyGrant.objects.exists()
    assert not Event.objects.filter(kind="emergency.opened").exists()


def test_a_block_set_while_it_is_in_force_closes_the_case(case, sol):
    used(case, sol)

    ConflictBlockFactory(case=case, user=sol)

    assert why(case, sol) == ""


def test_an_ended_case_opens_to_be_read(sol):
    case = CaseFactory(ended=True)

    used(case, sol)

    assert why(case, sol) == Why.EMERGENCY
    assert not access_to(sol, case.pk).may_record


def test_ending_it_closes_the_case_at_once(case, sol, clock):
    grant = used(case, sol)

    end_access(grant, by=sol, at=NOON)

    assert why(case, sol) == ""
    assert Event.objects.filter(kind="emergency.ended", case_ref=case.pk).count() == 1


def test_ending_it_again_changes_nothing(case, sol):
    grant = used(case, sol)
    end_access(grant, by=sol, at=NOON + HOUR)

    end_access(grant, by=sol, at=NOON + 2 * HOUR)

    grant.refresh_from_db()
    assert grant.ends_at == NOON + HOUR
    assert Event.objects.filter(kind="emergency.ended").count() == 1


# --- finding the one record


@pytest.mark.parametrize(
    "sought",
    [
        {"nhs_number": "9990001022"},
        {"name": "Wren Fableton", "day": date(2026, 10, 9)},
        {"name": "wren fableton", "day": date(2026, 10, 9)},
        {"name": "Rosa Fableton", "day": date(2026, 10, 9)},
    ],
)
def test_a_record_is_found_by_number_or_by_name_and_date(sol, sought):
    case = CaseFactory(nhs_number="9990001022")

    assert find_cases(Sought(**sought), sol) == [case]


@pytest.mark.parametrize(
    "name", ["zoe obrien", "ZOË O'BRIEN", "O Brien, Zoe", "obrien zo\u200de\u0308", "OBrien Rosa"]
)
def test_a_record_is_found_by_its_name_however_it_is_spelt(sol, name):
    case = CaseFactory(
        given_name="Zoë", family_name="O\u2019Brien", mother_name="Rosa O\u2019Brien"
    )

    assert find_cases(Sought(name=name, day=case.born_on), sol) == [case]


def test_a_name_is_searched_in_an_index(sol):
    sought = Sought(name="Rosa Fableton", day=date(2026, 10, 9))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # the table is too small for an index

    plan = Case.objects.filter(*sought.conditions).explain()

    for index in ("case_born_name", "case_born_mother", "case_due_name", "case_due_mother"):
        assert index in plan


def test_a_record_is_found_by_its_id(case, sol):
    assert find_cases(Sought(record=case.pk), sol) == [case]


def test_an_unborn_baby_is_found_by_the_mothers_name_and_the_due_date(sol):
    case = CaseFactory(unborn=True)

    assert find_cases(Sought(name="Rosa Fableton", day=case.due_on), sol) == [case]


@pytest.mark.parametrize(
    "sought",
    [
        {"record": uuid4()},
        {"nhs_number": "9990001023"},
        {"nhs_number": "999000102"},
        {"name": "Wren", "day": date(2026, 10, 9)},
        {"name": "Wren%", "day": date(2026, 10, 9)},
        {"name": "Fabletonwren", "day": date(2026, 10, 10)},
        {"name": "Nerw Fableton", "day": date(2026, 10, 9)},  # the same letters
        {"name": "-", "day": date(2026, 10, 9)},
        {"name": "Wren Fableton", "day": date(2026, 10, 10)},
        {"nhs_number": "9990001022", "name": "Ivy Other", "day": NOON.date()},
        {},
    ],
)
def test_what_does_not_fit_finds_nothing(sol, sought):
    CaseFactory(nhs_number="9990001022")

    assert find_cases(Sought(**sought), sol) == []


def test_two_of_two_families_that_fit_are_none(sol):
    first = CaseFactory()
    CaseFactory()

    assert find_cases(Sought(name="Wren Fableton", day=first.born_on), sol) == []


@pytest.fixture
def unborn_twins(db):
    """The second made first, so that only the birth order tells which is which."""
    second = CaseFactory(unborn=True, birth_order=2)
    same = {"family": second.family, "owner": second.owner, "team": second.team}
    return [CaseFactory(unborn=True, birth_order=1, **same), second]


def test_twins_without_names_are_found_by_the_mother_in_their_order(sol, unborn_twins):
    mother = Sought(name="Rosa Fableton", day=unborn_twins[0].due_on)

    assert find_cases(mother, sol) == unborn_twins


def test_a_third_record_of_another_family_that_fits_opens_none_of_them(sol, unborn_twins):
    CaseFactory(unborn=True)

    assert find_cases(Sought(name="Rosa Fableton", day=unborn_twins[0].due_on), sol) == []


def test_a_twin_behind_a_block_is_not_there(sol, unborn_twins):
    first, second = unborn_twins
    ConflictBlockFactory(case=first, user=sol)

    assert find_cases(Sought(name="Rosa Fableton", day=first.due_on), sol) == [second]


def test_all_of_a_birth_open_or_none(sol, unborn_twins):
    ConflictBlockFactory(case=unborn_twins[1], user=sol)

    with pytest.raises(NotToBeOpened):
        open_all_in_emergency(unborn_twins, **SAID, by=sol, at=NOON)

    assert not EmergencyGrant.objects.exists()


def test_a_blocked_person_finds_nothing(case, sol):
    ConflictBlockFactory(case=case, user=sol)

    assert find_cases(Sought(record=case.pk), sol) == []


# --- the review


@pytest.fixture
def over(case, sol):
    """A use that ended an hour ago."""
    return EmergencyGrantFactory(
        case=case, user=sol, starts_at=NOON - 5 * HOUR, ends_at=NOON - HOUR
    )


def judged(grant, by):
    review(grant, outcome="reason", words="The police did ring.", by=by, at=NOON)
    grant.refresh_from_db()


OVERSEES = {
    "the manager": lambda grant: person(Role.MANAGER, grant.case.team),
    "a deputy": lambda grant: person(Role.DEPUTY, grant.case.team),
    "the lead": lambda grant: person(Role.SAFEGUARDING_LEAD),
}
REVIEWS_NOT = {
    "a manager of another team": lambda grant: person(Role.MANAGER, TeamFactory()),
    "the holder": lambda grant: grant.case.owner,
    "the person concerned": lambda grant: grant.user,
    "a system administrator": lambda grant: person(Role.SYSTEM_ADMINISTRATOR),
    "a superuser": lambda grant: UserFactory(is_superuser=True),
    "a blocked manager": lambda grant: (
        ConflictBlockFactory(case=grant.case, user=person(Role.MANAGER, grant.case.team)).user
    ),
}


@pytest.mark.parametrize("who", OVERSEES)
def test_a_manager_or_lead_reviews_it(over, who):
    user = OVERSEES[who](over)

    judged(over, user)

    assert (over.reviewed_by, over.reviewed_at, over.outcome) == (user, NOON, "reason")
    assert words_of_review(over) == "The police did ring."
    assert b"police" not in bytes(over.review_sealed)
    assert Event.objects.get(kind="emergency.reviewed").details == {"outcome": "reason"}


@pytest.mark.parametrize("who", REVIEWS_NOT)
def test_nobody_else_reviews_it(over, who):
    with pytest.raises(NotToBeOpened):
        judged(over, REVIEWS_NOT[who](over))

    assert EmergencyGrant.objects.not_reviewed().count() == 1


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SAFEGUARDING_LEAD])
def test_who_used_it_never_reviews_it_whatever_they_become(over, role):
    MembershipFactory(
        user=over.user, role=role, team=over.case.team if role == Role.MANAGER else None
    )

    with pytest.raises(CannotBeReviewed):
        judged(over, over.user)


def test_it_is_reviewed_once(over, manager, lead):
    judged(over, manager)

    with pytest.raises(CannotBeReviewed):
        judged(over, lead)


def test_it_is_reviewed_when_it_is_over(case, sol, manager):
    grant = used(case, sol)

    with pytest.raises(CannotBeReviewed):
        judged(grant, manager)

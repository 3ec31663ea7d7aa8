"""A hold, and disposal by two people on the day and not before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from checklists.audit.models import Event
from checklists.audit.refused import AlreadyAsked, NothingAsked, NotYours
from checklists.cases.encryption import decrypt
from checklists.cases.models.case import BLANK, Case
from checklists.cases.models.keys import CaseKey
from checklists.cases.wrapping import CaseKeyMissing
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.records import disposing, holding
from checklists.records.models import Disposal, LegalHold
from tests.factories import CaseFactory, ConflictBlockFactory, TeamFactory, person
from tests.records.telling import begun, grown_up, released

pytestmark = pytest.mark.django_db

THE_DAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now(time_machine):
    time_machine.move_to(THE_DAY, tick=False)


@pytest.fixture
def case(version, now):
    return grown_up(given_name="Orin", family_name="Oldbury", mother_name="Olga Oldbury")


def asked(case, by, at=THE_DAY):
    return disposing.ask_disposal(case, by=by, at=at)


def unchanged(case):
    row = Case.objects.get(pk=case.pk)
    return row.given_name == "Orin" and CaseKey.objects.filter(case=case).exists()


def test_two_people_dispose_and_the_case_is_there_for_nobody(case, lead, other_lead, manager):
    asked(case, lead)

    disposing.dispose(case, by=other_lead, at=THE_DAY)

    row = Case.objects.get(pk=case.pk)
    assert {name: getattr(row, name) for name in BLANK} == BLANK
    assert not CaseKey.objects.filter(case=case).exists()
    for user in (lead, other_lead, manager, case.owner):
        for scope in (Case.objects.visible_to, Case.objects.reached_by):
            assert not scope(user).filter(pk=case.pk).exists()
    event = Event.objects.get(kind="case.disposed")
    assert (event.case_ref, event.by) == (case.pk, other_lead)
    assert event.details == {"asked_by": str(lead.pk)}


def test_a_manager_of_the_team_may_be_the_second(case, lead, manager):
    asked(case, lead)

    disposing.dispose(case, by=manager, at=THE_DAY)

    assert Disposal.objects.get().outcome == Disposal.Outcome.AGREED


def test_no_private_word_can_be_opened_any_more(case, lead, manager):
    request = released(case, manager, lead)
    asked(case, lead)
    disposing.dispose(case, by=manager, at=THE_DAY)

    with pytest.raises(CaseKeyMissing):
        decrypt(type(request).objects.get(pk=request.pk), "document")


@pytest.mark.parametrize(
    "who",
    [
        lambda case, lead: lead,
        lambda case, lead: case.owner,
        lambda case, lead: person(Role.DEPUTY, case.team),
        lambda case, lead: person(Role.MANAGER, TeamFactory()),
        lambda case, lead: person(Role.SYSTEM_ADMINISTRATOR),
        lambda case, lead: blocked(case, person(Role.SAFEGUARDING_LEAD)),
    ],
    ids=["who asked", "holder", "deputy", "another team's", "administrator", "blocked lead"],
)
def test_who_may_not_agree(case, lead, who):
    asked(case, lead)

    with pytest.raises(NotYours):
        disposing.dispose(case, by=who(case, lead), at=THE_DAY)

    assert unchanged(case)


def blocked(case, user):
    return ConflictBlockFactory(case=case, user=user).user


def test_only_a_lead_asks(case, manager):
    for who in (manager, case.owner, blocked(case, person(Role.SAFEGUARDING_LEAD))):
        with pytest.raises(NotYours):
            asked(case, who)


def test_nobody_agrees_where_nobody_asked_or_a_second_time(case, lead, other_lead, manager):
    with pytest.raises(NothingAsked):
        disposing.dispose(case, by=other_lead, at=THE_DAY)
    asked(case, lead)
    with pytest.raises(AlreadyAsked):
        asked(case, other_lead)
    disposing.dispose(case, by=other_lead, at=THE_DAY)

    with pytest.raises(NothingAsked):
        disposing.dispose(case, by=manager, at=THE_DAY)
    with pytest.raises(NotYours):
        asked(case, lead)


def test_declined_it_stays_and_may_be_asked_again(case, lead, other_lead):
    asked(case, lead)

    disposing.decline_disposal(case, by=other_lead, at=THE_DAY)

    assert unchanged(case)
    with pytest.raises(NothingAsked):
        disposing.dispose(case, by=other_lead, at=THE_DAY)
    asked(case, lead)


def test_not_a_minute_before_the_day_begins_in_london(case, lead, other_lead):
    with pytest.raises(disposing.MustStay, match="has not passed"):
        asked(case, lead, at=THE_DAY - MINUTE)

    asked(case, lead, at=THE_DAY)


def test_it_is_looked_at_again_when_somebody_agrees(case, lead, other_lead, manager):
    asked(case, lead)
    holding.set_hold(case, reason="An inquiry.", by=lead, at=THE_DAY)

    with pytest.raises(disposing.MustStay, match="legal hold"):
        disposing.dispose(case, by=other_lead, at=THE_DAY)

    holding.lift_hold(case, reason="It is over.", by=other_lead, at=THE_DAY)
    begun(case, manager, at=THE_DAY)
    with pytest.raises(disposing.MustStay, match="copy"):
        disposing.dispose(case, by=other_lead, at=THE_DAY)
    assert unchanged(case)


def test_while_care_goes_on_nothing_is_disposed_of(version, now, lead):
    with pytest.raises(disposing.MustStay, match="Care has not ended"):
        asked(CaseFactory(born_on=datetime(2001, 11, 23, tzinfo=UTC).date()), lead)


def test_the_second_person_is_told(case, lead, other_lead, manager):
    asked(case, lead)

    told = set(Alert.objects.filter(kind="disposal_waiting").values_list("recipient", flat=True))

    assert told == {other_lead.pk, manager.pk}


def test_the_database_itself_refuses_one_person_for_both(case, lead):
    disposal = asked(case, lead)

    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=disposal.pk).update(
            outcome="agreed", ended_by=lead, ended_at=THE_DAY
        )


def test_an_agreed_disposal_is_not_rewritten(case, lead, other_lead):
    asked(case, lead)
    disposing.dispose(case, by=other_lead, at=THE_DAY)

    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Disposal.objects.update(ended_by=lead)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Disposal.objects.all().delete()


def test_a_disposed_case_names_nobody_again(case, lead, other_lead):
    asked(case, lead)
    disposing.dispose(case, by=other_lead, at=THE_DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(mother_name="Olga")


# --- a hold -------------------------------------------------------------------------------------


def test_a_lead_holds_at_once_and_another_person_lifts(case, lead, other_lead):
    hold = holding.set_hold(case, reason="An inquiry.", by=lead, at=THE_DAY)

    with pytest.raises(holding.AlreadyHeld):
        holding.set_hold(case, reason="Again.", by=other_lead, at=THE_DAY)
    with pytest.raises(NotYours):
        holding.lift_hold(case, reason="Over.", by=lead, at=THE_DAY)
    assert holding.reason_of(hold) == "An inquiry."
    assert b"inquiry" not in bytes(hold.sealed)

    holding.lift_hold(case, reason="Over.", by=other_lead, at=THE_DAY)

    assert holding.standing_hold(case) is None
    with pytest.raises(holding.NotHeld):
        holding.lift_hold(case, reason="Over.", by=other_lead, at=THE_DAY)
    assert list(
        Event.objects.filter(kind__startswith="hold.")
        .order_by("at", "pk")
        .values_list("kind", "by")
    ) == [("hold.set", lead.pk), ("hold.lifted", other_lead.pk)]


def test_who_may_not_hold_or_lift(case, lead, manager):
    for who in (
        manager,
        case.owner,
        person(Role.EDITOR),
        blocked(case, person(Role.SAFEGUARDING_LEAD)),
    ):
        with pytest.raises(NotYours):
            holding.set_hold(case, reason="x", by=who, at=THE_DAY)
    holding.set_hold(case, reason="x", by=lead, at=THE_DAY)

    for who in (case.owner, person(Role.DEPUTY, case.team), person(Role.MANAGER, TeamFactory())):
        with pytest.raises(NotYours):
            holding.lift_hold(case, reason="x", by=who, at=THE_DAY)


def test_a_hold_is_not_rewritten(case, lead, other_lead):
    holding.set_hold(case, reason="x", by=lead, at=THE_DAY)

    for change in ({"sealed": b"y"}, {"set_by": other_lead}, {"lifting": b"y"}):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            LegalHold.objects.update(**change)
    holding.lift_hold(case, reason="x", by=other_lead, at=THE_DAY)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        LegalHold.objects.update(lifted_at=None, lifted_by=None)

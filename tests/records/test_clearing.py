"""After disposal no word of the family is left anywhere, and the log still says who did what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from checklists.audit import frozen
from checklists.audit.models import Event
from checklists.audit.recording import digest_of
from checklists.cases.models.case import Case
from checklists.household.adults import end_adult
from checklists.outstanding.closing import record_action
from checklists.outstanding.history import Action
from checklists.outstanding.models import Priority
from checklists.outstanding.opening import open_by_hand
from checklists.reading.clock import london_date
from checklists.records import clearing, disposing, holding
from checklists.records.models import Disposal
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.models import Visit
from checklists.visits.signed.amending import Correction, amend
from checklists.visits.signed.verifying import visit_problems
from tests.factories import CaseFactory, EmergencyGrantFactory, ItemFactory
from tests.records.telling import (
    DISCLOSURE,
    add_dan,
    add_midwife,
    begun,
    released,
    reviewed,
)
from tests.records.whole_database import places_of
from tests.visits.story import begin, reread, say

THE_DAY = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
THEN = datetime(2001, 12, 20, 10, tzinfo=UTC)
CANARY = "Zaunkoenig"  # stands in everything that anybody wrote of the family


def word(what):
    return f"{CANARY}{what}"


@pytest.fixture
def now(time_machine):
    time_machine.move_to(THE_DAY, tick=False)


@pytest.fixture
def case(version, now):
    return CaseFactory(
        given_name=word("given"),
        family_name=word("family"),
        mother_name=word("mother"),
        address=word("address"),
        born_on=datetime(2001, 11, 5, tzinfo=UTC).date(),
        nhs_number="9990001022",
    )


@pytest.fixture
def full_case(case, manager, lead, other_lead):
    """A family with something in every table that can hold words of it; all of them at an end."""
    dan = add_dan(case, at=THEN, name=word("dan"))
    end_adult(dan, by=case.owner, at=THEN)
    add_midwife(case, at=THEN)
    case.professionals.update(name=word("midwife"), contact=word("contact"))
    visit = reviewed(
        case,
        at=THEN,
        **DISCLOSURE
        | {"da_notes": word("private"), "crying_plan": word("open"), "mark_seen": "yes"},
    )
    correction = Correction("", word("amended"), word("because"), private=False)
    amend(visit, correction, by=case.owner, at=THEN)
    record_not_held(
        reread(case),
        visit_type="6-8-week",
        outcome="no_access",
        held_at=THEN,
        note=word("note"),
        by=case.owner,
        at=THEN,
    )
    say(begin(reread(case), at=THEN), {"home_action": word("draft")}, at=THEN)
    item = open_by_hand(
        case,
        title=word("title"),
        priority=Priority.HIGH,
        due_on=london_date(THEN),
        private=False,
        by=case.owner,
        at=THEN,
    )
    record_action(item, action=Action(word("action")), by=case.owner, at=THEN)
    ItemFactory(case=case, guidance=word("guidance"), follows=item)
    EmergencyGrantFactory(case=case, user=lead, starts_at=THEN, ends_at=THEN)
    released(case, manager, lead, subject="adult", adult=dan)
    holding.set_hold(case, reason=word("hold"), by=lead, at=THE_DAY)
    holding.lift_hold(case, reason=word("lifted"), by=other_lead, at=THE_DAY)
    Case.objects.filter(pk=case.pk).update(
        ended_on=london_date(THEN) + timedelta(days=900), ended_why=word("ended")
    )
    return case


def agreed(case, lead, other_lead):
    disposing.ask_disposal(case, by=lead, at=THE_DAY)
    disposing.dispose(case, by=other_lead, at=THE_DAY)


@pytest.mark.django_db
def test_no_word_of_the_family_is_left_in_any_table(full_case, lead, other_lead):
    before = places_of(CANARY)
    agreed(full_case, lead, other_lead)

    call_command("dispose_agreed", verbosity=0)

    # Were these not found before, then finding nothing afterwards would mean nothing.
    assert before >= {
        "checklists_answersheet.body",
        "checklists_case.mother_name",
        "checklists_visit.note",
        "checklists_outstandingitem.title",
        "checklists_professional.name",
    }
    assert places_of(CANARY) == set()
    assert places_of("9990001022") == set()


@pytest.mark.django_db
def test_at_once_nothing_names_them_outside_what_is_frozen(full_case, lead, other_lead):
    agreed(full_case, lead, other_lead)

    assert {place.partition(".")[0] for place in places_of(CANARY)} <= {
        "checklists_answersheet",
        "checklists_visit",
    }


@pytest.mark.django_db
def test_the_log_still_says_which_visits_there_were_and_who_disposed(full_case, lead, other_lead):
    visits = set(Visit.objects.filter(case=full_case, status="signed").values_list("pk", flat=True))
    agreed(full_case, lead, other_lead)

    call_command("dispose_agreed", verbosity=0)

    events = Event.objects.filter(case_ref=full_case.pk)
    signed = events.filter(kind__in=["visit.signed", "visit.not_held"])
    assert {event.target for event in signed} == {f"visit:{pk}" for pk in visits}
    assert events.get(kind="disposal.asked").by == lead
    assert events.get(kind="case.disposed").by == other_lead
    cleared = events.get(kind="case.cleared")
    assert cleared.by is None
    assert cleared.details["rows"] > 10
    assert not Visit.objects.filter(case=full_case).exists()
    assert all(digest_of(event) == event.digest for event in Event.objects.all())


@pytest.mark.django_db
def test_other_families_stay_and_everything_is_frozen_again(full_case, lead, other_lead):
    other = CaseFactory(team=full_case.team)
    visit = reviewed(other)
    agreed(full_case, lead, other_lead)

    clearing.clear_agreed(at=THE_DAY)

    assert frozen.wrong_triggers(connection) == []
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Visit.objects.filter(pk=visit.pk)._raw_delete("default")
    assert Case.objects.visible_to(other.owner).filter(pk=other.pk).exists()


@pytest.mark.django_db
def test_it_is_done_once(full_case, lead, other_lead):
    agreed(full_case, lead, other_lead)

    assert clearing.clear_agreed(at=THE_DAY) == 1
    assert clearing.clear_agreed(at=THE_DAY) == 0
    assert Event.objects.filter(kind="case.cleared").count() == 1


@pytest.mark.django_db
def test_nothing_is_cleared_that_was_only_asked_for(full_case, lead):
    disposing.ask_disposal(full_case, by=lead, at=THE_DAY)

    assert clearing.clear_agreed(at=THE_DAY) == 0
    assert Visit.objects.filter(case=full_case).exists()


@pytest.mark.django_db
def test_a_row_that_says_agreed_is_not_enough_without_the_log(full_case, lead, other_lead):
    disposing.erase_family(Case.objects.get(pk=full_case.pk), THE_DAY)
    Disposal.objects.create(
        case=full_case,
        asked_by=lead,
        asked_at=THE_DAY,
        outcome="agreed",
        ended_by=other_lead,
        ended_at=THE_DAY,
    )

    with pytest.raises(clearing.LogSaysNothing):
        clearing.clear_agreed(at=THE_DAY)

    assert Visit.objects.filter(case=full_case).exists()


@pytest.mark.django_db
def test_an_error_on_the_way_leaves_rows_and_triggers(full_case, lead, other_lead, monkeypatch):
    agreed(full_case, lead, other_lead)
    # Only one table, to which another still points: a model that nobody added to the list.
    monkeypatch.setattr(clearing, "CLEARED", clearing.CLEARED[4:5])

    with pytest.raises(IntegrityError):
        clearing.clear_agreed(at=THE_DAY)

    assert frozen.wrong_triggers(connection) == []
    assert Disposal.objects.get().cleared_at is None


@pytest.mark.django_db
def test_triggers_are_lifted_only_inside_a_transaction():
    class Outside:
        in_atomic_block = False

    with pytest.raises(frozen.TriggersWouldStayLifted), frozen.allow_deletion(Outside(), []):
        pass


def test_every_table_that_leads_to_a_case_is_cleared():
    """A new model with a way to a case belongs into CLEARED, or here with a reason."""
    stays = {Disposal: "says who agreed; holds no word"}
    ours = apps.get_app_config("checklists").get_models()
    leading = {model for model in ours if leads_to_a_case(model, set())}

    assert leading - {Case} == {model for model, _ in clearing.CLEARED} | stays.keys()


def leads_to_a_case(model, seen):
    if model is Case or model in seen:
        return model is Case
    ways = [
        field.related_model
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    ]
    return any(leads_to_a_case(way, {*seen, model}) for way in ways)


@pytest.mark.django_db
def test_rebuilding_the_facts_passes_over_what_is_gone(full_case, lead, other_lead, capsys):
    agreed(full_case, lead, other_lead)

    call_command("rebuild_facts")

    assert "0 cases" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_request_that_is_open_keeps_the_record(full_case, lead, manager):
    begun(full_case, manager)

    with pytest.raises(disposing.MustStay):
        disposing.ask_disposal(full_case, by=lead, at=THE_DAY)


@pytest.mark.django_db
def test_the_log_verifies_before_and_after_the_rows_are_gone(full_case, lead, other_lead):
    assert list(visit_problems()) == []

    agreed(full_case, lead, other_lead)
    assert list(visit_problems()) == []
    call_command("dispose_agreed", verbosity=0)

    assert list(visit_problems()) == []

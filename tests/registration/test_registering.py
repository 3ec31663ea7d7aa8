"""Registering a baby or a twin, recording a birth, and changing what is known."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from checklists.audit.inserting import NotMine
from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey
from checklists.facts.facts import Facts, facts_after_contact
from checklists.facts.storing import read_facts, write_facts
from checklists.registration import registering
from tests.factories import CaseFactory, person
from tests.facts.contacts import contact

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
TODAY = date(2026, 11, 23)
BABY = {"given_name": "Wren", "mother_name": "Rosa Fableton", "born_on": date(2026, 11, 12)}


def register(nurse, team, **fields):
    return registering.register(by=nurse, at=NOW, team=team, owner=nurse, **{**BABY, **fields})


def test_a_new_case_has_its_key_its_facts_and_its_next_contact(version, nurse, team):
    case = register(nurse, team)

    facts = Case.objects.get(pk=case.pk).facts
    assert CaseKey.objects.filter(case=case).exists()
    assert read_facts(case, with_private=True) == Facts()
    assert (facts.next_contact, facts.next_until) == ("new-birth", date(2026, 11, 26))
    assert (case.owner_since, case.created_by) == (TODAY, nurse)


def test_registering_is_one_event_without_names(nurse, team):
    case = register(nurse, team)

    event = Event.objects.get()
    assert (event.kind, event.by, event.case_ref) == ("case.registered", nurse, case.pk)
    assert "Wren" not in str(event.details)


def test_a_button_pressed_twice_makes_one_case(nurse, team):
    pk = uuid4()

    first = register(nurse, team, pk=pk)
    again = register(nurse, team, pk=pk)

    assert first == again
    assert Case.objects.count() == 1
    assert Event.objects.count() == 1


def test_the_id_of_someone_else_s_case_gives_nothing(nurse, team):
    theirs = CaseFactory()

    with pytest.raises(NotMine):
        register(nurse, team, pk=theirs.pk)

    assert Case.objects.get(pk=theirs.pk).given_name == theirs.given_name


def test_two_cases_never_share_an_nhs_number(nurse, team):
    CaseFactory(nhs_number="9990001022")

    with pytest.raises(registering.NumberInUse):
        register(nurse, team, nhs_number="9990001022")

    assert Case.objects.count() == 1


def test_cases_without_an_nhs_number_do_not_clash(nurse, team):
    register(nurse, team, nhs_number=None)
    register(nurse, team, nhs_number=None)

    assert Case.objects.count() == 2


def test_editing_says_what_changed_and_plans_the_next_contact_again(version, nurse, team):
    case = register(nurse, team)

    changed = registering.change_case(case, by=nurse, at=NOW, given_name="Wren", born_on=TODAY)

    event = Event.objects.filter(kind="case.edited").get()
    assert changed == ["born_on"]
    assert event.details == {"fields": ["born_on"]}
    assert Case.objects.get(pk=case.pk).facts.next_until == date(2026, 12, 7)


def test_editing_nothing_leaves_no_event(nurse, case):
    registering.change_case(case, by=nurse, at=NOW, given_name=case.given_name)

    assert not Event.objects.exists()


def test_editing_to_a_number_in_use_changes_nothing(nurse, case):
    CaseFactory(nhs_number="9990001022")

    with pytest.raises(registering.NumberInUse):
        registering.change_case(
            case, by=nurse, at=NOW, nhs_number="9990001022", address="9 Quill Court"
        )

    assert Case.objects.get(pk=case.pk).address == case.address


def birth(case, nurse, **fields):
    told = {"given_name": "Wren", "family_name": "Fableton", "nhs_number": "9990001022", **fields}
    registering.record_birth(case, born_on=TODAY, by=nurse, at=NOW, **told)
    return Case.objects.get(pk=case.pk)


def test_a_birth_loses_nothing_of_the_pregnancy(version, nurse, unborn):
    asked = contact(
        visit_type="antenatal",
        said={"sleep_room_share": "planned"},
        private={"da_antenatal": "asked_disclosure"},
    )
    write_facts(unborn, facts_after_contact(Facts(), asked), on=TODAY)

    born = birth(unborn, nurse)

    facts = read_facts(born, with_private=True)
    assert (born.name, born.born_on, born.due_on) == ("Wren Fableton", TODAY, unborn.due_on)
    assert born.mother_name == unborn.mother_name
    assert facts.open_answers["sleep_room_share"]["value"] == "planned"
    assert facts.private_counters["domestic_abuse_known_on"]
    assert born.facts.next_contact == "new-birth"


def test_a_birth_without_a_name_keeps_the_mother_s(nurse, unborn):
    born = birth(unborn, nurse, given_name="", family_name="", nhs_number=None)

    assert born.name == "Baby of Rosa Fableton"


def test_a_birth_is_recorded_once(nurse, unborn):
    birth(unborn, nurse)

    with pytest.raises(registering.AlreadyBorn):
        birth(unborn, nurse, given_name="Robin")

    assert Case.objects.get(pk=unborn.pk).given_name == "Wren"
    assert Event.objects.filter(kind="case.birth_recorded").count() == 1


def test_a_twin_has_a_record_of_its_own_in_the_same_family(nurse, case):
    told = facts_after_contact(Facts(), contact(private={"da_postnatal": "asked_disclosure"}))
    write_facts(case, told, on=TODAY)

    twin = registering.register_twin(case, by=nurse, at=NOW, given_name="Robin")

    assert (twin.family, twin.address, twin.owner) == (case.family, case.address, case.owner)
    assert (twin.born_on, twin.birth_order) == (case.born_on, 2)
    assert Case.objects.get(pk=case.pk).birth_order == 1
    assert read_facts(twin, with_private=True) == Facts()
    assert CaseKey.objects.get(case=twin).wrapped != CaseKey.objects.get(case=case).wrapped


def test_unborn_twins_are_told_apart(nurse, unborn):
    twin = registering.register_twin(unborn, by=nurse, at=NOW)

    assert unborn.name == "Baby of Rosa Fableton, twin 1"
    assert twin.name == "Baby of Rosa Fableton, twin 2"


def test_a_third_baby_is_the_third(nurse, case):
    second = registering.register_twin(case, by=nurse, at=NOW)

    third = registering.register_twin(second, by=nurse, at=NOW)

    assert third.birth_order == 3
    assert third.family == case.family


def test_a_twin_sent_twice_is_one_twin(nurse, case):
    pk = uuid4()

    for _ in range(2):
        registering.register_twin(case, by=nurse, at=NOW, pk=pk)

    assert Case.objects.filter(family=case.family).count() == 2


def test_only_the_one_who_made_a_twin_gets_it_back(nurse, case, team):
    twin = registering.register_twin(case, by=nurse, at=NOW)

    with pytest.raises(NotMine):
        registering.register_twin(case, by=person(team=team), at=NOW, pk=twin.pk)

"""What concerns the household is written once for twins, by one deliberate action."""

from datetime import date

import pytest
from django.urls import reverse

from checklists.cases.access import WholeRecord
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.registration.registering import register_twin
from checklists.visits.draft.twins import copy_to_one_twin, copy_to_twins
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from tests.visits.story import AT_THE_VISIT, begin, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(case, nurse):
    return register_twin(
        case,
        given_name="Bea",
        family_name="Fableton",
        born_on=date(2026, 10, 9),
        by=nurse,
        at=AT_THE_VISIT,
    )


@pytest.fixture
def visits(case, twin):
    return begin(case), begin(twin)


def documents(visit):
    return WorkingVisit(Visit.objects.get(pk=visit.pk), WholeRecord(visit.author)).documents


def test_the_home_is_copied_and_the_baby_is_not(visits, nurse):
    here, there = visits
    say(here, {"home_hazards": ["none_found"], "baby_seen": "seen_awake", "mark_seen": "no"})

    copy_to_twins(here, WholeRecord(nurse), at=AT_THE_VISIT)

    assert set(documents(there)) == {"home_hazards"}


def test_private_answers_stay_private(visits, nurse):
    here, there = visits
    say(here, {"da_postnatal": "asked_no_disclosure"})

    copy_to_twins(here, WholeRecord(nurse), at=AT_THE_VISIT)

    there.sheet.refresh_from_db()
    assert there.sheet.body == {}
    assert documents(there)["da_postnatal"]["value"] == "asked_no_disclosure"


def test_what_was_answered_there_stays(visits, nurse):
    here, there = visits
    say(there, {"mental_health_mother": "serious"})
    say(here, {"mental_health_mother": "no_concern"})

    copy_to_twins(here, WholeRecord(nurse), at=AT_THE_VISIT)

    assert documents(there)["mental_health_mother"]["value"] == "serious"


def test_what_was_answered_there_meanwhile_is_not_counted_as_copied(visits, nurse):
    here, there = visits
    say(here, {"home_hazards": ["none_found"], "mental_health_mother": "no_concern"})
    earlier = WorkingVisit(there, WholeRecord(nurse))
    say(Visit.objects.get(pk=there.pk), {"mental_health_mother": "serious"})

    copied = copy_to_one_twin(
        earlier, WorkingVisit(here, WholeRecord(nurse)), by=nurse, at=AT_THE_VISIT
    )

    assert copied == 1
    assert documents(there)["mental_health_mother"]["value"] == "serious"


def test_what_she_alone_can_answer_is_not_copied(visits, nurse):
    here, there = visits
    say(
        here,
        {"da_seen_alone": "yes", "da_indicators": ["none_seen"], "mental_health_mother": "serious"},
    )

    copy_to_twins(here, WholeRecord(nurse), at=AT_THE_VISIT)

    assert set(documents(there)) == {"mental_health_mother"}


def test_what_would_contradict_an_answer_there_is_not_copied(visits, nurse):
    here, there = visits
    father = str(add_adult(there.case, named="yes", answers={}, by=nurse, at=AT_THE_VISIT).pk)
    say(there, {f"adult_role:{father}": "birth_father", f"adult_lives_in_home:{father}": "yes"})
    say(here, {"adults_record_complete": "no_males", "mental_health_mother": "serious"})

    copy_to_twins(here, WholeRecord(nurse), at=AT_THE_VISIT)

    assert "mental_health_mother" in documents(there)
    assert "adults_record_complete" not in documents(there)


def test_an_adult_new_to_the_twins_record_is_added_once(case, visits, nurse):
    here, there = visits
    dan = add_adult(case, named=Adult.Named.KNOWN, answers={}, by=nurse, at=AT_THE_VISIT)
    say(here, {f"adult_name:{dan.pk}": "Dan Inventall", f"adult_met:{dan.pk}": "yes"})

    copy_to_twins(here, WholeRecord(nurse), at=AT_THE_VISIT)
    copy_to_twins(here, WholeRecord(nurse), at=AT_THE_VISIT)

    adult = there.case.adults.get()
    assert documents(there)[f"adult_met:{adult.pk}"]["value"] == "yes"


def test_the_page_asks_before_it_copies(client, visits, nurse):
    here, there = visits
    say(here, {"home_hazards": ["none_found"]})
    client.force_login(nurse)

    page = client.get(reverse("visit_twin", args=[here.pk]))

    assert "Home" in page.content.decode()
    assert documents(there) == {}


def test_copying_from_the_page(client, visits, nurse):
    here, there = visits
    say(here, {"home_hazards": ["none_found"]})
    client.force_login(nurse)

    answer = client.post(reverse("visit_twin", args=[here.pk]))

    assert answer.url == reverse("visit", args=[here.pk])
    assert documents(there)["home_hazards"]["value"] == ["none_found"]


def test_a_baby_born_alone_has_no_such_page(client, case, nurse):
    here = begin(case)
    client.force_login(nurse)

    assert client.get(reverse("visit_twin", args=[here.pk])).status_code == 302

"""A form that brings the id of a row to be: one of another family's row opens and tells nothing."""

from uuid import UUID

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.household.adults import add_adult
from checklists.household.professionals import add_professional
from checklists.outstanding.models import Priority
from checklists.outstanding.opening import open_by_hand
from checklists.people.models.teams import Role
from checklists.records.preparing import Asked, begin_request
from checklists.visits.models import Visit
from checklists.visits.signed.amending import THE_WHOLE, Correction, amend
from tests.factories import CaseFactory, person
from tests.presses.pressing import TakenBack, is_led, ready_to_press
from tests.presses.table import PRESSES
from tests.presses.world import NOW
from tests.visits.story import begin, signed

pytestmark = pytest.mark.django_db


def a_case():
    return CaseFactory(given_name="Zebedee")


def an_adult():
    case = a_case()
    return add_adult(case, named="not_known", answers={}, by=case.owner, at=NOW)


def a_professional():
    case = a_case()
    return add_professional(case, name="Dr Zebedee", by=case.owner, at=NOW)


def an_item():
    case = a_case()
    words = {"title": "Zebedee", "priority": Priority.HIGH, "due_on": NOW.date(), "private": False}
    return open_by_hand(case, **words, by=case.owner, at=NOW)


def a_visit():
    return begin(a_case(), at=NOW)


def an_amendment():
    visit = signed(a_case(), {}, at=NOW)
    words = Correction(key=THE_WHOLE, says="Zebedee", reason="Mistyped.", private=False)
    return amend(visit, words, by=visit.author, at=NOW)


def a_request():
    case = a_case()
    asked = Asked("Zebedee, by letter", "Passport")
    by = person(Role.MANAGER, case.team)
    return begin_request(case, subject="baby", asked=asked, asked_on=NOW.date(), by=by, at=NOW)


BRINGS = {
    "new_case": ("new_id", a_case),
    "add_twin": ("new_id", a_case),
    "add_adult": ("new_id", an_adult),
    "add_professional": ("new_id", a_professional),
    "add_item": ("new_id", an_item),
    "new_request": ("new_id", a_request),
    "start_visit": ("id", a_visit),
    "not_held": ("id", a_visit),
    "visit_amend": ("id", an_amendment),
}


NEW_ADULT = {
    "opened": "yes",
    "do": "add_adult",
    "new_adult_name": "Piet",
    "new_adult_named": "partly",
}


@pytest.mark.parametrize("name", BRINGS)
def test_the_id_of_a_row_of_another_family_leads_nowhere_and_shows_nothing(world, name):
    field, make = BRINGS[name]
    [press] = [one for one in PRESSES if one.name == name]
    with TakenBack():
        ready, row = ready_to_press(world, press), make()
        assert UUID(*ready.fields[field])  # its page brings one
        before = type(row).objects.filter(pk=row.pk).values().get()

        answer = ready.with_field(field, str(row.pk)).press()

        after = type(row).objects.filter(pk=row.pk).values().get()
    assert answer.status_code == 404 or is_led(answer)
    assert str(row.pk) not in answer.headers.get("Location", "")
    assert "Zebedee" not in answer.text
    assert after == before


def test_the_id_of_an_adult_of_another_family_adds_nobody_at_a_visit(world):
    draft = Visit.objects.get(pk=world.things["draft"]["pk"])
    with TakenBack():
        adult, around = an_adult(), draft.case.adults.count()

        answer = world.client("owner").post(
            reverse("visit_point", args=[draft.pk, "family-and-friends"]),
            NEW_ADULT | {"new_adult": str(adult.pk)},
        )

        assert answer.status_code == 404
        assert draft.case.adults.count() == around
        assert Event.objects.filter(kind="case.refused", target=f"adult:{adult.pk}").exists()

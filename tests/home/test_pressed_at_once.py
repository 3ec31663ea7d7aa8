"""What a form makes, it makes once, however many presses arrive at the same moment."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from checklists.audit.models import Event
from checklists.household import adults, professionals
from checklists.outstanding.models import Priority
from checklists.outstanding.opening import open_by_hand
from checklists.people.models.teams import Role
from checklists.records import preparing
from checklists.registration import registering
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.draft.starting import start
from tests.concurrent_presses import at_once
from tests.factories import CaseFactory, person
from tests.visits.story import reread

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]
NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
CONTACT = {"visit_type": "6-8-week", "held_at": NOW}
BABY = {"given_name": "Wren", "born_on": date(2026, 11, 12), "nhs_number": "9434765919"}
LETTER = preparing.Asked("Rosa Fableton, by letter", "Passport")

MAKES = {
    "visit.started": lambda case, **who: start(case, **CONTACT, place="home", present=[], **who),
    "visit.not_held": lambda case, **who: record_not_held(
        case, **CONTACT, outcome="no_access", note="", **who
    ),
    "household.added": lambda case, **who: adults.add_adult(
        case, named="not_known", answers={}, **who
    ),
    "professional.added": lambda case, **who: professionals.add_professional(
        case, name="Dr Inkwell", **who
    ),
    "case.registered": lambda case, **who: registering.register(
        team=case.team, owner=case.owner, **BABY, **who
    ),
    "case.twin_registered": lambda case, **who: registering.register_twin(case, **who),
    "item.opened": lambda case, **who: open_by_hand(
        case, title="Ring", priority=Priority.HIGH, due_on=NOW.date(), private=False, **who
    ),
    "request.begun": lambda case, **who: preparing.begin_request(
        case,
        subject="baby",
        asked=LETTER,
        asked_on=NOW.date(),
        **{**who, "by": person(Role.MANAGER, case.team)},
    ),
}


@pytest.mark.usefixtures("content_in_force")
@pytest.mark.parametrize("kind", MAKES)
def test_what_is_pressed_three_times_at_once_is_made_once(kind):
    with time_machine.travel(NOW, tick=False):
        case, pk = CaseFactory(), uuid4()

        def press():
            return MAKES[kind](reread(case), by=case.owner, at=NOW, pk=pk)

        made = at_once(*[press] * 3)

    assert [one.pk for one in made] == [pk] * 3
    assert Event.objects.filter(kind=kind).count() == 1

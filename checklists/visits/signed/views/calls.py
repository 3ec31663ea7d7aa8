"""What was to be said on the telephone about a mark, of a signed visit, to read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from checklists.cases.access import OpenedCase
from checklists.guidance.clock_settings import working_day
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import settings_on
from checklists.outstanding.calling import is_about_marks
from checklists.outstanding.item_steps import steps_by_item
from checklists.outstanding.models import OutstandingItem
from checklists.people.requests import AuthenticatedRequest
from checklists.reading.clock import london_today
from checklists.visits.call_facts import (
    answers_when_signed,
    facts_to_say,
    officer_row,
    open_answers_of,
    steps_row,
    whom_to_ring,
)
from checklists.visits.models import Visit
from checklists.visits.signed.items import item_row
from checklists.visits.signed.reading import read_back
from checklists.visits.views.frame import frame


def show_call(request: AuthenticatedRequest, visit: Visit, right: OpenedCase) -> HttpResponse:
    """Shut until it is opened, for every family alike."""
    wording = compiled(visit.version)
    context = {**frame(visit, right), "opened": request.method == "POST"}
    if context["opened"]:
        context |= {
            **whom_to_ring(visit.case.team, working_day(settings_on(london_today()))),
            "facts": facts_to_say(visit, wording, answers_when_signed(visit)),
            **open_today(visit),
            "parts": read_back(
                visit, open_answers_of(visit, apart=True), right, is_private=False
            ).parts,
        }
    return render(request, "visits/call.html", context)


def open_today(visit: Visit) -> dict[str, Any]:
    """What is open of the items about a mark today, whichever visit left it open, and where a call
    about each is recorded."""
    items = list(OutstandingItem.objects.open().filter(case=visit.case, private=False).by_urgency())
    row = steps_row(items, steps_by_item(items), compiled(visit.version))
    return {
        "now": [row, officer_row(visit.case.team)],
        "items": [item_row(item, full=True) for item in items if is_about_marks(item)],
    }

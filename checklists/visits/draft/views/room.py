"""Save who was there, from the opened part of review, and show that part again."""

from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from checklists.answers.saving import lock
from checklists.audit.inserting import NotMine
from checklists.cases.access import OpenedCase
from checklists.cases.opening import refuse_row
from checklists.household.models import Adult
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.reading.ids import sent_id
from checklists.visits.draft.adults import add_at_review
from checklists.visits.draft.forms.adults import NewAdultForm, names_somebody
from checklists.visits.draft.matching import confirm_meeting, say_who_was_there
from checklists.visits.draft.views.review import ANSWERS, show_review
from checklists.visits.draft.views.room_page import RoomPage, room_page
from checklists.visits.draft.views.signed_meanwhile import own_draft, redirects_once_signed
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit

ADD, MET = "add_adult", "met"
# On top of the page, which stays when the part closes: it names nobody.
PUT_RIGHT = {"href": "#room", "text": "Put right what is marked under \u2018Who was there\u2019"}


@signed_in
@require_POST
@redirects_once_signed
def visit_room(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Each button saves what is ticked: one goes on to add an adult, one to answer "met?"."""
    visit, right = own_draft(request, pk)
    if not right.private:
        refuse_row(request, Visit, pk)
    with transaction.atomic():
        room = save_room(request, visit, right)
    return show_review(request, visit, right, ANSWERS, [PUT_RIGHT] if room else [], room=room)


def save_room(request: AuthenticatedRequest, visit: Visit, right: OpenedCase) -> RoomPage | None:
    """What is to be shown again because something in it is wrong; None once all is saved."""
    # Held before it is compared, so that nothing of another page comes in between.
    visit.sheet.case, visit.sheet.version = visit.case, visit.version
    visit.sheet = lock(visit.sheet)
    page = room_page(WorkingVisit(visit, right), request.POST)
    if page is None:  # nobody to match any more
        return None
    if not page.form.is_valid():
        return page
    at = timezone.now()
    say_who_was_there(visit, room=page.form.room, by=request.user, at=at)
    if MET in request.POST:
        confirm_meeting(WorkingVisit(visit, right), request.POST[MET], at=at)
    if request.POST.get("do") == ADD or names_somebody(request):
        return add_somebody(request, WorkingVisit(visit, right))
    return None


def add_somebody(request: AuthenticatedRequest, working: WorkingVisit) -> RoomPage | None:
    """Someone else than the adults of the record. A second tap sends the same id."""
    new_adult, pk = NewAdultForm(request.POST), sent_id(request, "new_adult") or uuid4()
    new_adult.others = working.names_beside(pk)
    if not new_adult.is_valid():
        return room_page(working, new_adult=new_adult)
    try:
        add_at_review(
            working,
            name=new_adult.cleaned_data["new_adult_name"],
            named=new_adult.cleaned_data["new_adult_named"],
            at=timezone.now(),
            pk=pk,
        )
    except NotMine:
        refuse_row(request, Adult, pk)
    return None

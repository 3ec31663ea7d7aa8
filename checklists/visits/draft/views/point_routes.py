"""What the button of a point's page confirms, and where it leads once the page is saved."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from checklists.answers.map_presses import is_press_on_map
from checklists.audit.inserting import NotMine
from checklists.cases.access import Access
from checklists.cases.opening import refuse_row
from checklists.guidance.applies import Task
from checklists.household.models import Adult
from checklists.people.requests import AuthenticatedRequest
from checklists.reading.ids import sent_id
from checklists.visits.draft.adults import add_at_visit
from checklists.visits.draft.forms.adults import NewAdultForm, names_somebody
from checklists.visits.draft.point import Point
from checklists.visits.draft.views.asking_first import SHOW
from checklists.visits.draft.views.show_point import open_or_ask_first, show_page_again
from checklists.visits.draft.working import WorkingVisit

CONFIRM_AND_GO_ON = "confirm_on"
NOTHING_CHANGED = "nothing_changed"  # its value is the adult


def keys_confirmed(request: AuthenticatedRequest, point: Point) -> list[str]:
    """What one press confirms: the answers of one adult, or those of the page outside them."""
    if NOTHING_CHANGED in request.POST:
        return point.unconfirmed_of(request.POST[NOTHING_CHANGED])
    confirms = request.POST.get("do") in ("confirm", CONFIRM_AND_GO_ON)
    return point.unconfirmed_of("") if confirms else []


def act_on_button(request: AuthenticatedRequest, point: Point, held: Access) -> HttpResponse:
    """Go where the button leads: to the next page unless it said otherwise.

    Somebody whose name was typed is added whichever button it is: nobody comes back for a name.
    `held` is the right by which the page was saved.
    """
    button = request.POST.get("do", "")
    adds = point.opened and (button == "add_adult" or names_somebody(request))
    if adds:
        wrong = add_adult(request, point)
        if wrong or button == "add_adult":
            return show_page_again(request, point, opened=True, new_adult=wrong)
    if task := led_to(point, button):
        return open_or_ask_first(request, Point(point.working, task), None if adds else held)
    after = point.working.after_saving()
    if stays_here(request, point, after):
        return redirect_or_reload(request, point)
    if button == "back":
        return redirect("visit", point.working.visit.pk)
    return redirect_to_next(request, point, after)


def led_to(point: Point, button: str) -> Task | None:
    """The task that the button opens, this one or one apart; None of any other button."""
    apart = {"apart": point.leads_apart, "map": point.leads_to_map}.get(button)
    return point.task if button in ("open", SHOW) else apart


def stays_here(request: AuthenticatedRequest, point: Point, after: WorkingVisit) -> bool:
    button = request.POST.get("do", "")
    if button in ("confirm", "stay") or NOTHING_CHANGED in request.POST:
        return True
    if is_press_on_map(request.POST):
        return True
    goes_on = button in ("", CONFIRM_AND_GO_ON)
    return goes_on and "plain" in request.POST and brings_up_questions(point, after)


def brings_up_questions(point: Point, after: WorkingVisit) -> bool:
    """Without scripts: whether what was saved brought up questions that she has not seen yet."""
    here = {key for key, _ in point.keyed}
    changed_to_nothing = {
        key
        for key in here & after.documents.keys()
        if after.documents[key]["how"] == "changed" and not after.documents[key]["value"]
    }
    newly_shown = (after.shown - point.working.shown) & here
    return bool(newly_shown or changed_to_nothing - point.working.documents.keys())


def redirect_or_reload(request: AuthenticatedRequest, point: Point) -> HttpResponse:
    """The same page. An opened one is shown at once: an address cannot say that it was open."""
    if point.opened:
        return show_page_again(request, point, opened=True)
    return redirect(f"{point.url}#ask-today")


def redirect_to_next(
    request: AuthenticatedRequest, point: Point, after: WorkingVisit
) -> HttpResponse:
    """The page said to be next when this one was rendered; the review after the last.

    A page that asks only because of other answers is passed over when they ask nothing there.
    """
    visit, tasks = point.working.visit, point.working.all_tasks
    following = point.working.task(request.POST.get("next", ""))
    later = tasks[tasks.index(following) :] if following else []
    for task in later:
        if not task.is_apart and (not is_wholly_conditional(task) or after.asked(task.prompts)):
            return redirect("visit_point", visit.pk, task.slug)
    return redirect("visit_review", visit.pk)


def is_wholly_conditional(task: Task) -> bool:
    return all(prompt.show_when is not None for prompt in task.prompts)


def add_adult(request: AuthenticatedRequest, point: Point) -> NewAdultForm | None:
    """Add a new adult of the case; what has to be put right first, None once it is done.

    A second tap sends the same id.
    """
    new_adult, pk = NewAdultForm(request.POST), sent_id(request, "new_adult") or uuid4()
    new_adult.others = point.names_beside(pk)
    if not new_adult.is_valid():
        return new_adult
    try:
        add_at_visit(
            point.working.visit,
            name=new_adult.cleaned_data["new_adult_name"],
            named=new_adult.cleaned_data["new_adult_named"],
            by=request.user,
            at=timezone.now(),
            pk=pk,
        )
    except NotMine:
        refuse_row(request, Adult, pk)
    return None

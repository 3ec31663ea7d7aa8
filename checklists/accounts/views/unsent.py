"""Where a page keeps typed words that are not sent yet, and asks for them again."""

import json
from datetime import datetime

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.accounts import unsent
from checklists.accounts.middleware.quick_exit import saves_by_itself
from checklists.nhsuk.wording import at_time, london_day
from checklists.people.roles import signed_in
from checklists.reading.clock import london_today
from checklists.reading.text import plain_text

MARK = "unsent_words"  # in a form whose words are kept (static/scripts/words.js): which form it is
TAKEN_STATUSES = (302, 303)


@signed_in
@saves_by_itself
@require_http_methods(["HEAD", "POST"])
def keep_words(request):
    """HEAD says that the service answers, its database too: reading the session has asked it."""
    if request.method == "HEAD":
        return HttpResponse()
    fields = fields_of(request.POST.get("fields", ""))
    place = request.POST.get("place", "")
    if fields is None or not place:
        return JsonResponse({}, status=400)
    try:
        unsent.keep(request.user, place=place, fields=fields, at=timezone.now())
    except unsent.TooMuch:
        return JsonResponse({}, status=413)
    return JsonResponse({})


@signed_in
@require_POST
def give_words_back(request):
    place = request.POST.get("place", "")
    fields = unsent.given_back(request.user, place=place, at=timezone.now())
    kept_at = unsent.kept_at(request.user, place=place) if fields else None
    return JsonResponse({"fields": fields, "at": moment_words(kept_at) if kept_at else ""})


def moment_words(at: datetime) -> str:
    """'today 2.21pm', or 'yesterday 11.40pm': nothing is kept for longer."""
    return f"{'today' if london_day(at) == london_today() else 'yesterday'} {at_time(at)}"


def fields_of(sent: str) -> unsent.Fields | None:
    """[(name, value)] that the page sends, each value cleaned; None for anything else."""
    try:
        pairs = json.loads(sent)
        fields = [(name, value) for name, value in pairs]
    except (ValueError, TypeError, RecursionError):
        return None
    if not all(isinstance(one, str) for pair in fields for one in pair):
        return None
    return [(name, plain_text(value)) for name, value in fields]


def note_as_taken(request) -> None:
    """For a view that stores what was sent and answers with a page, where an address would tell."""
    request.form_is_taken = True


class ForgetWhatWasTaken:
    """Once a form is taken, its words are kept no longer. A form that is shown again is not taken,
    unless its view says so (`note_as_taken`).

    Stands last, so that what an earlier middleware answers in place of the view forgets nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_taken = response.status_code in TAKEN_STATUSES or getattr(
            request, "form_is_taken", False
        )
        if getattr(request, "has_reached_its_view", False) and is_taken:
            self.forget(request)
        return response

    def process_view(self, request, view, args, kwargs):
        request.has_reached_its_view = request.method == "POST" and request.user.is_authenticated

    def forget(self, request):
        if place := request.POST.get(MARK):
            unsent.forget_words(request.user, place=place)

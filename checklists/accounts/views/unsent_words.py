"""Keeps words that are not sent yet for a page, gives them back, and forgets them once sent."""

import json
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.accounts import unsent
from checklists.accounts.forms.secrets import names_of_secrets
from checklists.accounts.middleware.quick_exit import saves_by_itself
from checklists.nhsuk.wording import at_time, london_day
from checklists.people.requests import AuthenticatedRequest, is_signed_in
from checklists.people.roles import signed_in
from checklists.people.view_mark import View
from checklists.reading.clock import london_today
from checklists.reading.text import plain_text

MARK = "unsent_words"  # the field that names the form; see static/scripts/words.js
REDIRECTS = (302, 303)
# Attributes of a request.
FORM_IS_TAKEN = "form_is_taken"
SENT_FORM_TO_VIEW = "has_reached_its_view"


@signed_in
@saves_by_itself
@require_http_methods(["HEAD", "POST"])
def keep_words(request: AuthenticatedRequest) -> HttpResponse:
    """HEAD says that the service answers, its database too: the session was read from it."""
    if request.method == "HEAD":
        return HttpResponse()
    fields = parse_fields(request.POST.get("fields", ""))
    place = request.POST.get("place", "")
    if fields is None or not place:
        return JsonResponse({}, status=400)
    try:
        unsent.keep_words(request.user, place=place, fields=fields, at=timezone.now())
    except unsent.TooMuch:
        return JsonResponse({}, status=413)
    return JsonResponse({})


@signed_in
@require_POST
def give_words_back(request: AuthenticatedRequest) -> HttpResponse:
    place = request.POST.get("place", "")
    fields = unsent.kept_words(request.user, place=place, at=timezone.now())
    kept_at = unsent.kept_at(request.user, place=place) if fields else None
    return JsonResponse({"fields": fields, "at": moment_words(kept_at) if kept_at else ""})


def moment_words(at: datetime) -> str:
    """'today 2.21pm', or 'yesterday 11.40pm': nothing is kept for longer."""
    return f"{'today' if london_day(at) == london_today() else 'yesterday'} {at_time(at)}"


def parse_fields(sent: str) -> unsent.Fields | None:
    """The [(name, value)] that the page sent, all of it cleaned and none a secret; None for
    anything else."""
    try:
        pairs = json.loads(sent)
        fields = [(name, value) for name, value in pairs]
    except (ValueError, TypeError, RecursionError):
        return None
    if not all(isinstance(one, str) for pair in fields for one in pair):
        return None
    secrets = names_of_secrets()
    cleaned = [(plain_text(name), plain_text(value)) for name, value in fields]
    return [(name, value) for name, value in cleaned if name not in secrets]


def mark_form_as_taken(request: HttpRequest) -> None:
    """For a view that stores what was sent and answers with a page, not with a redirect."""
    setattr(request, FORM_IS_TAKEN, True)


class ForgetWhatWasTaken:
    """Forgets the kept words of a form once a view has taken it.

    A redirect says that it did. A form that is shown again was not taken, unless its view calls
    `mark_form_as_taken`. Stands last, so that an answer of an earlier middleware in place of the
    view forgets nothing.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_redirect = response.status_code in REDIRECTS
        is_taken = is_redirect or getattr(request, FORM_IS_TAKEN, False)
        if getattr(request, SENT_FORM_TO_VIEW, False) and is_taken:
            self.forget(request)
        return response

    def process_view(self, request: HttpRequest, view: View, args: object, kwargs: object) -> None:
        is_form = request.method == "POST" and request.user.is_authenticated
        setattr(request, SENT_FORM_TO_VIEW, is_form)

    def forget(self, request: HttpRequest) -> None:
        place = request.POST.get(MARK)
        if place and is_signed_in(request):
            unsent.forget_words(request.user, place=place)

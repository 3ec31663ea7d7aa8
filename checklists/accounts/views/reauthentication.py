"""Asks someone to confirm who they are, where an open session alone must not be enough.

Signing in counts, and so does each later password, code or passkey. Write it below the mark of
`people.roles`, so that people who may not open the page are not asked:

    @for_role(Role.HEALTH_VISITOR)
    @require_http_methods(["GET", "POST"])
    @recently_confirmed
    def open_in_an_emergency(request, pk): ...
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from checklists.accounts.middleware.sessions import SIGNED_IN_AT, WOKE_AT
from checklists.accounts.views import resubmission
from checklists.people.view_mark import View

# Seconds since 1970: on the request while somebody signs in, then in the session.
AUTHENTICATED_AT = "said_who_at_provider"
THROUGH_PROVIDER = "socialaccount"


def recently_confirmed(view: View) -> View:
    """Open the view only within ACCOUNT_REAUTHENTICATION_TIMEOUT of confirming."""
    return only_when(is_recently_confirmed, view)


def confirmed_since_the_pause(view: View) -> View:
    """Open the view only to someone who has confirmed since the last SESSION_PAUSE without use.

    Someone who works on is never asked; someone who finds a tablet lying about is.
    """
    return only_when(is_confirmed_since_the_pause, view)


def only_when(is_enough: Callable[[HttpRequest], bool], view: View) -> View:
    """The view, or else the page to confirm. The answer to a form holds what was typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_enough(request):
            return view(request, *args, **kwargs)
        return confirm_page_or_redirect(request)

    return guarded


def confirm_page_or_redirect(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return resubmission.ask_to_confirm(request, confirm=confirm_url(reverse("confirmed")))
    return redirect(confirm_url(request.get_full_path()))


def confirm_url(back: str) -> str:
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"


def is_recently_confirmed(request: HttpRequest) -> bool:
    age = timezone.now().timestamp() - last_confirmed(request)
    return bool(age < app_settings.REAUTHENTICATION_TIMEOUT)


def is_confirmed_since_the_pause(request: HttpRequest) -> bool:
    paused_until: float = request.session.get(WOKE_AT, 0)
    return last_confirmed(request) > paused_until


def last_confirmed(request: HttpRequest) -> float:
    """When they last signed in or confirmed who they are, in seconds since 1970; 0 for never."""
    records = get_authentication_records(request, request.user)
    moments = [confirmed_at(request, one) for one in records]
    return max(moments, default=request.session.get(SIGNED_IN_AT, 0))


def confirmed_at(request: HttpRequest, record: dict[str, Any]) -> float:
    """When allauth's record was made; through the provider, when they authenticated there.

    The provider lets somebody through unasked who is signed in there already.
    """
    moment: float = record["at"]
    if record["method"] == THROUGH_PROVIDER:
        moment = min(moment, request.session.get(AUTHENTICATED_AT, 0))
    return moment

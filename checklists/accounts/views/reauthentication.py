"""Asks someone to confirm who they are, where an open session alone must not be enough.

Signing in counts, and so does each later password, code or passkey. Stands below the mark of
`people.roles`, so that who may not open a page is not asked either:

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
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from checklists.accounts.middleware.sessions import SIGNED_IN_AT, WOKE_AT
from checklists.accounts.views import resubmission

AUTHENTICATED_AT = "said_who_at_provider"  # seconds since 1970, in the session
THROUGH_PROVIDER = "socialaccount"


def recently_confirmed(view):
    """Only within ACCOUNT_REAUTHENTICATION_TIMEOUT of the last time they confirmed who they are."""
    return only_when(is_recently_confirmed, view)


def confirmed_since_the_pause(view):
    """Only when they confirmed who they are after the last SESSION_PAUSE without use.

    Whoever works on is never asked; whoever finds a tablet lying about is.
    """
    return only_when(is_confirmed_since_the_pause, view)


def only_when(is_enough: Callable[[HttpRequest], bool], view):
    """The view, or the way to confirm and back. A form that was sent is kept in the answer."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if is_enough(request):
            return view(request, *args, **kwargs)
        return ask_to_confirm(request)

    return guarded


def ask_to_confirm(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return resubmission.ask_to_confirm(request, confirm=confirm_url(reverse("confirmed")))
    return redirect(confirm_url(request.get_full_path()))


def confirm_url(back: str) -> str:
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"


def is_recently_confirmed(request: HttpRequest) -> bool:
    age = timezone.now().timestamp() - last_confirmed(request)
    return age < app_settings.REAUTHENTICATION_TIMEOUT


def is_confirmed_since_the_pause(request: HttpRequest) -> bool:
    return last_confirmed(request) > request.session.get(WOKE_AT, 0)


def last_confirmed(request: HttpRequest) -> float:
    """When they last signed in or confirmed who they are, in seconds since 1970; 0 for never."""
    made = get_authentication_records(request, request.user)
    moments = [confirmed_at(request, one) for one in made]
    return max(moments, default=request.session.get(SIGNED_IN_AT, 0))


def confirmed_at(request: HttpRequest, made: dict[str, Any]) -> float:
    """When that was. Coming from the provider counts from when they said there who they are.

    It lets someone through without a word who is signed in there already.
    """
    if made["method"] != THROUGH_PROVIDER:
        return made["at"]
    return min(made["at"], request.session.get(AUTHENTICATED_AT, 0))

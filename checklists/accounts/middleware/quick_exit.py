"""After a quick exit, asks who somebody is before any page opens again.

A page that closes at once cannot wait for the network, so its script leaves a mark in a cookie
(static/scripts/away.js). The first request that brings it marks the session. Confirming who one
is, or signing in, ends both marks. See docs/decisions/0018.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from checklists.accounts.views import reauthentication, resubmission
from checklists.people.view_mark import View

LEFT_AT = "away_at"
SAVES_BY_ITSELF = "saves_by_itself"
# Where someone confirms who they are, or signs out.
PAGES_TO_CONFIRM = (
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
)


def saves_by_itself(view: View) -> View:
    """Mark a view that takes what a page saves by itself even after a quick exit.

    The last words typed may arrive after the exit; such a view saves them and shows nothing.
    """
    setattr(view, SAVES_BY_ITSELF, True)
    return view


class ConfirmAfterLeaving:
    """Stands before the middleware that shows a sent form again: nothing of one may come back."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        marked = brings_exit_mark(request)
        if marked and request.user.is_authenticated and not has_left(request):
            request.session[LEFT_AT] = timezone.now().timestamp()
        response = self.get_response(request)
        if marked and request.user.is_authenticated and not has_left(request):
            response.delete_cookie(settings.AWAY_COOKIE_NAME, samesite="Lax")
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True) or not must_confirm(request):
            return None
        if is_page_to_confirm(request) or is_saved_by_itself(request, view):
            return None
        return redirect(confirm_or_sign_in_url(request))


def must_confirm(request: HttpRequest) -> bool:
    """Whether they must. A visitor only for a form, because a page leads to signing in anyway."""
    if request.user.is_authenticated:
        return has_left(request)
    return request.method == "POST" and brings_exit_mark(request)


def is_page_to_confirm(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in PAGES_TO_CONFIRM


def brings_exit_mark(request: HttpRequest) -> bool:
    return bool(request.COOKIES.get(settings.AWAY_COOKIE_NAME))


def has_left(request: HttpRequest) -> bool:
    """Whether they left by quick exit, and have not confirmed who they are since."""
    left_at = request.session.get(LEFT_AT)
    return left_at is not None and reauthentication.last_confirmed(request) <= left_at


def left_since(request: HttpRequest, moment: float) -> bool:
    """Whether they left by quick exit after that moment, in seconds, confirmed or not since."""
    left_at = request.session.get(LEFT_AT)
    return left_at is not None and left_at >= moment


def confirm_or_sign_in_url(request: HttpRequest) -> str:
    """Where they confirm or sign in; then to the page that was asked for, or home after a form."""
    if not request.user.is_authenticated:
        return reverse("account_login")
    is_form = request.method not in ("GET", "HEAD")
    return reauthentication.confirm_url("/" if is_form else request.get_full_path())


def is_saved_by_itself(request: HttpRequest, view: View) -> bool:
    is_fetch = request.headers.get("X-Requested-With") == "fetch"
    by_itself = is_fetch and resubmission.wants_json(request)
    return request.method == "POST" and by_itself and getattr(view, SAVES_BY_ITSELF, False)

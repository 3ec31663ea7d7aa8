"""Whoever left by the way out is asked who they are before any page opens again.

A page that gives way cannot wait for the network, so its script leaves a mark in a cookie
(static/scripts/away.js). The first request that brings it marks the session; confirming who one
is, or signing in, takes both away. See docs/decisions/0018.
"""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from checklists.accounts.views import reauthentication, resubmission

LEFT_AT = "away_at"
SAVES_BY_ITSELF = "saves_by_itself"
# Where someone confirms who they are, or gives up.
PAGES_TO_CONFIRM = (
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
)


def saves_by_itself(view):
    """The view takes what a page saves by itself from someone away, and answers without showing.

    What was typed before leaving arrives after it.
    """
    setattr(view, SAVES_BY_ITSELF, True)
    return view


class ConfirmAfterLeaving:
    """Stands before what keeps a sent form in its answer: nothing of it may come back here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        marked = brings_exit_mark(request)
        if marked and request.user.is_authenticated and not has_left(request):
            request.session[LEFT_AT] = timezone.now().timestamp()
        response = self.get_response(request)
        if marked and request.user.is_authenticated and not has_left(request):
            response.delete_cookie(settings.AWAY_COOKIE_NAME, samesite="Lax")
        return response

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "login_required", True) or not must_confirm(request):
            return None
        if request.resolver_match.view_name in PAGES_TO_CONFIRM or is_saved_by_itself(
            request, view
        ):
            return None
        return redirect(confirm_or_sign_in_url(request))


def must_confirm(request: HttpRequest) -> bool:
    """Of a visitor only a form that the browser sends again: a page leads to signing in anyway."""
    if request.user.is_authenticated:
        return has_left(request)
    return request.method == "POST" and brings_exit_mark(request)


def brings_exit_mark(request: HttpRequest) -> bool:
    return bool(request.COOKIES.get(settings.AWAY_COOKIE_NAME))


def has_left(request: HttpRequest) -> bool:
    """Whether they left, and have not confirmed who they are since."""
    left_at = request.session.get(LEFT_AT)
    return left_at is not None and reauthentication.last_confirmed(request) <= left_at


def left_since(request: HttpRequest, moment: float) -> bool:
    """Whether they left after that moment, in seconds, whatever they have confirmed since."""
    left_at = request.session.get(LEFT_AT)
    return left_at is not None and left_at >= moment


def confirm_or_sign_in_url(request: HttpRequest) -> str:
    """Back to the page that was asked for, or home for a form that was sent."""
    if not request.user.is_authenticated:
        return reverse("account_login")
    is_form = request.method not in ("GET", "HEAD")
    return reauthentication.confirm_url("/" if is_form else request.get_full_path())


def is_saved_by_itself(request: HttpRequest, view) -> bool:
    by_itself = request.headers.get("X-Requested-With") == "fetch" and resubmission.wants_json(
        request
    )
    return request.method == "POST" and by_itself and getattr(view, SAVES_BY_ITSELF, False)

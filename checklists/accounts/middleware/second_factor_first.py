"""Asks everybody for a second factor before any page opens, the admin included.

Not in a demonstration, whose accounts are printed. See docs/decisions/0010.
"""

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from checklists.accounts.second_factor_reading import (
    APP,
    PASSKEY,
    RECOVERY,
    kinds_held,
    kinds_that_work,
    was_set_up,
)
from checklists.accounts.views import resubmission
from checklists.people.requests import AuthenticatedRequest, is_signed_in
from checklists.people.view_mark import View

# Open without a second factor, and open to somebody who has not shown theirs yet.
PAGES_TO_SET_UP = ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate")
PAGES_TO_SHOW = ("mfa_reauthenticate", "mfa_reauthenticate_webauthn")


class SecondFactorFirst:
    """Sends everyone signed in without a second factor to set one up, or to show theirs.

    Pages open to all stay open, with signing out. The answer to a form that was sent holds what was
    typed. Somebody whose only second factor cannot be read shows a recovery code, and then sets up
    another.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        if not settings.SECOND_FACTOR_REQUIRED or not getattr(view, "login_required", True):
            return None
        if not is_signed_in(request) or has_shown_enough(request):
            return None
        allowed = PAGES_TO_SET_UP if may_set_up(request) else PAGES_TO_SHOW
        if request.resolver_match and request.resolver_match.view_name in allowed:
            return None
        return send_to_second_factor(request)


def has_shown_enough(request: AuthenticatedRequest) -> bool:
    """Whether this session showed one; a recovery code counts where an app or a passkey works."""
    shown = kinds_shown(request)
    return bool(shown - {RECOVERY}) or (RECOVERY in shown and bool(kinds_held(request.user)))


def may_fetch_kept_words(request: HttpRequest) -> dict[str, bool]:
    """For every template: whether the page may fetch kept words. Not before both factors."""
    if not hasattr(request, "user") or not is_signed_in(request):
        return {"keeps_words": False}
    return {"keeps_words": not settings.SECOND_FACTOR_REQUIRED or has_shown_enough(request)}


def kinds_shown(request: AuthenticatedRequest) -> set[str]:
    """The kinds of second factor shown when the session began, or since."""
    enough = {"mfa", "socialaccount"} if settings.OIDC_SECOND_FACTOR_COUNTS else {"mfa"}
    records = get_authentication_records(request, request.user)
    return {one.get("type", one["method"]) for one in records if one["method"] in enough}


def may_set_up(request: AuthenticatedRequest) -> bool:
    """Not with a password alone where something was set up before, readable or not."""
    return RECOVERY in kinds_shown(request) or not was_set_up(request.user)


def send_to_second_factor(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "POST":
        return resubmission.ask_for_second_factor(
            request, second_factor_url(request, back=reverse("confirmed"))
        )
    if not may_set_up(request) and not kinds_that_work(request.user):
        return render(request, "accounts/second_factor_lost.html", status=403)
    return redirect(second_factor_url(request, back=request.get_full_path()))


def second_factor_url(request: AuthenticatedRequest, *, back: str) -> str:
    """The page to set up a second factor, or to show one and come back."""
    if may_set_up(request):
        return reverse("mfa_index")
    kinds = kinds_held(request.user)
    by_passkey = PASSKEY in kinds and APP not in kinds
    page = "mfa_reauthenticate_webauthn" if by_passkey else "mfa_reauthenticate"
    return f"{reverse(page)}?{urlencode({'next': back})}"

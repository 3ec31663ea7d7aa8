"""Nobody works with a password alone: a second factor first, the admin included.

Not in a demonstration, whose accounts are printed. See docs/decisions/0010.
"""

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
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

# Where someone without any second factor may go, and someone who has not shown theirs.
PAGES_TO_SET_UP = ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate")
PAGES_TO_SHOW = ("mfa_reauthenticate", "mfa_reauthenticate_webauthn")


class SecondFactorFirst:
    """Leads everyone signed in without a second factor to setting one up, or to showing it.

    What is open to all stays open, signing out with it. A form that was sent is kept in the answer.
    Whoever has only one that cannot be read shows a recovery code, and then sets up another.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated or has_shown_enough(request):
            return None
        allowed = PAGES_TO_SET_UP if may_set_up(request) else PAGES_TO_SHOW
        if request.resolver_match.view_name in allowed:
            return None
        return send_to_second_factor(request)


def has_shown_enough(request) -> bool:
    """Whether this session showed one; a recovery code only where an app or a passkey works."""
    shown = kinds_shown(request)
    return bool(shown - {RECOVERY}) or (RECOVERY in shown and bool(kinds_held(request.user)))


def keeps_words(request) -> dict[str, bool]:
    """For every page: whether it may ask for words that were kept. Not before both factors."""
    signed_in = bool(getattr(request, "user", None) and request.user.is_authenticated)
    needed = settings.SECOND_FACTOR_REQUIRED
    return {"keeps_words": signed_in and (not needed or has_shown_enough(request))}


def kinds_shown(request) -> set[str]:
    """What this session was begun with, or confirmed since, as far as it is a second factor."""
    enough = {"mfa", "socialaccount"} if settings.OIDC_SECOND_FACTOR_COUNTS else {"mfa"}
    made = get_authentication_records(request, request.user)
    return {one.get("type", one["method"]) for one in made if one["method"] in enough}


def may_set_up(request) -> bool:
    """Never with a password alone where something was set up before, readable or not."""
    return RECOVERY in kinds_shown(request) or not was_set_up(request.user)


def send_to_second_factor(request):
    if request.method == "POST":
        return resubmission.ask_for_second_factor(
            request, second_factor_url(request, back=reverse("confirmed"))
        )
    if not may_set_up(request) and not kinds_that_work(request.user):
        return render(request, "accounts/second_factor_lost.html", status=403)
    return redirect(second_factor_url(request, back=request.get_full_path()))


def second_factor_url(request, *, back: str) -> str:
    """The page to set one up, or to show what is held and come back."""
    if may_set_up(request):
        return reverse("mfa_index")
    kinds = kinds_held(request.user)
    by_passkey = PASSKEY in kinds and APP not in kinds
    page = "mfa_reauthenticate_webauthn" if by_passkey else "mfa_reauthenticate"
    return f"{reverse(page)}?{urlencode({'next': back})}"

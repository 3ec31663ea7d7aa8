"""Nobody works with a password alone: a second factor first, the admin included.

Not in a demonstration, whose accounts are printed. See docs/decisions/0010.
"""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from checklists.people import kept

# Where someone without any second factor may go, and someone who has not shown theirs.
SETTING_UP = ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate")
SHOWING = ("mfa_reauthenticate", "mfa_reauthenticate_webauthn")


class SecondFactorFirst:
    """Leads everyone signed in without a second factor to setting one up, or to showing it.

    What is open to all stays open, signing out with it. A form that was sent is kept in the answer.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated or is_shown(request):
            return None
        allowed = SHOWING if kinds_held(request.user) else SETTING_UP
        if request.resolver_match.view_name in allowed:
            return None
        return lead(request)


def is_shown(request: HttpRequest) -> bool:
    """Whether this session was begun, or confirmed since, with a second factor."""
    enough = {"mfa", "socialaccount"} if settings.OIDC_SECOND_FACTOR_COUNTS else {"mfa"}
    made = get_authentication_records(request, request.user)
    return any(one["method"] in enough for one in made)


def kinds_held(user) -> set[str]:
    """'totp' and 'webauthn', as far as the user has them; recovery codes are only a spare key."""
    held = Authenticator.objects.filter(user=user)
    return set(held.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list("type", flat=True))


def lead(request: HttpRequest):
    kinds = kinds_held(request.user)
    if request.method == "POST":
        return kept.second_factor_first(request, way(kinds, back=reverse("confirmed")))
    return redirect(way(kinds, back=request.get_full_path()))


def way(kinds: set[str], *, back: str) -> str:
    """The page to set one up, or to show the one held and come back."""
    if not kinds:
        return reverse("mfa_index")
    page = "mfa_reauthenticate" if "totp" in kinds else "mfa_reauthenticate_webauthn"
    return f"{reverse(page)}?{urlencode({'next': back})}"

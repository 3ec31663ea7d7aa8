"""How the sign-in packages behave here, and what they write to the log."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from checklists.accounts.ending_sessions import end_sessions_of
from checklists.accounts.second_factor_reading import (
    APP,
    PASSKEY,
    RECOVERY,
    kinds_that_work,
)
from checklists.accounts.views.reauthentication import AUTHENTICATED_AT, is_recently_confirmed
from checklists.audit.recording import hold_chain, record
from checklists.people.models.users import User
from checklists.reading.usernames import plain_username


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Check your username and password. They do not match",
        "enter_current_password": "This is not the password you have now",
        "incorrect_password": "This is not your password",
        "account_inactive": "This account is closed. Ask your team's administrator",
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Only an address of this host; allauth crashes on one that cannot be parsed."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only the system administrator makes accounts."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Only errors, and that a password was changed: else the next page says enough."""
        if level == messages.ERROR or template == SAID:
            super().add_message(request, level, template, *args, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Signing in counts as confirming, so that nobody enters a password twice in a row."""
        return not is_recently_confirmed(context.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """The methods that work, in our words. The provider is the last resort."""
        methods: list[dict[str, str]] = [
            one for one in super().get_reauthentication_methods(user) if is_usable(one, user)
        ]
        for method in methods:
            method["description"] = METHOD_WORDS[method["id"]]
        if not methods and user.is_authenticated and settings.OIDC_SERVER_URL:
            methods.append({"id": "provider", "description": "", "url": provider_sign_in_url()})
        return methods

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Every sign-in begins here, by whichever door, and ends in `login`."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is None:
            request.session[BEGUN_WITH] = user.get_session_auth_hash()
        return response

    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:
        """Begin the session, unless the account was closed or its password changed since the
        sign-in began: whoever began it may have known only the old one."""
        begun_with = request.session.pop(BEGUN_WITH, "")
        if not user.is_active or begun_with != user.get_session_auth_hash():
            clear_login(request)
            raise ImmediateHttpResponse(redirect("account_login"))
        hold_chain(user)
        super().login(request, user)
        if authenticated_at := getattr(request, AUTHENTICATED_AT, None):
            request.session[AUTHENTICATED_AT] = authenticated_at
        records = get_authentication_records(request, user)
        methods = [one.get("type", one["method"]) for one in records]
        record("session.started", by=user, at=timezone.now(), methods=methods)

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            record("session.ended", by=request.user, at=timezone.now(), why="signed_out")
        super().logout(request)

    @transaction.atomic
    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record whose account was tried, when there is one; never what was typed."""
        tried = User.objects.signing_in_as(credentials.get("username") or "")
        record("session.refused", tried, by=None, at=timezone.now())

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """Change it, and end the other sessions: whoever began one may have known the old one."""
        super().set_password(user, password)
        now, this_one = timezone.now(), context.request.session.session_key
        record("user.password_changed", user, by=user, at=now)
        end_sessions_of(user, by=user, at=now, why="password", but=this_one)


BEGUN_WITH = "sign_in_begun_with"  # in the session of a sign-in that is half finished
SAID = "account/messages/password_changed.txt"  # the one success that is said
METHOD_WORDS = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


# The methods that allauth offers wherever there is a row, readable or not.
KINDS_TAKEN = {"mfa_reauthenticate": {APP, RECOVERY}, "mfa_reauthenticate:webauthn": {PASSKEY}}


def is_usable(method: dict[str, str], user: User) -> bool:
    """Whether the user has a second factor that works for this method."""
    kinds = KINDS_TAKEN.get(method["id"])
    return kinds is None or bool(kinds & kinds_that_work(user))


def provider_sign_in_url() -> str:
    """The provider's sign-in page, which must ask even someone who is signed in there."""
    address = reverse("openid_connect_login", args=[settings.OIDC_PROVIDER["provider_id"]])
    return f"{address}?auth_params=prompt%3Dlogin"


def username_tried(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """The name that was typed, so that a lock is for a person at an address.

    All spellings that sign the same person in are one, or each would bring new guesses.
    """
    typed = (credentials or {}).get("username") or request.POST.get("login") or ""
    return plain_username(typed)


def client_address(request: HttpRequest) -> str | None:
    """The browser's address, from the proxy in front when there is one; None when unknown."""
    address: str | None = get_client_ip(request)
    return address

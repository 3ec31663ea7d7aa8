"""Signing in through the organisation's OpenID Connect provider. It never makes an account."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect import views as theirs
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from requests import RequestException

from checklists.accounts.views.reauthentication import AUTHENTICATED_AT
from checklists.audit.recording import record
from checklists.people.models.users import User
from checklists.people.roles import open_to_all
from checklists.reading.text import one_line
from checklists.reading.usernames import plain_username

logger = logging.getLogger(__name__)


class ProviderAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Only the system administrator makes accounts, whoever the provider knows."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account by the claim, each time anew.

        Of the provider's answer the session holds only when the person authenticated there, and
        nobody comes in without that.
        """
        claims = sociallogin.account.extra_data
        name, moment = username_claimed(claims), authenticated_at(claims.get("id_token") or {})
        user = User.objects.signing_in_as(name) if name else None
        if user is None or not user.is_active:
            refuse(request, user)
        if moment is None:
            logger.error("The provider sends no auth_time, which was asked for by max_age")
            raise ImmediateHttpResponse(failed_page(request))
        # On the request, because signing in makes a new session and puts it there.
        setattr(request, AUTHENTICATED_AT, moment)
        sociallogin.user = user

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The provider refused, or the answer was not for what this browser had asked."""
        raise ImmediateHttpResponse(failed_page(request))


def authenticated_at(id_token: dict[str, Any]) -> float | None:
    """When they authenticated there, in seconds since 1970; None if the provider does not say.

    Source: OpenID Connect Core 1.0, section 2: required where max_age is asked for.
    """
    moment = id_token.get("auth_time")
    return float(moment) if isinstance(moment, int | float) and moment > 0 else None


def username_claimed(claims: dict[str, Any]) -> str:
    """The username that the provider vouches for; '' when it vouches for none.

    Its two answers must agree where both have one, and an e-mail address must be verified.
    """
    claim, answers = settings.OIDC_USERNAME_CLAIM, [part for part in claims.values() if part]
    claimed = [one_line(str(answer[claim])) for answer in answers if answer.get(claim)]
    if len(set(map(plain_username, claimed))) != 1:
        return ""
    if claim == "email" and not any(answer.get("email_verified") is True for answer in answers):
        return ""
    return claimed[0]


@transaction.atomic
def record_refusal(user: User | None) -> None:
    record("session.refused", user, by=None, at=timezone.now(), why="provider")


def refuse(request: HttpRequest, user: User | None) -> None:
    """Refuse in the same words somebody unknown and somebody deactivated."""
    record_refusal(user)
    raise ImmediateHttpResponse(render(request, "accounts/provider_refused.html", status=403))


def failed_page(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/provider_failed.html", status=401)


@open_to_all
@require_safe
def sign_in(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send to the provider, or say that it does not answer."""
    try:
        response: HttpResponseBase = theirs.login(request, provider_id)
    except RequestException:
        return failed_page(request)
    return response


@open_to_all
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    response: HttpResponseBase = theirs.callback(request, provider_id)
    return response

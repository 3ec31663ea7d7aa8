"""Signing in through the organisation's OpenID Connect provider. It never makes an account."""

import logging

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views as theirs
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from requests import RequestException

from checklists.audit.recording import record
from checklists.people.models.users import User
from checklists.people.roles import open_to_all
from checklists.reading.text import one_line
from checklists.reading.usernames import plain_username

logger = logging.getLogger(__name__)


class ProviderAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        """Accounts are made by the system administrator, whoever the provider knows."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Matched anew each time by the claim. What is kept here of the provider's is when the
        person said there who they are, without which nobody comes in."""
        said = sociallogin.account.extra_data
        name, said_at = username_claimed(said), authenticated_at(said.get("id_token") or {})
        user = User.objects.signing_in_as(name) if name else None
        if user is None or not user.is_active:
            refuse(request, user)
        if said_at is None:
            logger.error("The provider sends no auth_time, which was asked for by max_age")
            raise ImmediateHttpResponse(failed_page(request))
        request.said_who_at = said_at  # signing in makes the session anew, and keeps it there
        sociallogin.user = user

    def on_authentication_error(
        self, request, provider, error=None, exception=None, extra_context=None
    ):
        """The provider said no, or what came back was not what this browser had asked for."""
        raise ImmediateHttpResponse(failed_page(request))


def authenticated_at(id_token: dict) -> float | None:
    """When they gave a password or the like there, in seconds since 1970; None if not told.

    Source: OpenID Connect Core 1.0, section 2: required where max_age is asked for.
    """
    moment = id_token.get("auth_time")
    return float(moment) if isinstance(moment, int | float) and moment > 0 else None


def username_claimed(said: dict) -> str:
    """What the provider vouches for as the username; '' when it vouches for nothing.

    Both its answers must agree where both speak, and an e-mail address must be verified.
    """
    claim, answers = settings.OIDC_USERNAME_CLAIM, [part for part in said.values() if part]
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
    """The same words for someone unknown and someone deactivated."""
    record_refusal(user)
    raise ImmediateHttpResponse(render(request, "accounts/provider_refused.html", status=403))


def failed_page(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/provider_failed.html", status=401)


@open_to_all
@require_safe
def sign_in(request, provider_id):
    """To the provider; in words when it does not answer."""
    try:
        return theirs.login(request, provider_id)
    except RequestException:
        return failed_page(request)


@open_to_all
@require_safe
def come_back(request, provider_id):
    return theirs.callback(request, provider_id)

"""The pages of one's own account that are not allauth's."""

from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from checklists.accounts import devices
from checklists.accounts.ending_sessions import end_session, end_sessions_of
from checklists.accounts.middleware.sessions import USED_AT
from checklists.accounts.second_factor_reading import kinds_held, unreadable_factors
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in


@signed_in
@require_safe
def account(request: AuthenticatedRequest) -> HttpResponse:
    second_factors = {
        "kinds": kinds_held(request.user),
        "unreadable": unreadable_factors(request.user),
    }
    return render(request, "accounts/account.html", second_factors)


@signed_in
@require_safe
def confirmed(request: AuthenticatedRequest) -> HttpResponse:
    """The page after confirming, when the page that asked for it waits in another tab."""
    return render(request, "accounts/confirmed.html")


@signed_in
@require_safe
def sessions(request: AuthenticatedRequest) -> HttpResponse:
    rows = [session_row(one, request) for one in UserSession.objects.purge_and_list(request.user)]
    rows.sort(key=lambda row: (not row["is_this"], row["since"]))
    return render(request, "accounts/sessions.html", {"rows": rows})


def session_row(session: UserSession, request: AuthenticatedRequest) -> dict[str, Any]:
    return {
        "pk": session.pk,
        "device": devices.device_words(session.user_agent),
        "place": session.ip,
        "since": session.created_at,
        "used_at": last_used_at(session),
        "is_this": session.session_key == request.session.session_key,
    }


def last_used_at(session: UserSession) -> datetime | None:
    """When the session was last used, to half a minute; None before its first page."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(session.session_key)
    seconds = store.get(USED_AT)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


@signed_in
@require_POST
def end_one(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """End another session of one's own; signing out ends this one."""
    if not UserSession.objects.filter(pk=pk).exists():  # ended in another window
        return redirect("sessions")
    own = UserSession.objects.filter(user=request.user)
    others = own.exclude(session_key=request.session.session_key)
    end_session(get_object_or_404(others, pk=pk), by=request.user, at=timezone.now())
    return redirect("sessions")


@signed_in
@require_POST
def end_others(request: AuthenticatedRequest) -> HttpResponse:
    end_sessions_of(
        request.user,
        by=request.user,
        at=timezone.now(),
        why="by_hand",
        but=request.session.session_key,
    )
    return redirect("sessions")

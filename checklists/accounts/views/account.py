"""The pages about one's own account that are not allauth's."""

from datetime import UTC, datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from checklists.accounts import devices
from checklists.accounts.middleware.sessions import USED_AT
from checklists.accounts.second_factor_reading import kinds_held, unreadable_factors
from checklists.accounts.sessions import end_session, end_sessions_of
from checklists.people.roles import signed_in


@signed_in
@require_safe
def account(request):
    second_factors = {
        "kinds": kinds_held(request.user),
        "unreadable": unreadable_factors(request.user),
    }
    return render(request, "accounts/account.html", second_factors)


@signed_in
@require_safe
def confirmed(request):
    """Where confirming leads when the page that asked for it waits in another tab."""
    return render(request, "accounts/confirmed.html")


@signed_in
@require_safe
def sessions(request):
    rows = [session_row(one, request) for one in UserSession.objects.purge_and_list(request.user)]
    rows.sort(key=lambda row: (not row["is_this"], row["since"]))
    return render(request, "accounts/sessions.html", {"rows": rows})


def session_row(session, request):
    return {
        "pk": session.pk,
        "device": devices.device_words(session.user_agent),
        "place": session.ip,
        "since": session.created_at,
        "used_at": last_used_at(session),
        "is_this": session.session_key == request.session.session_key,
    }


def last_used_at(session):
    """When it was last used, to half a minute; None before its first page."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(session.session_key)
    seconds = store.get(USED_AT)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


@signed_in
@require_POST
def end_one(request, pk):
    """One's own, and not the one that asks: that is what signing out is for."""
    own = UserSession.objects.filter(user=request.user)
    others = own.exclude(session_key=request.session.session_key)
    end_session(get_object_or_404(others, pk=pk), by=request.user, at=timezone.now())
    return redirect("sessions")


@signed_in
@require_POST
def end_others(request):
    end_sessions_of(
        request.user,
        by=request.user,
        at=timezone.now(),
        why="by_hand",
        but=request.session.session_key,
    )
    return redirect("sessions")

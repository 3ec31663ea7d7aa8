"""Nobody sees a page before signing in, and a session left alone ends."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from checklists.accounts.views import resubmission
from checklists.audit.recording import record
from checklists.people.view_mark import MARK
from checklists.reading.clock import london_today

SIGNED_IN_AT = "signed_in_at"
USED_AT = "used_at"
WOKE_AT = "woke_at"
RIGHTS = "rights"
# Use is noted once in this many seconds, so that not every request writes the session.
NOTE_USE_EVERY = 30
BACKGROUND_HEADER = "X-Background"


def session_limits(get_response):
    """Ends a session after 15 minutes without use, 12 hours after sign-in, or when rights are lost.

    Rights are lost when a membership held when the session began is no longer held as it was: what
    its open pages show may not be that person's any more. A request with the header
    `X-Background: 1` was not made by a person and counts as no use. The request that finds its
    session ended goes on as a visitor's.
    """

    def middleware(request):
        if request.user.is_authenticated:
            now = timezone.now()
            rights = rights_today(request.user)
            if why := why_ended(request.session, now, rights):
                end_session(request, why, now)
            else:
                request.session.setdefault(RIGHTS, rights)
                note_use(request, now)
        return get_response(request)

    return middleware


def rights_today(user) -> list[str]:
    """What the user holds today, so that a changed role or team is another right."""
    return [f"{held.pk}:{held.role}:{held.team_id}" for held in user.memberships_on(london_today())]


def why_ended(session, now: datetime, rights: list[str]) -> str:
    """'idle', 'limit', 'rights', or '' while the session may go on."""
    now_in_seconds = now.timestamp()
    if now_in_seconds - session.get(SIGNED_IN_AT, now_in_seconds) >= setting_in_seconds(
        "SESSION_ABSOLUTE"
    ):
        return "limit"
    if now_in_seconds - session.get(USED_AT, now_in_seconds) >= setting_in_seconds("SESSION_IDLE"):
        return "idle"
    if not set(session.get(RIGHTS, [])) <= set(rights):
        return "rights"
    return ""


def setting_in_seconds(name: str) -> float:
    return getattr(settings, name).total_seconds()


def note_use(request, now: datetime) -> None:
    session = request.session
    session.setdefault(SIGNED_IN_AT, now.timestamp())
    waited = now.timestamp() - session.setdefault(USED_AT, now.timestamp())
    if waited >= NOTE_USE_EVERY and request.headers.get(BACKGROUND_HEADER) != "1":
        session[USED_AT] = now.timestamp()
        if waited >= setting_in_seconds("SESSION_PAUSE"):
            session[WOKE_AT] = now.timestamp()


@transaction.atomic
def end_session(request, why: str, now: datetime) -> None:
    record("session.ended", by=request.user, at=now, why=why)
    logout(request)


class ClosedByDefault(LoginRequiredMiddleware):
    """Sends a visitor to sign in, keeping what a form held, unless the view is open to all.

    One of our views that says nothing about who may open it opens to nobody.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        refused = super().process_view(request, view_func, view_args, view_kwargs)
        if refused is None and lacks_mark(request.resolver_match):
            raise Http404
        return refused

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            return resubmission.ask_to_sign_in(request)
        return super().handle_no_permission(request, view_func)


def lacks_mark(match) -> bool:
    """Whether the view is ours and carries no mark of `people.roles`; the admin asks by itself."""
    ours = match.func.__module__.startswith("checklists.") and "admin" not in match.app_names
    return ours and not getattr(match.func, MARK, False)

"""Shows no page before signing in, and ends a session that is not used."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from django.utils import timezone

from checklists.accounts.views import resubmission
from checklists.audit.recording import record
from checklists.people.models.users import User
from checklists.people.view_mark import MARK, OPEN_WHILE, View
from checklists.reading.clock import london_today

SIGNED_IN_AT = "signed_in_at"
USED_AT = "used_at"
WOKE_AT = "woke_at"
RIGHTS = "rights"
# Seconds between two notes of use, so that not every request writes the session.
NOTE_USE_EVERY = 30
BACKGROUND_HEADER = "X-Background"


def session_limits(get_response: View) -> View:
    """Ends a session after 15 minutes without use, 12 hours after sign-in, or when rights are lost.

    Rights are lost when a membership of the start of the session has ended or changed: its open
    pages may show what this person may not see any more. A request with the header
    `X-Background: 1` was not made by a person and does not count as use. The request that ends its
    session goes on as that of a visitor.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
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


def rights_today(user: User) -> list[str]:
    """The user's memberships of today, written so that a changed role or team is another right."""
    return [f"{held.pk}:{held.role}:{held.team_id}" for held in user.memberships_on(london_today())]


def why_ended(session: SessionBase, now: datetime, rights: list[str]) -> str:
    """'idle', 'limit', 'rights', or '' while the session may go on."""
    moment = now.timestamp()
    if moment - session.get(SIGNED_IN_AT, moment) >= settings.SESSION_ABSOLUTE.total_seconds():
        return "limit"
    if moment - session.get(USED_AT, moment) >= settings.SESSION_IDLE.total_seconds():
        return "idle"
    if not set(session.get(RIGHTS, [])) <= set(rights):
        return "rights"
    return ""


def note_use(request: HttpRequest, now: datetime) -> None:
    session = request.session
    session.setdefault(SIGNED_IN_AT, now.timestamp())
    unused = now.timestamp() - session.setdefault(USED_AT, now.timestamp())
    if unused >= NOTE_USE_EVERY and request.headers.get(BACKGROUND_HEADER) != "1":
        session[USED_AT] = now.timestamp()
        if unused >= settings.SESSION_PAUSE.total_seconds():
            session[WOKE_AT] = now.timestamp()


@transaction.atomic
def end_session(request: HttpRequest, why: str, now: datetime) -> None:
    record("session.ended", by=request.user, at=now, why=why)
    logout(request)


class ClosedByDefault(LoginRequiredMiddleware):
    """Sends a visitor to sign in, with what a form held, unless the view is open to all.

    A view of ours without a mark of who may open it opens to nobody.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: View,
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if is_visitor_let_in(request, view_func):
            return None
        refused = super().process_view(request, view_func, view_args, view_kwargs)
        if refused is None and request.resolver_match and lacks_mark(request.resolver_match):
            raise Http404
        return refused

    def handle_no_permission(  # type: ignore[override]  # a form is not sent on, but shown again
        self, request: HttpRequest, view_func: View
    ) -> HttpResponse:
        if request.method == "POST":
            return resubmission.ask_to_sign_in(request)
        return super().handle_no_permission(request, view_func)


def is_visitor_let_in(request: HttpRequest, view: View) -> bool:
    """Whether a visitor may read a page that is open for a while; not after a quick exit, because
    Back must not bring the page again."""
    says = getattr(view, OPEN_WHILE, None)
    if says is None or request.user.is_authenticated or request.method not in ("GET", "HEAD"):
        return False
    return settings.AWAY_COOKIE_NAME not in request.COOKIES and says()


def lacks_mark(match: ResolverMatch) -> bool:
    """Whether the view is ours and has no mark of `people.roles`. The admin checks by itself."""
    ours = match.func.__module__.startswith("checklists.") and "admin" not in match.app_names
    return ours and not getattr(match.func, MARK, False)
